// A lane's claim while the domain warms up: no batch is called under a new key on a day that is full.

import { dayIn } from '../../base/time-zone.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { capOn, type FrozenWarmUp, ladders } from '../ladder.ts';
import { spreadOverDays, todayOf } from '../warm-up/spread.ts';
import { countCalled, lockDomain } from '../warm-up/warm-up-queries.ts';
import { type ClaimedBatch, claimNextBatch } from './batch-queries.ts';

/** A batch with the day on which it was first called under its key. */
export type DatedBatch = ClaimedBatch & { day: string };

/**
 * As `claimNextBatch`, but passes over what has no room today. Only the first call under a key takes
 * room: a replay may have been taken by Resend, and its key must not grow old. When nothing is left
 * from the start on, what has no room gets later days, so that nobody looks again before then.
 */
export function claimWithinDay(
  db: Database,
  warmUp: FrozenWarmUp,
  sendId: string,
  after: number,
  lane: string,
): Promise<DatedBatch | null> {
  return db.transaction(async (tx) => {
    const row = await lockDomain(tx, warmUp.domain);
    const { past, startsAt } = todayOf(warmUp.zone, row);
    const room = await roomOf(tx, warmUp, past, startsAt);
    const batch = await claimNextBatch(tx, sendId, after, lane, room);
    if (batch) {
      const firstCalledAt = new Date(row.now - batch.keyAgeSeconds * 1000);
      return { ...batch, day: dayIn(warmUp.zone, firstCalledAt) };
    }
    if (after < 0) await spreadOverDays(tx, warmUp, row, sendId);
    return null;
  });
}

async function roomOf(
  tx: Queryable,
  { ladder, domain }: FrozenWarmUp,
  past: number,
  since: Date,
): Promise<number | null> {
  const cap = capOn(ladders[ladder], past);
  if (cap === Number.POSITIVE_INFINITY) return null;
  return Math.max(0, cap - (await countCalled(tx, domain, since)));
}
