// Webhook events out of the queue: a whole batch in one statement, and none held up by another.

import { isDataFault } from '../db/client.ts';
import { describe, log } from '../log.ts';
import { botTrapUrl } from '../render/bot-trap.ts';
import { type FeedbackEvent, parseFeedback } from '../resend/feedback.ts';
import { takeFeedback } from '../sending/feedback/fold.ts';
import { readInboundUnsubscribe, takeInboundUnsubscribe } from '../sending/feedback/inbound.ts';
import type { Deps } from '../wiring.ts';
import type { WebhookMessage } from './messages.ts';
import { backoffs, type QueueMessage, retryLater } from './queue-message.ts';

export type EventMessage = QueueMessage & { body: WebhookMessage };

/** Looked at by hand: of these there are thousands a second. */
export function isEvent(message: QueueMessage): message is EventMessage {
  const { body } = message;
  if (typeof body !== 'object' || body === null) return false;
  const { kind, id } = body as Partial<WebhookMessage>;
  return kind === 'event' && typeof id === 'string' && id.length <= 200;
}

interface Told {
  message: EventMessage;
  event: FeedbackEvent;
}

/** Acknowledges what was stored; what was not comes again later. */
export async function workEvents(deps: Deps, messages: readonly EventMessage[]): Promise<void> {
  const now = deps.clock();
  const botTrap = botTrapUrl(deps.env.PUBLIC_URL);
  const told: Told[] = [];
  for (const message of messages) {
    const { id, payload } = message.body;
    await tryAlone(message, async () => {
      const event = parseFeedback(id, payload, now, botTrap);
      if (event) told.push({ message, event });
      else await leave(deps, message);
    });
  }
  if (told.length > 0) await storeTogether(deps, told);
}

/** All in one statement. If one of them is what PostgreSQL will not have, it is found by halves. */
async function storeTogether(deps: Deps, told: readonly Told[]): Promise<void> {
  try {
    await takeFeedback(
      deps.db,
      told.map(({ event }) => event),
    );
    for (const { message } of told) message.ack();
  } catch (error) {
    log('events failed', { count: told.length, error: describe(error) });
    if (told.length > 1 && isDataFault(error)) {
      const middle = told.length >> 1;
      await storeTogether(deps, told.slice(0, middle));
      await storeTogether(deps, told.slice(middle));
      return;
    }
    for (const { message } of told) retryLater(message, backoffs.event);
  }
}

/** Mail to us that asks to leave a list; whatever else is no event leaves no trace. */
async function leave(deps: Deps, message: EventMessage): Promise<void> {
  const leaving = readInboundUnsubscribe(message.body.id, message.body.payload);
  if (leaving) await takeInboundUnsubscribe(deps.db, leaving);
  message.ack();
}

async function tryAlone(message: EventMessage, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log('event failed', { event: message.body.id, error: describe(error) });
    retryLater(message, backoffs.event);
  }
}
