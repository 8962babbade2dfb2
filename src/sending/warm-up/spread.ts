// Gives the batches of a send their days: when it is planned, and whenever a day turns out to be full.

import { dayIn } from '../../base/time-zone.ts';
import { localMoment } from '../../base/wall-clock.ts';
import type { Queryable } from '../../db/client.ts';
import { type FrozenWarmUp, ladders } from '../ladder.ts';
import { type DomainDays, placeOnDays } from './days.ts';
import {
  countCalled,
  type DomainRow,
  postpone,
  readWaiting,
  readWaitingElsewhere,
} from './warm-up-queries.ts';

/** Today, in the domain's calendar. */
export interface Today {
  day: string;
  startsAt: Date;
  /** Steps before it. */
  past: number;
}

export function todayOf(zone: string, { days, now }: DomainRow): Today {
  const day = dayIn(zone, new Date(now));
  const past = days.filter((one) => one < day).length;
  return { day, startsAt: localMoment(`${day}T00:00:00`, zone), past };
}

/** What the days from today on hold already, without what waits in the send itself. */
export async function readDays(
  tx: Queryable,
  { domain, zone }: Pick<FrozenWarmUp, 'domain' | 'zone'>,
  row: DomainRow,
  sendId: string | null,
): Promise<DomainDays> {
  const today = todayOf(zone, row);
  const taken = new Map([[today.day, await countCalled(tx, domain, today.startsAt)]]);
  for (const { at, mails } of await readWaitingElsewhere(tx, domain, sendId)) {
    const day = dayIn(zone, new Date(at));
    taken.set(day, (taken.get(day) ?? 0) + mails);
  }
  return { now: row.now, zone, past: today.past, taken };
}

/** Moves what has no room today, or on the day it waited for, to later days. Under `lockDomain`, whose row it takes. */
export async function spreadOverDays(
  tx: Queryable,
  warmUp: FrozenWarmUp,
  row: DomainRow,
  sendId: string,
): Promise<void> {
  const days = await readDays(tx, warmUp, row, sendId);
  const placed = placeOnDays(ladders[warmUp.ladder], days, await readWaiting(tx, sendId));
  await postpone(
    tx,
    sendId,
    placed.filter(({ at, dueAt }) => at !== dueAt),
  );
}
