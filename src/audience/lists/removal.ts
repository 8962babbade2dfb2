// What hung on a list that is gone, taken away bite by bite: no statement is long, and none is lost.

import type { Database } from '../../db/client.ts';
import { deleteConsents, deleteSubscriptions, endRemoval } from './removal-queries.ts';

/** How long one message works before it passes the rest on, in milliseconds. */
const longestMs = 10_000;

export type RemovalEnd = { kind: 'done' } | { kind: 'more' };

/**
 * Subscriptions first, and consent records once nobody has a subscription left that could write one.
 * How far it came stands in the database: killed anywhere, it goes on there. Of a list that is there
 * it takes nothing. Two at once are harmless.
 */
export async function removeRows(db: Database, listId: number): Promise<RemovalEnd> {
  const endsAt = Date.now() + longestMs;
  let step = deleteSubscriptions;
  while (Date.now() < endsAt) {
    if (await step(db, listId)) continue;
    if (step === deleteSubscriptions) step = deleteConsents;
    else if (await endRemoval(db, listId)) return { kind: 'done' };
    else step = deleteSubscriptions;
  }
  return { kind: 'more' };
}
