// The number of readers that somebody was shown when they said yes, and how far an audience may be from it.

import type { Queryable } from '../../db/client.ts';
import { changeStatus, type DueSend } from '../send-queries.ts';
import type { AudienceOf } from './audience-queries.ts';
import { countLeft, withdrawPlan } from './expectation-queries.ts';

/** What was shown, and the fewest and most readers for whom the yes still holds. */
export interface Expectation {
  expected: number;
  fewest: number;
  most: number;
}

/** For what goes out at once: as many as were shown, give or take `tolerance`. */
export function expectClosely(expected: number, tolerance = 0): Expectation {
  return { expected, fewest: Math.max(0, expected - tolerance), most: expected + tolerance };
}

/** For what goes out later: a list grows and shrinks, but not to half or twice its size. */
export function expectRoughly(expected: number): Expectation {
  return { expected, fewest: Math.ceil(expected / 2), most: expected * 2 };
}

/**
 * True if so many readers are nobody's surprise. Who left meanwhile is not missed: `since`, or an hour
 * before, for the number was read some time before it was said. They are counted only if some are missing.
 */
export async function isExpected(
  tx: Queryable,
  found: number,
  { fewest, most }: Pick<Expectation, 'fewest' | 'most'>,
  audience: AudienceOf,
  since: Date | null,
): Promise<boolean> {
  if (found > most) return false;
  return found >= fewest || found + (await countLeft(tx, audience, since)) >= fewest;
}

/**
 * Within the plan's transaction, after the batches are written: takes them back and pauses the send if
 * they hold another number of people than was expected. False if all is well.
 */
export async function stopIfUnexpected(
  tx: Queryable,
  send: DueSend,
  found: number,
): Promise<boolean> {
  const { expectation } = send;
  if (expectation === null) return false;
  if (await isExpected(tx, found, expectation, send, expectation.saidAt)) return false;
  await withdrawPlan(tx, send.id, found);
  const reason = describeUnexpected(found, expectation.expected);
  return changeStatus(tx, send.id, ['planning'], {
    to: 'paused',
    why: `${found} readers, not ${expectation.expected}`,
    pauseReason: `${reason} Nothing was mailed. Look at the estimate; then resume it with {"expectedRecipients": ${found}}, or cancel it.`,
  });
}

/** One sentence with both numbers. */
export function describeUnexpected(found: number, expected: number): string {
  return `The audience is ${found} now, not ${expected}.`;
}
