// The mailbox's own routes under /_mailbox/: messages, mail to us, log, stats, faults, events, clock, reset.

import { createReadStream } from 'node:fs';
import * as z from 'zod';
import { findForeignFeatures } from '../../src/render/features.ts';
import { findGaps } from '../caniemail.ts';
import { announceOrdered } from './announce.ts';
import { DomainOrder } from './domains.ts';
import { EventOrder } from './events.ts';
import { Fault } from './faults.ts';
import { mailHeaders, prepareMail } from './mail-html.ts';
import { writeSource } from './mail-source.ts';
import type { Mailbox } from './mailbox.ts';
import { findMessages, openMessage, readMessage } from './messages.ts';
import { previewOf } from './preview.ts';
import { MailOrder, receiveMail } from './received.ts';
import type { Reply } from './reply.ts';
import { sendDue } from './scheduled.ts';

const pageLimit = 1000;
const idleTimeoutMs = 30_000;

const ClockOrder = z.strictObject({ offsetSeconds: z.number() });
const RateOrder = z.strictObject({ rate: z.number().min(0) });
const WebhookOrder = z.strictObject({
  url: z.url().nullable().optional(),
  secret: z.string().startsWith('whsec_').optional(),
  auto: z.boolean().optional(),
  events: z.array(z.string()).optional(),
  status: z.enum(['enabled', 'disabled']).optional(),
  /** Before each retry: none, and an event that is not taken has failed. */
  retrySeconds: z.array(z.number().min(0).max(3600)).max(20).optional(),
});

export interface ControlCall {
  method: string;
  /** Below `/_mailbox/`. */
  path: string;
  query: URLSearchParams;
  body: unknown;
}

/** Answers a call under `/_mailbox/`; null if there is no such route. GET never changes anything. */
export async function controlMailbox(mailbox: Mailbox, call: ControlCall): Promise<Reply | null> {
  switch (`${call.method} ${call.path}`) {
    case 'GET messages':
      return listMessages(mailbox, call.query);
    case 'GET log':
      return {
        status: 200,
        headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
        body: createReadStream(mailbox.store.logPath),
      };
    case 'GET stats':
      return { status: 200, json: readStats(mailbox) };
    case 'GET idle': {
      const timeout = Number(call.query.get('timeoutMs') ?? idleTimeoutMs);
      const idle = await mailbox.webhooks.idle(timeout);
      return { status: 200, json: { idle, pendingWebhooks: mailbox.webhooks.pending } };
    }
    case 'GET faults':
      return { status: 200, json: { data: mailbox.faults.list() } };
    case 'POST faults':
      return parsed(Fault, call.body, (fault) => {
        mailbox.faults.order(fault);
        return { status: 201, json: fault };
      });
    case 'DELETE faults':
      mailbox.faults.clear();
      return { status: 200, json: { data: [] } };
    case 'POST events':
      return parsed(EventOrder, call.body, (order) => emitEvent(mailbox, order));
    case 'POST received':
      return parsed(MailOrder, call.body, (order) => ({
        status: 202,
        json: receiveMail(mailbox, order),
      }));
    case 'POST webhook':
      return parsed(WebhookOrder, call.body, (order) => {
        const { target } = mailbox.webhooks;
        const given = Object.entries(order).filter(([, value]) => value !== undefined);
        Object.assign(target, Object.fromEntries(given));
        return { status: 200, json: { url: target.url, auto: target.auto } };
      });
    case 'POST domains':
      return parsed(z.array(DomainOrder), call.body, (domains) => {
        mailbox.domains = domains;
        return { status: 200, json: { domains } };
      });
    case 'POST clock':
      return parsed(ClockOrder, call.body, ({ offsetSeconds }) => {
        mailbox.clock.offsetSeconds = offsetSeconds;
        sendDue(mailbox);
        return { status: 200, json: { now: new Date(mailbox.now()).toISOString() } };
      });
    case 'POST rate':
      return parsed(RateOrder, call.body, ({ rate }) => {
        mailbox.limiter.rate = rate;
        return { status: 200, json: { rate } };
      });
    case 'POST reset':
      mailbox.reset();
      return { status: 200, json: { ok: true } };
    default:
      return call.method === 'GET' ? readOne(mailbox, call) : takeAway(mailbox, call);
  }
}

