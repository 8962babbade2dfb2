// A press of "unsubscribe" that reaches the database after its moment.

import type { Queryable } from '../../db/client.ts';
import { lockSubscriber } from '../queries.ts';
import { selectPresentId } from './merge-queries.ts';
import { leaveList } from './queries.ts';
import type { LeaveClaim } from './unsubscribe.ts';

/** What is known of a press besides its link. */
export interface Press {
  method: 'one-click' | 'page' | 'mailto';
  network: string | null;
  /** When the button was pressed or the mail came in, by the worker's clock or Resend's. */
  at: Date;
}

/**
 * Leaves as of the moment of the press, however often it is told; whoever asked, confirmed or took
 * the press back after that moment stays. In line with other changes of the person: an undo that is
 * under way is waited for, and then seen.
 */
export async function takeLatePress(db: Queryable, claim: LeaveClaim, press: Press): Promise<void> {
  const { at: pressedAt, ...by } = press;
  const subscriberId = await selectPresentId(db, claim.subscriber);
  await db.transaction(async (tx) => {
    if (!(await lockSubscriber(tx, subscriberId))) return;
    const source = { ...by, sendId: claim.send };
    await leaveList(tx, { subscriberId, listId: claim.list, source, pressedAt });
  });
}
