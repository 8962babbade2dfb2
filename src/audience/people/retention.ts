// What the clock does to the audience: old things are forgotten, each in its own step.

import { type Clock, systemClock } from '../../base/clock.ts';
import { newId } from '../../base/ids.ts';
import type { Step } from '../../base/step.ts';
import type { Database } from '../../db/client.ts';
import {
  deleteEmailNetworks,
  deleteOldEmails,
  deleteOldTally,
} from '../../transactional/retention-queries.ts';
import {
  cleanImports,
  deleteOldAddresses,
  deleteOldNetworks,
  deleteUnconfirmed,
} from './retention-queries.ts';

const emailDays = 90;

/** How long what is held. */
export interface Retention {
  /** For which a consent record keeps the network it came from. */
  networkDays: number;
}

/**
 * Each minute, or late, or twice at once: unconfirmed requests after 30 days, former addresses
 * after 25 hours, emails after 90 days, reports of imports after 30 days, networks as the setting
 * says.
 */
export function retentionSteps(
  db: Database,
  retention: Retention,
  clock: Clock = systemClock,
): Step[] {
  const oldEmails = () => newId(new Date(clock().getTime() - emailDays * 86_400_000));
  return [
    { name: 'delete unconfirmed requests', run: () => deleteUnconfirmed(db) },
    { name: 'delete old addresses', run: () => deleteOldAddresses(db) },
    { name: 'delete old emails', run: () => deleteOldEmails(db, oldEmails()) },
    { name: 'delete old networks', run: () => deleteOldNetworks(db, retention.networkDays) },
    {
      name: 'delete networks of emails',
      run: () => deleteEmailNetworks(db, retention.networkDays),
    },
    { name: 'delete old tally', run: () => deleteOldTally(db) },
    { name: 'clean imports', run: () => cleanImports(db) },
  ];
}
