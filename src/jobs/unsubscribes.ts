// Unsubscribing while the database is away: the press waits in the queue, for it stands nowhere else.

import { type Press, takeLatePress } from '../audience/preferences/press.ts';
import type { UnsubscribeClaim } from '../audience/preferences/unsubscribe.ts';
import { describe, log } from '../log.ts';
import type { Deps } from '../wiring.ts';
import { UnsubscribeMessage } from './messages.ts';
import { backoffs, type QueueMessage, retryLater } from './queue-message.ts';

/** Keeps a press that the database did not take; throws if the queue refuses it, too. */
export async function keepPress(deps: Deps, claim: UnsubscribeClaim, press: Press): Promise<void> {
  const { subscriber, list, send } = claim;
  const { method, network, at } = press;
  const job = { kind: 'leave', subscriber, list, send, method, network } as const;
  await deps.queues.events.send({ ...job, at: at.toISOString() });
}

/** The message as an unsubscribe; null if it is another kind. */
export function readUnsubscribeJob(message: QueueMessage): UnsubscribeMessage | null {
  return UnsubscribeMessage.safeParse(message.body).data ?? null;
}

/** Takes the press to the database; while that is away, again and again (`max_retries`: 100). */
export async function workUnsubscribe(
  deps: Deps,
  message: QueueMessage,
  { at, method, network, ...claim }: UnsubscribeMessage,
): Promise<void> {
  try {
    await takeLatePress(
      deps.db,
      { ...claim, purpose: 'unsubscribe' },
      { method, network, at: new Date(at) },
    );
    message.ack();
  } catch (error) {
    log('unsubscribe waits', { attempts: message.attempts, error: describe(error) });
    retryLater(message, backoffs.unsubscribe);
  }
}
