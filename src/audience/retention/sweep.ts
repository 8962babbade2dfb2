// What the clock does to the audience: old things are forgotten, and lost imports found again.

import { type Clock, systemClock } from '../../base/clock.ts';
import { newId } from '../../base/ids.ts';
import type { Database } from '../../db/client.ts';
import { writeReminders } from '../joining/remind.ts';
import {
  cleanImports,
  deleteOldAddresses,
  deleteOldLetters,
  deleteOldNetworks,
  deleteOldTally,
  deleteUnconfirmed,
  selectForgottenImports,
} from './queries.ts';

const letterDays = 90;

/** How long what is held. */
export interface Retention {
  /** For which a consent record keeps the network it came from. */
  networkDays: number;
}

/** What must be rung; the caller does. */
export interface AudienceRings {
  imports: string[];
  letters: string[];
}

/**
 * Each minute, or late, or twice at once: unconfirmed requests after 30 days, former addresses
 * after 25 hours, letters after 90 days, reports of imports after 30 days, networks as the setting
 * says; and one reminder to who has not answered a letter for a day.
 */
export async function sweepAudience(
  db: Database,
  retention: Retention,
  clock: Clock = systemClock,
): Promise<AudienceRings> {
  await deleteUnconfirmed(db);
  await deleteOldAddresses(db);
  await deleteOldLetters(db, newId(new Date(clock().getTime() - letterDays * 86_400_000)));
  await deleteOldNetworks(db, retention.networkDays);
  await deleteOldTally(db);
  await cleanImports(db);
  const letters = await writeReminders(db);
  return { imports: await selectForgottenImports(db), letters };
}
