// Resend's webhooks: what they say. Source: resend.com/docs/dashboard/webhooks.

import * as z from 'zod';
import { isUuid } from '../base/ids.ts';
import { readObject, readTags, received } from './gist.ts';

const Addresses = z.union([z.array(z.string()), z.string().transform((one) => [one])]);

/** One event, with what the protocol needs of it. */
export interface FeedbackEvent {
  /** svix-id: the same when the event is delivered again. */
  id: string;
  /** Such as `delivered`, without `email.`; a click on the bot trap is `scanned`. */
  kind: string;
  at: Date;
  sendId: string | null;
  subscriberId: number | null;
  /** Of a transactional email alone: its id in the outbox. */
  letterId?: string;
  to: string | null;
  isPermanentBounce: boolean;
  isTransientBounce: boolean;
  /** Kept in the event log; never an address. */
  detail: Record<string, string>;
}

/**
 * What a verified payload says; unknown kinds too. Null if it is no event at all, or speaks of mail
 * that came to us: `parseInbound` reads that. `botTrapUrl` is the link that only programs follow.
 */
export function parseFeedback(
  id: string,
  payload: unknown,
  now: Date,
  botTrapUrl: string | null = null,
): FeedbackEvent | null {
  const { type, created_at, data } = readObject(payload);
  if (typeof type !== 'string' || type.length > 100 || type === received) return null;
  const { email_id, to, tags, bounce, click, failed } = readObject(data);
  const { send, subscriber, letter } = readTags(tags);
  const { type: bounceType, subType } = readObject(bounce);
  const { link } = readObject(click);
  const bounced = type === 'email.bounced';
  const isScan = type === 'email.clicked' && isSamePage(link, botTrapUrl);
  const subscriberId = typeof subscriber === 'string' ? Number(subscriber) : 0;
  const address: unknown = Array.isArray(to) ? to[0] : to;
  return {
    id: storable(id),
    kind: isScan ? 'scanned' : storable(type.replace(/^email\./, '')),
    at: readMoment(created_at, now),
    sendId: typeof send === 'string' && isUuid(send) ? send : null,
    subscriberId: Number.isSafeInteger(subscriberId) && subscriberId > 0 ? subscriberId : null,
    ...(typeof letter === 'string' && isUuid(letter) ? { letterId: letter } : {}),
    to: typeof address === 'string' ? address : null,
    isPermanentBounce: bounced && bounceType === 'Permanent',
    isTransientBounce: bounced && bounceType !== 'Permanent',
    detail: readDetail({
      emailId: email_id,
      bounce: bounceType,
      subType,
      link,
      reason: readObject(failed).reason,
    }),
  };
}

// Read by hand, not by a schema: a schema costs 3 µs an event, a seventh of all that the fold does.
// What is missing or of another type counts as not said; an event is never lost for it.

/** The years that PostgreSQL and ISO 8601 write alike; anything else is now. */
function readMoment(text: unknown, now: Date): Date {
  const at = typeof text === 'string' ? new Date(text) : now;
  const year = at.getUTCFullYear();
  return year >= 1 && year <= 9999 ? at : now;
}

function readDetail(said: Record<string, unknown>): Record<string, string> {
  const detail: Record<string, string> = {};
  for (const [name, value] of Object.entries(said)) {
    if (typeof value === 'string') detail[name] = storable(value.slice(0, 500));
  }
  return detail;
}

/** Without what PostgreSQL cannot keep: one such letter would fail the whole batch, again and again. */
function storable(text: string): string {
  return text.isWellFormed() && !text.includes('\0')
    ? text
    : text.toWellFormed().replaceAll('\0', '');
}

/** Whatever query a tracker or a gateway has added. */
function isSamePage(link: unknown, page: string | null): boolean {
  if (typeof link !== 'string' || page === null) return false;
  const [one, other] = [URL.parse(link), URL.parse(page)];
  if (!one || !other) return false;
  return one.origin === other.origin && one.pathname === other.pathname;
}

/** Source: resend.com/docs/webhooks/emails/received, read in November 2026. No body, no headers. */
const Received = z.object({
  type: z.literal(received),
  created_at: z.string().optional(),
  data: z.looseObject({
    email_id: z.string().nullish(),
    to: Addresses.nullish(),
    cc: Addresses.nullish(),
    bcc: Addresses.nullish(),
    /** Of the envelope: also who stands in no field. */
    received_for: Addresses.nullish(),
    subject: z.string().nullish(),
  }),
});

/** A mail that Resend received for us. Who wrote it is not read: anyone can write any sender. */
export interface InboundMail {
  /** svix-id. */
  id: string;
  /** By which Resend hands the mail over; empty if it does not say. */
  mailId: string;
  at: Date;
  /** As written: `Name <address>` or bare. */
  recipients: string[];
  subject: string;
}

/** Null for any other event. */
export function parseInbound(id: string, payload: unknown, now: Date): InboundMail | null {
  if (readObject(payload).type !== received) return null;
  const parsed = Received.safeParse(payload);
  if (!parsed.success) return null;
  const { created_at, data } = parsed.data;
  const at = new Date(created_at ?? now);
  const { to, cc, bcc, received_for } = data;
  return {
    id,
    mailId: data.email_id ?? '',
    at: Number.isNaN(at.getTime()) ? now : at,
    recipients: [to, cc, bcc, received_for].flatMap((addresses) => addresses ?? []),
    subject: data.subject ?? '',
  };
}
