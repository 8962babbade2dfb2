// What the clock does to the audience: old things are forgotten, and lost imports found again.

import { type Clock, systemClock } from '../../base/clock.ts';
import { newId } from '../../base/ids.ts';
import type { Database } from '../../db/client.ts';
import {
  cleanImports,
  deleteOldAddresses,
  deleteOldLetters,
  deleteUnconfirmed,
  selectForgottenImports,
} from './queries.ts';

const letterDays = 90;

/**
 * Each minute, or late, or twice at once: unconfirmed requests after 30 days, former addresses
 * after 25 hours, letters after 90 days, reports of imports after 30 days. The imports it names
 * are to be rung.
 */
export async function sweepAudience(
  db: Database,
  clock: Clock = systemClock,
): Promise<{ forgottenImports: string[] }> {
  await deleteUnconfirmed(db);
  await deleteOldAddresses(db);
  await deleteOldLetters(db, newId(new Date(clock().getTime() - letterDays * 86_400_000)));
  await cleanImports(db);
  return { forgottenImports: await selectForgottenImports(db) };
}
