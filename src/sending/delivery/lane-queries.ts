// Lanes in SQL: what one finds when it looks around, and how many a ring should wake.

import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { oneRow } from '../../db/rows.ts';
import { isWorkable } from './batch-queries.ts';
import { silentSeconds } from './lanes.ts';

/** A send as one of its lanes sees it. */
export interface LaneView {
  isSending: boolean;
  /** Until the first open batch can be worked, be it for the end of a lease; null: none is open. */
  dueInSeconds: number | null;
  /** Lanes with smaller ids that claimed a moment ago. */
  ahead: number;
  /** A live lease stands under this lane's own id: a copy of its message is at work, or died at it. */
  isDoubled: boolean;
}

/** Marks of lanes that claimed a moment ago. */
const isFresh = sql`claimed_at > now() - make_interval(secs => ${silentSeconds})`;

/** How many lanes claimed a batch of the send a moment ago, alive or not; over its batches. */
export const lanesAtWork = sql`(count(distinct lane) filter (where ${isFresh}))::int`;

/**
 * Looks around, without a lock, along the primary key: once when a lane starts, when it has taken the
 * last batch, and when it finds none. All batches of the send are read (10,000 of a million readers:
 * 5 ms), so not at every claim.
 */
export async function readLane(db: Database, sendId: string, lane: string): Promise<LaneView> {
  const result = await db.execute(sql`
    select coalesce((select status = 'sending' from sends where id = ${sendId}), false) as "isSending",
      extract(epoch from min(case state when 'ready' then coalesce(not_before, now())
        when 'claimed' then lease_until end) - now())::float8 as "dueInSeconds",
      (count(distinct lane) filter (where ${isFresh} and lane < ${lane}))::int as ahead,
      coalesce(bool_or(state = 'claimed' and lane = ${lane} and lease_token is not null
        and lease_until >= now()), false) as "isDoubled"
    from batches where send_id = ${sendId}`);
  return oneRow(result);
}

/**
 * Notes that lanes are rung for, so that the sweep does not ring at once for those that are still on
 * their way, and says how many batches can be worked now, counted up to `most`. Locks the send's row.
 */
export async function noteRing(db: Database, sendId: string, most: number): Promise<number> {
  const rows = await db.execute(sql`
    update sends set lanes_rung_at = now() where id = ${sendId}
    returning (select count(*) from (
      select from batches where send_id = ${sendId} and ${isWorkable} limit ${most}) x)::int as due`);
  return (rows[0] as { due: number } | undefined)?.due ?? 0;
}
