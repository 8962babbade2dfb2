// Resend's events come in here: verified, made short, queued, answered. Nothing is stored.

import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { MailMessage, type WebhookMessage } from '../jobs/messages.ts';
import { describe, log } from '../log.ts';
import { findDoor } from '../proposals/inbox/mail-door.ts';
import { parseInbound } from '../resend/feedback.ts';
import { gistOf } from '../resend/gist.ts';
import { verifySignature } from '../resend/signature.ts';
import { findUnsubscribe, queueUnsubscribe } from '../sending/feedback/inbound.ts';
import type { Deps } from '../wiring.ts';
import type { AppEnv } from './context.ts';

/** Resend's own events are a few KB. */
const mostBytes = 120_000;
const limitEvent = bodyLimit({
  maxSize: mostBytes,
  onError: () => {
    throw new AppError('too_large', `An event may have at most ${mostBytes} bytes.`);
  },
});
/** As long as a queue message may name it, and many times what svix makes. */
const longestId = 200;

/**
 * `POST /webhooks/resend`: 202 once the event is in the queue; a queue that refuses makes a 503, and
 * Resend delivers the event again. An unknown event is taken, too: the fold stores it.
 */
export function mountWebhooks(app: Hono<AppEnv>): void {
  app.post('/webhooks/resend', limitEvent, async (c) => {
    const deps = c.var.deps();
    const body = new Uint8Array(await c.req.arrayBuffer());
    const { headers } = c.req.raw;
    if (!(await verifySignature(body, headers, deps.env.RESEND_WEBHOOK_SECRET, deps.clock()))) {
      throw new AppError('unauthorized', 'No known secret signed this event within five minutes.');
    }
    const id = headers.get('svix-id') ?? headers.get('webhook-id') ?? '';
    if (id.length > longestId)
      throw new AppError('bad_request', 'The id of the event is too long.');
    const message = toQueue(deps, id, readJson(readUtf8(body)));
    if (message !== null) await enqueue(deps, id, message);
    return c.body(null, 202);
  });
}

/** What waits of it; null for what nobody would read: other mail to us, and what is no event. */
function toQueue(
  { env, tokens, clock }: Deps,
  id: string,
  payload: unknown,
): WebhookMessage | MailMessage | null {
  const mail = parseInbound(id, payload, clock());
  if (mail === null) return asEvent(id, gistOf(payload, env.PUBLIC_URL));
  const unsubscribe = findUnsubscribe(tokens, env.INBOUND_ADDRESS, mail);
  if (unsubscribe !== null) return asEvent(id, queueUnsubscribe(unsubscribe));
  const door = findDoor(tokens, env.INBOUND_ADDRESS, mail.recipients);
  if (door === null) return null;
  const toInbox = { kind: 'mail', id: mail.mailId, ...door, at: mail.at.toISOString() };
  return MailMessage.safeParse(toInbox).data ?? null;
}

function asEvent(id: string, payload: object | null): WebhookMessage | null {
  return payload && { kind: 'event', id, payload };
}

async function enqueue(
  { queues }: Deps,
  id: string,
  message: WebhookMessage | MailMessage,
): Promise<void> {
  try {
    await queues.events.send(message);
  } catch (error) {
    log('event refused', { event: id, error: describe(error) });
    throw new AppError('unavailable', 'The queue takes no events now. Deliver it again.', {
      headers: { 'retry-after': '5' },
    });
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function readUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new AppError('bad_request', 'The body is not UTF-8.');
  }
}

function readJson(body: string): unknown {
  const value = parseJson(body);
  if (value === undefined) throw new AppError('bad_request', 'The body is not JSON.');
  return value;
}
