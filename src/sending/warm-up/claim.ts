// A lane's claim while the domain warms up: no batch is called under a new key on a day that is full.

import type { Database, Queryable } from '../../db/client.ts';
import { type ClaimedBatch, claimNextBatch } from '../delivery/batch-queries.ts';
import { capOn, type FrozenWarmUp } from './ladder.ts';
import { spreadOverDays, todayOf } from './spread.ts';
import { countCalled, lockDomain, noteDay, readDomain } from './warm-up-queries.ts';

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
): Promise<ClaimedBatch | null> {
  return db.transaction(async (tx) => {
    const row = await lockDomain(tx, warmUp.domain);
    const { past, startsAt } = todayOf(warmUp.zone, row);
    const room = await roomOf(tx, warmUp, past, startsAt);
    const batch = await claimNextBatch(tx, sendId, after, lane, room);
    if (!batch && after < 0) await spreadOverDays(tx, warmUp, row, sendId);
    return batch;
  });
}

async function roomOf(
  tx: Queryable,
  { ladder, domain }: FrozenWarmUp,
  past: number,
  since: Date,
): Promise<number | null> {
  const cap = capOn(ladder, past);
  if (cap === Number.POSITIVE_INFINITY) return null;
  return Math.max(0, cap - (await countCalled(tx, domain, since)));
}

/** Today has mailed: it is a step of the ladder. */
export async function noteMailedDay(db: Database, warmUp: FrozenWarmUp): Promise<void> {
  const { day } = todayOf(warmUp.zone, await readDomain(db, warmUp.domain));
  await noteDay(db, warmUp.domain, day);
}
