// What the clock forgets of coming in.

import type { Step } from '../../base/step.ts';
import type { Database } from '../../db/client.ts';
import { deleteSpentChallenges } from './passkey-queries.ts';
import { deleteIdleSessions } from './session-queries.ts';
import { deleteOldLinks } from './sign-in-queries.ts';

/** Each minute, or late, or twice at once; each in bounded bites. */
export function sessionSteps(db: Database): Step[] {
  return [
    { name: 'delete idle sessions', run: () => deleteIdleSessions(db) },
    { name: 'delete spent challenges', run: () => deleteSpentChallenges(db) },
    { name: 'delete old sign-in links', run: () => deleteOldLinks(db) },
  ];
}
