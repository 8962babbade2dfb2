// One row per provider account hands out the moments at which calls may start.

import type { Database } from '../db/client.ts';
import { giveUpSlots, setRate, takeSlot } from './pace-queries.ts';

/** In all, however often we are woken too late: what is further off is no use to who waits. */
const longestWaitMs = 20_000;
/**
 * Who wakes so late let the slot go: after a stall of the whole isolate everybody wakes at once, and
 * calling at once would be a burst.
 */
const staleMs = 1000;

/**
 * Waits for the next slot of the account. False if none comes within 20 s; none is taken then. Slots
 * are a little wider apart than the rate says: calls that left evenly arrive a little unevenly, and
 * one too many in a second of Resend's clock would be a 429.
 */
export async function waitForSlot(db: Database): Promise<boolean> {
  const endsAt = Date.now() + longestWaitMs;
  for (;;) {
    const waitMs = await takeSlot(db, Math.max(0, endsAt - Date.now()));
    if (waitMs === null) return false;
    if (waitMs <= 0) return true;
    const due = Date.now() + waitMs;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (Date.now() - due < staleMs) return true;
  }
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
