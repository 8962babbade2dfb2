// Leaving while the database is away: the press waits in the queue, for it stands nowhere else.

import * as z from 'zod';
import { type Press, takeLatePress } from '../audience/preferences/press.ts';
import type { LeaveClaim } from '../audience/preferences/unsubscribe.ts';
import { describe, log } from '../log.ts';
import type { Deps } from '../wiring.ts';
import { backoffs, type QueueMessage, retryLater } from './queue-message.ts';

/** No token and no address: what the token said, and when the button was pressed. */
const LeavingJob = z.object({
  kind: z.literal('leave'),
  subscriber: z.int().min(0),
  list: z.int().min(0),
  send: z.uuid().nullable(),
  method: z.enum(['one-click', 'page', 'mailto']),
  network: z.string().nullable(),
  at: z.iso.datetime(),
});
export type LeavingJob = z.infer<typeof LeavingJob>;

/** Keeps a press that the database did not take; throws if the queue refuses it, too. */
export async function keepPress(deps: Deps, claim: LeaveClaim, press: Press): Promise<void> {
  const { subscriber, list, send } = claim;
  const { method, network, at } = press;
  const job = { kind: 'leave', subscriber, list, send, method, network } as const;
  await deps.queues.events.send({ ...job, at: at.toISOString() });
}

/** The message as a leaving; null if it is another kind. */
export function readLeaving(message: QueueMessage): LeavingJob | null {
  return LeavingJob.safeParse(message.body).data ?? null;
}

/** Takes the press to the database; while that is away, again and again (`max_retries`: 100). */
export async function workLeaving(
  deps: Deps,
  message: QueueMessage,
  { at, method, network, ...claim }: LeavingJob,
): Promise<void> {
  try {
    await takeLatePress(
      deps.db,
      { ...claim, purpose: 'unsubscribe' },
      { method, network, at: new Date(at) },
    );
    message.ack();
  } catch (error) {
    log('leaving waits', { attempts: message.attempts, error: describe(error) });
    retryLater(message, backoffs.leaving);
  }
}
