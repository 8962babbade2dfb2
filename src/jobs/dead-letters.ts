// The dead-letter queue: what stands in the database is forgotten, what does not is put back.

import type { QueueBinding } from '../env.ts';
import { describe, log } from '../log.ts';
import { isEvent } from './events.ts';
import { readMailJob } from './mails.ts';
import { backoffs, type QueueMessage } from './queue-message.ts';
import { readUnsubscribeJob } from './unsubscribes.ts';

/** Of the worker's bindings; read by hand, so that a variable that is wrong cannot stop it. */
interface Bindings {
  EVENTS?: QueueBinding<unknown>;
}

/**
 * Sends, letters and imports stand in the database, and the sweep enqueues them again. An event, a mail to
 * the inbox or an unsubscribe is nowhere else: it goes back into its queue as a new message, as often as it
 * takes. Twice does no harm: an event and a mail have their ids, an unsubscribe its moment.
 */
export async function workDeadLetters(
  bindings: object,
  messages: readonly QueueMessage[],
): Promise<void> {
  const { EVENTS } = bindings as Bindings;
  for (const message of messages) {
    log('dead letter', { message: message.id, ...idsOf(message.body) });
    const delaySeconds = delayOf(message);
    if (delaySeconds === null) {
      message.ack();
      continue;
    }
    try {
      if (!EVENTS) throw new Error('The queue EVENTS is not bound');
      await EVENTS.send(message.body, { delaySeconds });
      message.ack();
    } catch (error) {
      log('dead letter waits', { message: message.id, error: describe(error) });
      message.retry({ delaySeconds });
    }
  }
}

/** How long the message waits when it is put back; null if it need not be. */
function delayOf(message: QueueMessage): number | null {
  if (isEvent(message) || readMailJob(message)) return backoffs.event.most;
  return readUnsubscribeJob(message) ? backoffs.unsubscribe.most : null;
}

/** What kind of work, and the ids that the log may hold: nothing that names a person. */
function idsOf(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return {};
  const { kind, id, sendId, importId, letterId, proposalId } = body as Record<string, unknown>;
  return {
    kind,
    event: id,
    send: sendId,
    import: importId,
    letter: letterId,
    proposal: proposalId,
  };
}
