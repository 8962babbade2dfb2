// Resend's webhooks: who signed them, and what they say. Source: resend.com/docs/dashboard/webhooks.

import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import * as z from 'zod';

/**
 * True if one of the secrets (`whsec_…`; two while rotating) signed this raw body, no more than
 * five minutes ago or ahead. svix sends the same three headers under its own names.
 */
export function verifySignature(
  body: string,
  headers: Headers,
  secrets: readonly string[],
): boolean {
  const signed = {
    'webhook-id': headers.get('svix-id') ?? headers.get('webhook-id') ?? '',
    'webhook-timestamp': headers.get('svix-timestamp') ?? headers.get('webhook-timestamp') ?? '',
    'webhook-signature': headers.get('svix-signature') ?? headers.get('webhook-signature') ?? '',
  };
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, signed);
      return true;
    } catch (error) {
      if (error instanceof WebhookVerificationError || error instanceof SyntaxError) return false;
      throw error;
    }
  });
}

/** The secrets in `RESEND_WEBHOOK_SECRET`. */
export function readSecrets(variable: string): string[] {
  return variable.split(/[\s,]+/).filter(Boolean);
}

const Tags = z.union([
  z.record(z.string(), z.string()),
  // Older payloads and the API list them as pairs.
  z
    .array(z.object({ name: z.string(), value: z.string() }))
    .transform((pairs) => Object.fromEntries(pairs.map(({ name, value }) => [name, value]))),
]);

const Addresses = z.union([z.array(z.string()), z.string().transform((one) => [one])]);

const Payload = z.object({
  type: z.string().max(100),
  created_at: z.string().optional(),
  data: z
    .looseObject({
      email_id: z.string().optional(),
      to: Addresses.optional(),
      tags: Tags.optional(),
      bounce: z
        .looseObject({
          type: z.string().optional(),
          subType: z.string().optional(),
          message: z.string().optional(),
        })
        .optional(),
      click: z.looseObject({ link: z.string().optional() }).optional(),
      failed: z.looseObject({ reason: z.string().optional() }).optional(),
    })
    .optional(),
});

/** One event, with what the protocol needs of it. */
export interface FeedbackEvent {
  /** svix-id: the same when the event is delivered again. */
  id: string;
  /** Such as `delivered`, without `email.`; a click on the canary is `scanned`. */
  kind: string;
  at: Date;
  sendId: string | null;
  subscriberId: number | null;
  to: string | null;
  isPermanentBounce: boolean;
  isTransientBounce: boolean;
  /** Kept in the event log; never an address. */
  detail: Record<string, string>;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What a verified payload says; unknown kinds too. Null if it is no event at all, or speaks of mail
 * that came to us: `parseInbound` reads that. `canaryUrl` is the link that only programs follow.
 */
export function parseFeedback(
  id: string,
  payload: unknown,
  now: Date,
  canaryUrl: string | null = null,
): FeedbackEvent | null {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success || parsed.data.type === received) return null;
  const { type, created_at, data } = parsed.data;
  const at = new Date(created_at ?? now);
  const subscriber = Number(data?.tags?.subscriber);
  const send = data?.tags?.send ?? '';
  const bounced = type === 'email.bounced';
  const isScan = type === 'email.clicked' && isSamePage(data?.click?.link, canaryUrl);
  const detail = Object.entries({
    emailId: data?.email_id,
    bounce: data?.bounce?.type,
    subType: data?.bounce?.subType,
    link: data?.click?.link,
    reason: data?.failed?.reason,
  }).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    id,
    kind: isScan ? 'scanned' : type.replace(/^email\./, ''),
    at: Number.isNaN(at.getTime()) ? now : at,
    sendId: uuid.test(send) ? send : null,
    subscriberId: Number.isSafeInteger(subscriber) && subscriber > 0 ? subscriber : null,
    to: data?.to?.[0] ?? null,
    isPermanentBounce: bounced && data?.bounce?.type === 'Permanent',
    isTransientBounce: bounced && data?.bounce?.type !== 'Permanent',
    detail: Object.fromEntries(detail.map(([key, value]) => [key, value.slice(0, 500)])),
  };
}

/** Whatever query a tracker or a gateway has added. */
function isSamePage(link: string | undefined, page: string | null): boolean {
  const [one, other] = [URL.parse(link ?? ''), URL.parse(page ?? '')];
  if (!one || !other) return false;
  return one.origin === other.origin && one.pathname === other.pathname;
}

const received = 'email.received';

/** Source: resend.com/docs/webhooks/emails/received, read in November 2026. No body, no headers. */
const Received = z.object({
  type: z.literal(received),
  created_at: z.string().optional(),
  data: z.looseObject({
    to: Addresses.nullish(),
    cc: Addresses.nullish(),
    bcc: Addresses.nullish(),
    subject: z.string().nullish(),
  }),
});

/** A mail that Resend received for us. Who wrote it is not read: anyone can write any sender. */
export interface InboundMail {
  /** svix-id. */
  id: string;
  at: Date;
  /** As written: `Name <address>` or bare. */
  recipients: string[];
  subject: string;
}

/** Null for any other event. */
export function parseInbound(id: string, payload: unknown, now: Date): InboundMail | null {
  const parsed = Received.safeParse(payload);
  if (!parsed.success) return null;
  const { created_at, data } = parsed.data;
  const at = new Date(created_at ?? now);
  return {
    id,
    at: Number.isNaN(at.getTime()) ? now : at,
    recipients: [...(data.to ?? []), ...(data.cc ?? []), ...(data.bcc ?? [])],
    subject: data.subject ?? '',
  };
}
