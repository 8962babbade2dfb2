// The recipients of a send by what webhooks said of them: kept, and not counted at each look.

import type { Database } from '../../db/client.ts';
import {
  addChanges,
  countDeliveries,
  type FeedbackCounts,
  findUncounted,
  lockCounts,
  readKept,
} from './feedback-counts-queries.ts';

/** Of several sends as of now, exactly; one that was never counted, or must be anew, is counted here. */
export async function readFeedbackCounts(
  db: Database,
  sendIds: readonly string[],
): Promise<Map<string, FeedbackCounts>> {
  const kept = await readKept(db, sendIds);
  for (const id of sendIds) if (!kept.has(id)) kept.set(id, await countDeliveries(db, id));
  return kept;
}

/**
 * Adds in what has changed, and counts a few sends that are from before there were counts. Of two at
 * once one does it: the lock comes first, so that what is counted and what is added in are of one
 * snapshot, taken after whoever had the lock before has committed.
 */
export async function keepFeedbackCounts(db: Database): Promise<void> {
  for (const id of await findUncounted(db)) {
    await db.transaction(async (tx) => {
      const lock = await lockCounts(tx, id);
      if (lock !== null) await addChanges(tx, id, lock.isCounted);
    });
  }
}
