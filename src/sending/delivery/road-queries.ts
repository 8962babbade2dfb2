// Roads in SQL: what their lanes find when they look around, and how many a message should wake.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { maybeRow, oneRow } from '../../db/statement.ts';
import { isWorkable } from './batch-queries.ts';
import { type Mark, roadDigits, silentSeconds, type Tempo } from './roads.ts';

/** A send as one of its roads sees it. */
const RoadView = z.strictObject({
  isSending: z.boolean(),
  /** Until the first open batch can be worked, be it for the end of a lease; null: none is open. */
  dueInSeconds: z.number().nullable(),
  /** Batches that can be worked now. */
  due: z.number(),
  /** Roads with smaller ids on which something was claimed a moment ago. */
  ahead: z.number(),
  /** A live lease stands under this road, not from the message before: a copy is at work, or died at it. */
  isDoubled: z.boolean(),
});
export type RoadView = z.infer<typeof RoadView>;

const TempoRow = z.strictObject({
  rate: z.number().nullable(),
  callSeconds: z.number().nullable(),
});
const WaitsRow = z.strictObject({ waits: z.boolean() });
const DueRow = z.strictObject({ due: z.number() });

/** The road of a mark: `batches.lane` holds that of the last claim (`markOf`). */
const roadOf = sql`left(lane::text, ${sql.raw(String(roadDigits))})`;
/** Marks of roads on which something was claimed a moment ago. */
const isFresh = sql`claimed_at > now() - make_interval(secs => ${silentSeconds})`;

/** On how many roads a batch of the send was claimed a moment ago, alive or not; over its batches. */
export const roadsAtWork = sql`(count(distinct ${roadOf}) filter (where ${isFresh}))::int`;

/**
 * Looks around, without a lock, along the primary key: once when a road begins, when a lane has taken
 * the last batch, and when it finds none. All batches of the send are read (10,000 of a million readers:
 * 5 ms), so not at every claim.
 */
export async function readRoad(db: Database, sendId: string, mark: Mark): Promise<RoadView> {
  return oneRow(db, 'readRoad', RoadView)`
    select coalesce((select status = 'sending' from sends where id = ${sendId}), false) as "isSending",
      extract(epoch from min(case state when 'ready' then coalesce(not_before, now())
        when 'claimed' then lease_until end) - now())::float8 as "dueInSeconds",
      (count(*) filter (where ${isWorkable}))::int as due,
      (count(distinct ${roadOf}) filter (
        where ${isFresh} and ${roadOf} < ${mark.road}))::int as ahead,
      coalesce(bool_or(state = 'claimed' and ${roadOf} = ${mark.road} and lane <> ${mark.before}
        and lease_token is not null
        and lease_until >= now()), false) as "isDoubled"
    from batches where send_id = ${sendId}`;
}

/** Reads how fast the send may call and how long its calls take. Without a lock, all of its batches. */
export async function readTempo(db: Database, sendId: string): Promise<Tempo> {
  return oneRow(db, 'readTempo', TempoRow)`
    select (select coalesce(target, rate)::float8 from pace where account = 'resend') as rate,
      extract(epoch from avg(greatest(interval '0',
        case state when 'claimed' then now() else settled_at end - claimed_at)))::float8 as "callSeconds"
    from batches where send_id = ${sendId} and claimed_at > now() - interval '1 minute'
      and (settled_at is not null or lease_token is not null)`;
}

/**
 * Whether another send has batches to work, and nobody has claimed one for some seconds: it may wait for
 * a consumer that this send's roads keep. Sends at work are few (`sends_active`); of each its batches.
 */
export async function doesAnotherWait(db: Database, sendId: string): Promise<boolean> {
  const row = await oneRow(db, 'doesAnotherWait', WaitsRow)`
    select exists (
      select from sends s where s.status = 'sending' and s.id <> ${sendId}
        and exists (select from batches where send_id = s.id and ${isWorkable})
        and not exists (select from batches
          where send_id = s.id and claimed_at > now() - interval '3 seconds')) as waits`;
  return row.waits;
}

/**
 * Notes that roads are enqueued, so that the sweep does not enqueue at once those that are still on
 * their way, and says how many batches can be worked now, counted up to `most`. Locks the send's row.
 */
export async function noteEnqueued(db: Database, sendId: string, most: number): Promise<number> {
  const row = await maybeRow(db, 'noteEnqueued', DueRow)`
    update sends set lanes_rung_at = now() where id = ${sendId}
    returning (select count(*) from (
      select from batches where send_id = ${sendId} and ${isWorkable} limit ${most}) x)::int as due`;
  return row?.due ?? 0;
}
