// The batches of a send as its lanes, its sweep and its report see them, as values.

import type { SendCounts } from '../../../src/sending/counts-queries.ts';
import type { ActiveSend } from '../../../src/sending/delivery/protocol.ts';
import type { RoadView } from '../../../src/sending/delivery/road-queries.ts';
import { type Mark, roadDigits, silentSeconds } from '../../../src/sending/delivery/roads.ts';
import { type Batch, type BatchState, isHeld, isOpen, isWorkable } from './batch.ts';

/** Roads on which something was claimed a moment ago. */
function freshRoads(batches: readonly Batch[], now: number): string[] {
  const fresh = batches.flatMap(({ lane, claimedAt }) =>
    lane !== null && claimedAt !== null && claimedAt > now - silentSeconds * 1000
      ? [lane.slice(0, roadDigits)]
      : [],
  );
  return [...new Set(fresh)];
}

/** As `readRoad`. */
export function viewFromRoad(
  batches: readonly Batch[],
  now: number,
  mark: Mark,
): Omit<RoadView, 'isSending'> {
  const dueAt = batches
    .filter(isOpen)
    .map(({ state, notBefore, leaseUntil }) =>
      state === 'ready' ? (notBefore ?? now) : (leaseUntil ?? now),
    );
  return {
    dueInSeconds: dueAt.length === 0 ? null : (Math.min(...dueAt) - now) / 1000,
    due: batches.filter((batch) => isWorkable(batch, now)).length,
    ahead: freshRoads(batches, now).filter((other) => other < mark.road).length,
    isDoubled: batches.some(
      (batch) =>
        batch.lane?.startsWith(mark.road) && batch.lane !== mark.before && isHeld(batch, now),
    ),
  };
}

/** Open batches, those under a live lease, those workable now, and roads; as `findActiveSends`. */
export function countActive(
  batches: readonly Batch[],
  now: number,
): Pick<ActiveSend, 'open' | 'leased' | 'due' | 'roads'> {
  return {
    open: batches.filter(isOpen).length,
    leased: batches.filter((batch) => isHeld(batch, now)).length,
    due: batches.filter((batch) => isWorkable(batch, now)).length,
    roads: freshRoads(batches, now).length,
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
