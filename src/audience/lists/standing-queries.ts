// How many read a list, as far as that can be told quickly.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { textArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows } from '../../db/statement.ts';

/** Beyond it nobody counts: there are "more than 10,000". */
export const mostCounted = 10_000;

const StandingRow = z.strictObject({
  slug: z.string(),
  readers: z.number(),
  /** Of the last send that began to this list. */
  lastRecipients: z.number().nullable(),
  lastAt: z.string().nullable(),
});
export type ListStanding = z.infer<typeof StandingRow>;

/**
 * Of each of these lists its confirmed people, counted up to `mostCounted` + 1, and what its last send
 * was. By `subscriptions_standing`: 10,000 rows of an index a list, 2 ms. Sends are few.
 */
export function readStandings(db: Queryable, slugs: readonly string[]): Promise<ListStanding[]> {
  return allRows(db, 'readStandings', StandingRow)`
    select l.slug, (
        select count(*) from (
          select from subscriptions s where s.list_id = l.id and s.status = 'confirmed'
          limit ${mostCounted + 1}) counted)::int as readers,
      last.recipients as "lastRecipients",
      ${isoTime(sql`last.started_at`)} as "lastAt"
    from lists l left join lateral (
      select recipients, started_at from sends
      where started_at is not null and l.id = any(list_ids)
      order by created_at desc limit 1) last on true
    where l.slug = any(${textArray(slugs)}::text[]) order by l.id`;
}
