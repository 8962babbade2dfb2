// A press of "unsubscribe", whenever it reaches the database.

import type { Queryable } from '../../db/client.ts';
import { lockPresentSubscriber } from '../people/merge-queries.ts';
import { type Pressed, unsubscribeFrom } from './queries.ts';
import type { UnsubscribeClaim } from './unsubscribe.ts';

/** What is known of a press besides its link. */
export interface Press {
  method: 'one-click' | 'page' | 'mailto';
  network: string | null;
  /** When the button was pressed or the mail came in, by the worker's clock or Resend's. */
  at: Date;
}

/**
 * Leaves as of the moment of the press, however often it is told; whoever asked, confirmed or took
 * the press back after that moment stays. In line with other changes of the person: an undo or a
 * merge that is under way is waited for, and then seen.
 */
export async function takeLatePress(
  db: Queryable,
  claim: UnsubscribeClaim,
  press: Press,
): Promise<void> {
  const { at, ...by } = press;
  await leave(db, claim, by, { at, onTimeSeconds: 0 });
}

/**
 * So long after the press it is taken for the last word without comparing clocks: nobody changes
 * their mind so fast, and a clock of ours that is behind must not keep on a list who just joined it.
 */
const onTimeSeconds = 2;

/**
 * The press of a reader who waits for the answer. The statement may yet be held up on its way, and
 * run after the reader was told that the press is kept, and took it back. No moment: now.
 */
export async function takePress(
  db: Queryable,
  claim: UnsubscribeClaim,
  press: Omit<Press, 'at'> & { at?: Date },
): Promise<void> {
  const { at, ...by } = press;
  await leave(db, claim, by, at ? { at, onTimeSeconds } : null);
}

async function leave(
  db: Queryable,
  claim: UnsubscribeClaim,
  by: Omit<Press, 'at'>,
  pressed: Pressed | null,
): Promise<void> {
  await db.transaction(async (tx) => {
    const subscriber = await lockPresentSubscriber(tx, claim.subscriber);
    if (!subscriber) return;
    const source = { ...by, sendId: claim.send };
    await unsubscribeFrom(tx, { subscriberId: subscriber.id, listId: claim.list, source, pressed });
  });
}
