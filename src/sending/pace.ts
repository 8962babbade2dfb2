// One row per provider account hands out the moments at which calls may start.

import type { Database } from '../db/client.ts';
import { giveUpSlots, setRate, takeSlot } from './pace-queries.ts';

/** Longer waits are left to the queue: the lease of a batch must not run out while we sleep. */
const longestSleepMs = 20_000;
/**
 * Who wakes so late let the slot go: after a stall of the whole isolate everybody wakes at once, and
 * calling at once would be a burst.
 */
const staleMs = 1000;
const tries = 3;

/**
 * Waits for the next slot of the account. False if it is so far off that the caller should come
 * back later. Slots are a little wider apart than the rate says: calls that left evenly arrive a
 * little unevenly, and one too many in a second of Resend's clock would be a 429.
 */
export async function waitForSlot(db: Database): Promise<boolean> {
  for (let i = 0; i < tries; i++) {
    const waitMs = await takeSlot(db);
    if (waitMs > longestSleepMs) return false;
    if (waitMs <= 0) return true;
    const due = Date.now() + waitMs;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (Date.now() - due < staleMs) return true;
  }
  return true;
}

/** After a 429: nobody starts for `afterSeconds`; from then on at `rate`, if Resend said one. */
export async function slowDown(
  db: Database,
  afterSeconds: number,
  rate: number | null,
): Promise<void> {
  await giveUpSlots(db, afterSeconds, rate);
}

/** Follows `ratelimit-limit`. The caller remembers what it was told, to write only changes. */
export async function learnRate(db: Database, granted: number): Promise<void> {
  await setRate(db, granted);
}
