// What the sweep looks for, in SQL. Active sends are few: all of this reads `sends_active`.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { allRows, maybeRow, run } from '../../db/statement.ts';
import { isMailed, markMailedDigests, resolvedName } from '../../digest/mailed-queries.ts';
import type { ActiveSend } from '../delivery/protocol.ts';
import { roadsAtWork } from '../delivery/road-queries.ts';
import { silentSeconds } from '../delivery/roads.ts';

const DueSchedule = z.strictObject({
  id: z.string(),
  isStale: z.boolean(),
  lateMinutes: z.number(),
});
export type DueSchedule = z.infer<typeof DueSchedule>;

const IdRow = z.strictObject({ id: z.string() });

const lateness = sql`now() > scheduled_at + make_interval(secs => stale_after) as "isStale",
  floor(extract(epoch from now() - scheduled_at) / 60)::int as "lateMinutes"`;

export async function findDueSchedules(db: Database): Promise<DueSchedule[]> {
  return allRows(db, 'findDueSchedules', DueSchedule)`
    select id, ${lateness} from sends where status = 'scheduled' and scheduled_at <= now()`;
}

const Schedule = DueSchedule.extend({ afterSeconds: z.number() });

/** The moment of a send that waits for it, negative once it has passed; null if it waits no more. */
export async function readSchedule(
  db: Database,
  sendId: string,
): Promise<z.infer<typeof Schedule> | null> {
  return maybeRow(db, 'readSchedule', Schedule)`
    select id, ${lateness}, extract(epoch from scheduled_at - now())::float8 as "afterSeconds"
    from sends where id = ${sendId} and status = 'scheduled'`;
}

/** Quota pauses whose end has come. */
export async function findEndedPauses(db: Database): Promise<string[]> {
  const rows = await allRows(db, 'findEndedPauses', IdRow)`
    select id from sends where status = 'paused' and resume_at <= now()`;
  return rows.map(({ id }) => id);
}

const ActiveSendRow = z.strictObject({
  id: z.string(),
  status: z.enum(['planning', 'sending']),
  open: z.number(),
  leased: z.number(),
  due: z.number(),
  roads: z.number(),
  isEnqueued: z.boolean(),
});

/**
 * Sends at work. A plan younger than ten seconds is left to its own message, unless the engine
 * starts and no message of before is left.
 */
export async function findActiveSends(db: Database, isStart = false): Promise<ActiveSend[]> {
  return allRows(db, 'findActiveSends', ActiveSendRow)`
    select s.id, s.status, b.*, coalesce(
        s.lanes_rung_at > now() - make_interval(secs => ${silentSeconds}), false) as "isEnqueued"
    from sends s, lateral (
      select (count(*) filter (where state in ('ready', 'claimed')))::int as open,
        count(*) filter (where state = 'claimed' and lease_token is not null
          and lease_until >= now())::int as leased,
        count(*) filter (where (state = 'ready' and coalesce(not_before, now()) <= now())
          or (state = 'claimed' and lease_until < now()))::int as due,
        ${roadsAtWork} as roads
      from batches where send_id = s.id) b
    where s.status = 'sending'
      or (s.status = 'planning' and (${isStart} or s.created_at < now() - interval '10 seconds'))`;
}

/** Cancelled in the last two days and with batches still open. */
export async function findClosingSends(db: Database): Promise<string[]> {
  const rows = await allRows(db, 'findClosingSends', IdRow)`
    select id from sends s where status = 'cancelled' and finished_at > now() - interval '2 days'
      and exists (select from batches where send_id = s.id and state in ('ready', 'claimed'))`;
  return rows.map(({ id }) => id);
}

/** An unknown batch, or one that an editor gave up, of whose every recipient a webhook spoke was accepted after all. */
export async function settleUnknownByFeedback(db: Database): Promise<void> {
  await run(db, 'settleUnknownByFeedback')`
    update batches b set state = 'accepted'
    where (b.state = 'unknown'
        or (b.state = 'rejected' and b.error->>'name' = ${resolvedName}))
      and b.send_id in (select id from sends where created_at > now() - interval '14 days')
      and cardinality(b.subscriber_ids) = (
        select count(*) from deliveries d
        where d.send_id = b.send_id and d.subscriber_id = any(b.subscriber_ids)
          and coalesce(d.sent_at, d.delivered_at, d.delayed_at, d.bounced_at, d.complained_at, d.opened_at,
            d.failed_at, d.suppressed_at) is not null)`;
}

/**
 * Remembers which sends somebody has the mail of, so that the archive need not look into their batches
 * any more; those that ended two weeks ago without are left. Then the digests are told: a statement of
 * its own, for a plan locks a digest first and its sends after it.
 */
export async function markMailed(db: Database): Promise<void> {
  await run(db, 'markMailed')`
    update sends s set mailed_at = now()
    where s.mailed_at is null and ${isMailed}
      and coalesce(s.finished_at, now()) > now() - interval '14 days'`;
  await markMailedDigests(db);
}

/**
 * Event details are kept for 90 days. At most `limit` of them at once, the oldest first: a large send's
 * grow old within minutes of each other, and no statement may take a minute. Index `events_received`.
 */
export async function dropOldEvents(db: Database, limit: number): Promise<number> {
  return run(db, 'dropOldEvents')`
    delete from events where id in (
      select id from events where received_at < now() - interval '90 days'
      order by received_at limit ${limit})`;
}
