// The batches of a send as its lanes, its sweep and its report see them, as values.

import type { SendCounts } from '../../../src/sending/counts-queries.ts';
import type { LaneView } from '../../../src/sending/delivery/lane-queries.ts';
import { silentSeconds } from '../../../src/sending/delivery/lanes.ts';
import type { ActiveSend } from '../../../src/sending/delivery/protocol.ts';
import { type Batch, type BatchState, isHeld, isOpen, isWorkable } from './batch.ts';

/** Lanes that claimed a moment ago. */
function freshLanes(batches: readonly Batch[], now: number): string[] {
  const fresh = batches.flatMap(({ lane, claimedAt }) =>
    lane !== null && claimedAt !== null && claimedAt > now - silentSeconds * 1000 ? [lane] : [],
  );
  return [...new Set(fresh)];
}

/** As `readLane`. */
export function viewFromLane(
  batches: readonly Batch[],
  now: number,
  lane: string,
): Omit<LaneView, 'isSending'> {
  const dueAt = batches
    .filter(isOpen)
    .map(({ state, notBefore, leaseUntil }) =>
      state === 'ready' ? (notBefore ?? now) : (leaseUntil ?? now),
    );
  return {
    dueInSeconds: dueAt.length === 0 ? null : (Math.min(...dueAt) - now) / 1000,
    ahead: freshLanes(batches, now).filter((other) => other < lane).length,
    isDoubled: batches.some((batch) => batch.lane === lane && isHeld(batch, now)),
  };
}

/** Open batches, those under a live lease, those workable now, and lanes; as `findActiveSends`. */
export function countActive(
  batches: readonly Batch[],
  now: number,
): Pick<ActiveSend, 'open' | 'leased' | 'due' | 'lanes'> {
  return {
    open: batches.filter(isOpen).length,
    leased: batches.filter((batch) => isHeld(batch, now)).length,
    due: batches.filter((batch) => isWorkable(batch, now)).length,
    lanes: freshLanes(batches, now).length,
  };
}

/** As `readCounts`. */
export function countOutcomes(batches: readonly Batch[], recipients: number): SendCounts {
  const sum = (...states: BatchState[]) =>
    batches
      .filter(({ state }) => states.includes(state))
      .reduce((total, { ids }) => total + ids.length, 0);
  return {
    recipients,
    pending: sum('ready', 'claimed'),
    accepted: sum('accepted'),
    rejected: sum('rejected'),
    unknown: sum('unknown'),
    cancelled: sum('cancelled'),
    skipped: batches.reduce((total, { skipped }) => total + skipped.length, 0),
  };
}
