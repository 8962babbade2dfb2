// What a house has done already on its way to a first send.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { oneRow } from '../../db/statement.ts';

const StepsRow = z.strictObject({
  /** A list that somebody has made, or has changed from how it came. */
  hasList: z.boolean(),
  hasReader: z.boolean(),
  hasDigest: z.boolean(),
  hasTest: z.boolean(),
  /** The newest send that has begun. */
  lastSend: z.string().nullable(),
  lastStartedAt: z.string().nullable(),
});
export type FirstSteps = z.infer<typeof StepsRow>;

/** Ends of indexes, and the newest thousand emails by their primary key (UUIDv7). */
export function readFirstSteps(db: Queryable): Promise<FirstSteps> {
  return oneRow(db, 'readFirstSteps', StepsRow)`
    with last as (
      select id, started_at from sends where started_at is not null
      order by created_at desc, id desc limit 1)
    select exists (select from lists where updated_at > created_at or id > 1) as "hasList",
      exists (
        select from lists l, lateral (
          select from subscriptions s where s.list_id = l.id and s.status = 'confirmed' limit 1) one)
        as "hasReader",
      exists (select from digests) as "hasDigest",
      exists (
        select from (select kind from letters order by id desc limit 1000) newest where kind = 'test')
        as "hasTest",
      (select id from last) as "lastSend",
      (select ${isoTime(sql`started_at`)} from last) as "lastStartedAt"`;
}
