// The SQL of the list of sends.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { activeSendStates, among, finalSendStates, sendStates } from '../../db/schema/states.ts';
import { allRows } from '../../db/statement.ts';
import { listNames } from './pieces-queries.ts';

const SendLineRow = z.strictObject({
  id: z.string(),
  digestId: z.string(),
  headline: z.string(),
  status: z.enum(sendStates),
  /** Frozen by the plan; 0 before it. */
  recipients: z.number(),
  /** Seconds in which it can be cancelled still, if it waits for that alone. */
  holdSeconds: z.number().nullable(),
  isPerReader: z.boolean(),
  scheduledAt: z.string().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  createdAt: z.string(),
  /** Of the first of its lists. */
  zone: z.string().nullable(),
  lists: z.array(z.string()),
});
export type SendLineRow = z.infer<typeof SendLineRow>;

/** What is under way: by the small index `sends_active`. Over: newest first by `sends_created`. */
export function selectSendLines(
  db: Queryable,
  wanted: { part: 'active' | 'over' | null; before: string | null; limit: number },
): Promise<SendLineRow[]> {
  const states = {
    active: sql`s.status in ${among(activeSendStates)}`,
    over: sql`s.status in ${among(finalSendStates)}`,
  };
  return allRows(db, 'selectSendLines', SendLineRow)`
    select s.id, s.digest_id as "digestId", d.content->>'headline' as headline, s.status,
      s.recipients, s.hold_seconds as "holdSeconds", s.local_time is not null as "isPerReader",
      ${isoTime(sql`s.scheduled_at`)} as "scheduledAt", ${isoTime(sql`s.started_at`)} as "startedAt",
      ${isoTime(sql`s.finished_at`)} as "finishedAt", ${isoTime(sql`s.created_at`)} as "createdAt",
      (select l.timezone from lists l where l.id = s.list_ids[1]) as zone,
      coalesce(${listNames}, '[]') as lists
    from sends s join digests d on d.id = s.digest_id
    where ${wanted.part === null ? sql`true` : states[wanted.part]}
      and ${wanted.before === null ? sql`true` : sql`(s.created_at, s.id) < (select created_at, id from sends where id = ${wanted.before})`}
    order by s.created_at desc, s.id desc limit ${wanted.limit}`;
}
