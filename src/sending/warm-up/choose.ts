// Whether a send warms its domain up, when it is planned and when a lane takes it up.

import type { Database, Queryable } from '../../db/client.ts';
import { domainOf } from '../../resend/from-domain.ts';
import { type FrozenWarmUp, isWarm, type WarmUp } from '../ladder.ts';
import { spreadOverDays, todayOf } from './spread.ts';
import { lockDomain, readDomain } from './warm-up-queries.ts';

/** What a send asked for, as its plan freezes it; null if it asked for none, or the domain is warm. */
export function chooseWarmUp(
  db: Database,
  ladder: WarmUp | null,
  sender: { from: string; timezone: string },
): Promise<FrozenWarmUp | null> {
  const { from, timezone: zone } = sender;
  return stillWarming(db, ladder === null ? null : { ladder, domain: domainOf(from), zone });
}

/** The same warm-up while its ladder lasts. Then null, for good: claims need no lock any more. */
export async function stillWarming(
  db: Database,
  warmUp: FrozenWarmUp | null,
): Promise<FrozenWarmUp | null> {
  if (warmUp === null) return null;
  const { past } = todayOf(warmUp.zone, await readDomain(db, warmUp.domain));
  return isWarm(warmUp.ladder, past) ? null : warmUp;
}

/** Gives the batches that the plan has just written their days. In its transaction, as late as can be. */
export async function spreadFresh(
  tx: Queryable,
  warmUp: FrozenWarmUp,
  sendId: string,
): Promise<void> {
  await spreadOverDays(tx, warmUp, await lockDomain(tx, warmUp.domain), sendId);
}
