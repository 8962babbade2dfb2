// What becomes of a mail: the events Resend would report, and the shape of each.

import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { bareAddress } from './email.ts';

export const eventTypes = [
  'email.sent',
  'email.delivered',
  'email.delivery_delayed',
  'email.bounced',
  'email.complained',
  'email.opened',
  'email.clicked',
  'email.failed',
  'email.suppressed',
  'email.scheduled',
] as const;
export type EventType = (typeof eventTypes)[number];

/** A message as an event names it. */
export interface EventSubject {
  id: string;
  from: string;
  to: readonly string[];
  subject: string;
  tags: Readonly<Record<string, string>>;
  acceptedAt: string;
}

/** The body of `POST /_mailbox/events`. */
export const EventOrder = z.strictObject({
  /** The message's id. Unknown ids are refused unless `tags` are given. */
  id: z.string().min(1),
  /** An event type of Resend, or any other word to see how unknown types are taken. */
  type: z.string().min(1).max(100),
  /** How often the very same event (same svix-id) is sent. */
  times: z.int().min(1).max(100).default(1),
  /** Sent this much later. */
  delaySeconds: z.number().min(0).max(3600).default(0),
  /** Signed with another secret. */
  forged: z.boolean().default(false),
  /** Moves the signed timestamp: -360 is an event six minutes old. */
  timestampOffsetSeconds: z.number().default(0),
  /** When the event is said to have happened; default now. */
  createdAt: z.iso.datetime({ offset: true }).optional(),
  /** Merged into `data`: `{bounce: {type: 'Transient'}}`, `{click: {link}}`. */
  detail: z.record(z.string(), z.unknown()).default({}),
  /** The signing id, to send two different events under one id. */
  svixId: z.string().optional(),
  /** Overrides the message's tags, and allows an id that the mailbox does not know. */
  tags: z.record(z.string(), z.string()).optional(),
});
export type EventOrder = z.infer<typeof EventOrder>;

/** What happens by itself to a mail to this address (Resend's "Send test emails"). */
export function planEvents(to: readonly string[]): EventType[] {
  const address = bareAddress(to[0] ?? '').toLowerCase();
  const [, name] = /^(bounced|complained|suppressed)(?:\+[^@]*)?@resend\.dev$/.exec(address) ?? [];
  if (name === 'bounced') return ['email.sent', 'email.bounced'];
  if (name === 'complained') return ['email.sent', 'email.delivered', 'email.complained'];
  if (name === 'suppressed') return ['email.suppressed'];
  return ['email.sent', 'email.delivered'];
}

/** The body of a webhook, as Resend documents it: in webhooks `tags` is a map. */
export function eventBody(
  type: string,
  message: EventSubject,
  createdAt: string,
  detail: Record<string, unknown> = {},
): string {
  return JSON.stringify({
    type,
    created_at: createdAt,
    data: {
      created_at: message.acceptedAt,
      email_id: message.id,
      message_id: messageId(message),
      from: message.from,
      to: message.to,
      subject: message.subject,
      tags: message.tags,
      ...merge(usualDetail(type, createdAt), detail),
    },
  });
}

/** The Message-ID header of a mail: derived from its id, at the sender's domain. */
export function messageId({ id, from }: { id: string; from: string }): string {
  return `<${id}@${bareAddress(from).split('@')[1] ?? 'localhost'}>`;
}

/** An id for the header `svix-id`. */
export function newSvixId(): string {
  return `msg_${randomBytes(15).toString('base64url')}`;
}

function usualDetail(type: string, at: string): Record<string, unknown> {
  switch (type) {
    case 'email.bounced':
      return {
        bounce: {
          type: 'Permanent',
          subType: 'General',
          message: "The recipient's mail server answered with a permanent failure.",
          diagnosticCode: ['smtp; 550 5.1.1 user unknown'],
        },
      };
    case 'email.suppressed':
      return {
        suppressed: {
          type: 'OnAccountSuppressionList',
          message: 'The address is on the suppression list of the account; nothing was sent.',
        },
      };
    case 'email.failed':
      return { failed: { reason: 'reached_daily_quota' } };
    case 'email.opened':
      return { open: { ipAddress: '203.0.113.7', timestamp: at, userAgent: 'Mailbox' } };
    case 'email.clicked':
      return {
        click: {
          ipAddress: '203.0.113.7',
          link: 'https://example.com/',
          timestamp: at,
          userAgent: 'Mailbox',
        },
      };
    default:
      return {};
  }
}

/** One level deep: `{bounce: {type}}` changes the type and keeps the message. */
function merge(usual: Record<string, unknown>, detail: Record<string, unknown>) {
  const merged = { ...usual };
  for (const [key, value] of Object.entries(detail)) {
    const before = merged[key];
    const both = isPlain(before) && isPlain(value);
    merged[key] = both ? { ...before, ...value } : value;
  }
  return merged;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
