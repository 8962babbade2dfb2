// Calls of a send that went wrong, counted in a row. Each is one row by primary key, and rare.

import type { Database } from '../../db/client.ts';
import { maybeRow, run } from '../../db/statement.ts';
import { nothingCounted, Standing } from './standing.ts';

/**
 * Counts a batch refused as a whole. A half counts only while nothing of the send was accepted: from
 * then on it is the search for the one that is refused. The look at the batches ends at the first
 * that was accepted.
 */
export async function countRefusal(
  db: Database,
  sendId: string,
  isHalf: boolean,
): Promise<Standing> {
  const standing = await maybeRow(db, 'countRefusal', Standing)`
    with seen as materialized (
      select not exists (select from batches
          where send_id = ${sendId} and state = 'accepted' and subscriber_ids <> '{}')
        and not exists (select from send_transitions where send_id = ${sendId}
          and from_status = 'paused' and why = 'resumed by an editor') as untried)
    update sends set refusals = least(30000,
      refusals + case when ${isHalf}::bool and not seen.untried then 0 else 1 end)
    from seen where id = ${sendId}
    returning refusals, unclear, untried as "isUntried", recipients`;
  return standing ?? nothingCounted;
}

/** Counts a call without a clear answer. It outlasts the pause that it causes. */
export async function countUnclear(db: Database, sendId: string): Promise<Standing> {
  const standing = await maybeRow(db, 'countUnclear', Standing)`
    update sends set unclear = least(30000, unclear + 1) where id = ${sendId}
    returning refusals, unclear, false as "isUntried", recipients`;
  return standing ?? nothingCounted;
}

/** A batch was accepted: whatever was counted was not in a row. */
export async function forgetTrouble(db: Database, sendId: string): Promise<void> {
  await run(db, 'forgetTrouble')`
    update sends set refusals = 0, unclear = 0
    where id = ${sendId} and (refusals > 0 or unclear > 0)`;
}
