// Resend's API of webhooks: the one we have, the events it was told, and telling one again.

import type { Mailbox } from './mailbox.ts';
import { type Refusal, refusals, validationError } from './refusal.ts';
import type { ReadAnswer } from './resend-read.ts';

/** The mailbox has one webhook, and it is always this one. */
const webhookId = '4c1f2b8e-6d3a-4f57-9b0e-2a7c5d9e1f36';
const listLimit = 100;

/** `GET /webhooks`, `GET /webhooks/:id/events`, `POST /webhooks/:id/events/:eventId/replay`. */
export function answerWebhooks(
  mailbox: Mailbox,
  method: string,
  path: readonly string[],
  query: URLSearchParams,
): ReadAnswer {
  const [id, events, eventId, replay, more] = path;
  if (id === undefined)
    return method === 'GET' ? listWebhooks(mailbox) : { refusal: refusals.methodNotAllowed };
  if (events !== 'events' || more !== undefined) return { refusal: refusals.notFound };
  if (id !== webhookId || endpointOf(mailbox) === null) return missing('Webhook not found');
  if (eventId === undefined)
    return method === 'GET' ? listEvents(mailbox, query) : { refusal: refusals.methodNotAllowed };
  if (replay !== 'replay') return { refusal: refusals.notFound };
  if (method !== 'POST') return { refusal: refusals.methodNotAllowed };
  return replayEvent(mailbox, eventId);
}

function listWebhooks(mailbox: Mailbox): ReadAnswer {
  const endpoint = endpointOf(mailbox);
  const webhook = {
    id: webhookId,
    created_at: mailbox.openedAt,
    status: mailbox.webhooks.target.status,
    endpoint,
    events: mailbox.webhooks.target.events,
  };
  const data = endpoint === null ? [] : [webhook];
  return { status: 200, body: { object: 'list', has_more: false, data } };
}

/** Newest first, `limit` 1–100 (20), `after` the id of an event; Resend knows no `before` here. */
function listEvents(mailbox: Mailbox, query: URLSearchParams): ReadAnswer {
  const limit = Number(query.get('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > listLimit)
    return refused('The `limit` must be a number between 1 and 100.');
  if (query.has('before')) return refused('The `before` parameter is not supported.');
  const page = mailbox.eventLog.list(limit, query.get('after'));
  if (page === null) return refused('The pagination cursor is not the id of an event.');
  const data = page.data.map(({ id, type, createdAt, status }) => ({
    id,
    type,
    created_at: createdAt,
    status,
  }));
  return { status: 200, body: { object: 'list', has_more: page.hasMore, data } };
}

/** One more delivery, at once: the same id and body, a new timestamp and signature, no retries. */
function replayEvent(mailbox: Mailbox, id: string): ReadAnswer {
  const event = mailbox.eventLog.find(id);
  if (event === null) return missing('Event not found');
  const again = { ...event, forged: false, timestampOffsetSeconds: 0, once: true };
  void mailbox.webhooks.enqueue(1, () => [again]);
  return { status: 200, body: { object: 'webhook_event', id } };
}

function endpointOf({ webhooks: { target } }: Mailbox): string | null {
  return target.endpoint ?? target.url;
}

function missing(message: string): { refusal: Refusal } {
  return { refusal: { ...refusals.notFound, message } };
}

function refused(message: string): { refusal: Refusal } {
  return { refusal: validationError(message) };
}
