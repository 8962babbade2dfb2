// Resend's events come in here: verified, queued, answered. Nothing is stored.

import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../../base/errors.ts';
import { verifySignature } from '../../resend/signature.ts';
import type { AppEnv } from '../context.ts';

/** Resend's own events are a few KB. */
const limitEvent = bodyLimit({
  maxSize: 256 * 1024,
  onError: () => {
    throw new AppError('too_large', 'An event may have at most 256 KB.');
  },
});

/**
 * `POST /webhooks/resend`: 202 once the event is in the queue; a queue that fails makes a 5xx, and
 * Resend delivers the event again. An unknown event is taken, too: the fold stores it.
 */
export function mountWebhooks(app: Hono<AppEnv>): void {
  app.post('/webhooks/resend', limitEvent, async (c) => {
    const { env, queues, clock } = c.var.deps();
    const body = new Uint8Array(await c.req.arrayBuffer());
    const payload = readJson(readUtf8(body));
    const { headers } = c.req.raw;
    if (!(await verifySignature(body, headers, env.RESEND_WEBHOOK_SECRET, clock()))) {
      throw new AppError('unauthorized', 'No known secret signed this event within five minutes.');
    }
    const id = headers.get('svix-id') ?? headers.get('webhook-id') ?? '';
    await queues.events.send({ kind: 'event', id, payload });
    return c.body(null, 202);
  });
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
  try {
    return JSON.parse(body);
  } catch {
    throw new AppError('bad_request', 'The body is not JSON.');
  }
}