function listMessages(mailbox: Mailbox, query: URLSearchParams): Reply {
  const limit = Number(query.get('limit') ?? 100);
  const newestFirst = query.get('order') === 'newest';
  const start = newestFirst ? mailbox.store.count - 1 : 0;
  const from = Number(query.get('cursor') ?? start);
  if (!Number.isInteger(limit) || limit < 1 || limit > pageLimit)
    return bad(`limit must be a whole number from 1 to ${pageLimit}`);
  if (!Number.isInteger(from) || (query.has('cursor') && !/^\d+$/.test(query.get('cursor') ?? '')))
    return bad('cursor must be the nextCursor of an earlier page');
  if (from < 0 || from >= mailbox.store.count)
    return { status: 200, json: { data: [], nextCursor: null } };
  const { found, next } = findMessages(mailbox, {
    to: query.get('to') || undefined,
    send: query.get('send') || undefined,
    subject: query.get('subject') || undefined,
    search: query.get('search') || undefined,
    isHidden: mailbox.takenAway.has,
    limit,
    from,
    newestFirst,
  });
  const fields = query.get('fields');
  const data = found.map(({ head, logged }) => {
    if (fields === 'head') return head;
    const message = openMessage(mailbox, head, logged);
    return fields === 'row' ? { ...head, preview: previewOf(message) } : message;
  });
  return { status: 200, json: { data, nextCursor: next === null ? null : String(next) } };
}

function readStats(mailbox: Mailbox) {
  const { counters, tally, webhooks, settings, limiter } = mailbox;
  return {
    ...counters,
    ...tally.totals(),
    pendingWebhooks: webhooks.pending,
    deliveredWebhooks: webhooks.delivered,
    failedWebhooks: webhooks.failed,
    mode: settings.mode,
    rate: limiter.rate,
    sends: tally.bySend(),
  };
}

/** `messages/:id`, and of it `/html?dark=1&images=0`, `/source`, `/features`. */
async function readOne(mailbox: Mailbox, { path, query }: ControlCall): Promise<Reply | null> {
  const [, id = '', view] =
    /^messages\/([0-9a-f-]+)(?:\/(html|source|features))?$/.exec(path) ?? [];
  const message = readMessage(mailbox, id);
  if (message === null || mailbox.takenAway.has(id)) return null;
  if (view === 'features') {
    const html = message.html ?? '';
    const gaps = await findGaps([html]);
    return { status: 200, json: { foreign: findForeignFeatures(html), gaps } };
  }
  if (view === 'html') {
    const shown = { dark: query.get('dark') === '1', images: query.get('images') !== '0' };
    const html = message.html ?? '';
    return { status: 200, headers: mailHeaders(shown), body: prepareMail(html, shown) };
  }
  if (view === 'source') {
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    return { status: 200, headers, body: writeSource(message) };
  }
  return { status: 200, json: message };
}

/** `DELETE messages/:id` and `POST messages/:id/restore`. */
function takeAway(mailbox: Mailbox, { method, path }: ControlCall): Reply | null {
  const [, id = '', restore] = /^messages\/([0-9a-f-]+)(\/restore)?$/.exec(path) ?? [];
  const isTaken = method === 'DELETE' && restore === undefined;
  const isRestored = method === 'POST' && restore !== undefined;
  if ((!isTaken && !isRestored) || readMessage(mailbox, id) === null) return null;
  mailbox.takenAway.note(id, isTaken);
  mailbox.onChange();
  return { status: 200, json: { id, takenAway: isTaken } };
}

function emitEvent(mailbox: Mailbox, order: EventOrder): Reply {
  const message = readMessage(mailbox, order.id);
  if (message === null && order.tags === undefined)
    return { status: 404, json: { error: `There is no message ${order.id}` } };
  const known = message ?? { id: order.id, from: '', to: [], subject: '', tags: [] };
  const own = Object.fromEntries(known.tags.map(({ name, value }) => [name, value]));
  const subject = {
    ...known,
    tags: order.tags ?? own,
    acceptedAt: message?.acceptedAt ?? new Date(mailbox.now()).toISOString(),
  };
  const isGenuine = !order.forged && message !== null;
  if (isGenuine) mailbox.noteEvent(order.id, order.type);
  return { status: 202, json: announceOrdered(mailbox, subject, order) };
}

function parsed<T>(schema: z.ZodType<T>, body: unknown, take: (value: T) => Reply): Reply {
  const result = schema.safeParse(body);
  if (result.success) return take(result.data);
  return bad(z.prettifyError(result.error));
}

function bad(error: string): Reply {
  return { status: 400, json: { error } };
}
