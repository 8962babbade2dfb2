// Unsubscribing while the database is away: the press waits in the queue, for it stands nowhere else.

import * as z from 'zod';
import { type Press, takeLatePress } from '../audience/preferences/press.ts';
import type { UnsubscribeClaim } from '../audience/preferences/unsubscribe.ts';
import { describe, log } from '../log.ts';
import type { Deps } from '../wiring.ts';
import { backoffs, type QueueMessage, retryLater } from './queue-message.ts';

/** No token and no address: what the token said, and when the button was pressed. */
const UnsubscribeJob = z.object({
  kind: z.literal('leave'),
  subscriber: z.int().min(0),
  list: z.int().min(0),
  send: z.uuid().nullable(),
  method: z.enum(['one-click', 'page', 'mailto']),
  network: z.string().nullable(),
  at: z.iso.datetime(),
});
export type UnsubscribeJob = z.infer<typeof UnsubscribeJob>;

/** Keeps a press that the database did not take; throws if the queue refuses it, too. */
export async function keepPress(deps: Deps, claim: UnsubscribeClaim, press: Press): Promise<void> {
  const { subscriber, list, send } = claim;
  const { method, network, at } = press;
  const job = { kind: 'leave', subscriber, list, send, method, network } as const;
  await deps.queues.events.send({ ...job, at: at.toISOString() });
}

/** The message as an unsubscribe; null if it is another kind. */
export function readUnsubscribeJob(message: QueueMessage): UnsubscribeJob | null {
  return UnsubscribeJob.safeParse(message.body).data ?? null;
}

/** Takes the press to the database; while that is away, again and again (`max_retries`: 100). */
export async function workUnsubscribe(
  deps: Deps,
  message: QueueMessage,
  { at, method, network, ...claim }: UnsubscribeJob,
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
