// Every binding and variable of the worker, checked once per isolate.

import * as z from 'zod';
import { parseEmailAddress } from './base/email-address.ts';
import { TimeZone } from './base/time-zone.ts';
import type { Dial } from './digest/checks/open-web.ts';
import { log } from './log.ts';
import { findModelFaults, modelVariables } from './proposals/models/variables.ts';

/** The part of a Cloudflare queue we use. */
export interface QueueBinding<Message> {
  send(message: Message, options?: { delaySeconds?: number }): Promise<unknown>;
  sendBatch(messages: Iterable<{ body: Message; delaySeconds?: number }>): Promise<unknown>;
}

const queue = z.custom<QueueBinding<unknown>>(
  (value) => typeof value === 'object' && value !== null && 'send' in value,
  'Bind a queue of this name in wrangler.toml',
);
const optionalText = z.string().trim().default('');
const keyList = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));
const perHour = z.coerce.number().int().min(1).max(1_000_000);
const mailAddress = z.string().refine((text) => parseEmailAddress(text).kind === 'ok', {
  error: 'Must be an e-mail address',
});
const resendOrigin = 'https://api.resend.com';
const turnstileUrl = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';

const Variables = z
  .object({
    DB: z.object({ connectionString: z.string() }),
    JOBS: queue,
    LANES: queue,
    LETTERS: queue,
    EVENTS: queue,
    ASSETS: z.custom<{ fetch(request: Request): Promise<Response> }>(
      (value) => typeof value === 'object' && value !== null,
      'Bind the static assets in wrangler.toml',
    ),
    /**
     * The open web, where the runtime does not keep `fetch` to it by itself: on a machine of ours. On
     * Cloudflare there is none, and none is needed.
     */
    OPEN_WEB: z
      .custom<{ fetch: Dial }>((value) => typeof value === 'object' && value !== null)
      .optional(),
    /** `development` allows a local Resend and short API keys. */
    ENVIRONMENT: z.enum(['production', 'development']).default('production'),
    /** Where readers reach this worker: links in mails start with it. No trailing slash. */
    PUBLIC_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
    RESEND_API_KEY: z.string().min(1),
    /** Empty: Resend itself. */
    RESEND_BASE_URL: optionalText,
    /** One or two `whsec_…`, separated by a space or comma: two while rotating. */
    RESEND_WEBHOOK_SECRET: optionalText,
    /** The HMAC key ring, newest first, separated by spaces or commas. */
    SIGNING_KEYS: keyList,
    /** Keys of before, newest first: a secret cannot be read back, so a rotation only adds. */
    SIGNING_KEY_OLD: keyList.default([]),
    FROM: mailAddress,
    REPLY_TO: z.union([z.literal(''), mailAddress]).default(''),
    /** Where Resend receives mail for us; a mail there can unsubscribe. Empty: by links alone. */
    INBOUND_ADDRESS: z.union([z.literal(''), mailAddress]).default(''),
    SENDER_NAME: optionalText,
    /** The postal address of the sender; no digest goes out without it. */
    SENDER_ADDRESS: optionalText,
    /** Whose days addresses, pages and feeds show, and the mails of lists without a zone of their own. */
    TIMEZONE: TimeZone.default('Asia/Tokyo'),
    DELIVERY: z.enum(['html', 'template']).default('html'),
    /** `off`: nothing is mailed or planned, everything else works. */
    SENDING: z.enum(['on', 'off']).default('on'),
    /** Seconds that a send of the console waits before it begins, in which it can be cancelled; 0: none. */
    HOLD: z.coerce.number().int().min(0).max(3600).default(20),
    /** Transactional emails to people who ask to subscribe, in an hour, at most. */
    TRANSACTIONAL_PER_HOUR: perHour.optional(),
    /** Its name until 0.1.0. */
    LETTERS_PER_HOUR: perHour.optional(),
    /** Days for which a consent record keeps the network it came from; 0: an hour, for the caps. */
    NETWORK_DAYS: z.coerce.number().int().min(0).max(3650).default(30),
    /** Days for which the audit log keeps what editors and keys have done. */
    AUDIT_DAYS: z.coerce.number().int().min(1).max(3650).default(400),
    /** Version of the privacy notice in force, kept with each consent. */
    PRIVACY_VERSION: optionalText,
    /** Cloudflare Turnstile before the subscribe form; both or neither. */
    TURNSTILE_SITE_KEY: optionalText,
    TURNSTILE_SECRET: optionalText,
    TURNSTILE_VERIFY_URL: z.url().default(turnstileUrl),
    /** A webhook that wakes somebody: told of what stands still. Empty: nobody is. */
    ALARM_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
    /** In development: origins whose pages proposals may read though they are private. */
    ALLOW_SOURCES: z
      .string()
      .default('')
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .refine((origins) => origins.every((origin) => URL.parse(origin)?.origin === origin), {
        error: 'Must be origins with spaces between them, such as http://localhost:8790',
      }),
    ...modelVariables,
    /** An OpenAI-compatible endpoint, to its `/v1`, that tells which articles are of one event. Empty, with a name: Workers AI. */
    EMBEDDINGS_URL: z
      .union([z.literal(''), z.url({ protocol: /^https?$/ })])
      .default('')
      .transform((given) => given.replace(/\/+$/, '')),
    EMBEDDINGS_NAME: z.string().trim().default(''),
    EMBEDDINGS_KEY: z.string().trim().default(''),
    /** `off` behind a pooler that knows no named statements (PgBouncer before 1.21). */
    DATABASE_PREPARE: z.enum(['on', 'off']).default('on'),
    /** How long a statement may take; plans, imports, exports and reports have a multiple of it. */
    STATEMENT_SECONDS: z.coerce.number().min(0.1).max(600).default(15),
    /** Connections to the database that the lanes of one invocation share. */
    LANE_CONNECTIONS: z.coerce.number().int().min(1).max(20).default(5),
    /** Requests per second that the Resend account grants. */
    RATE: z.coerce.number().positive().max(1000).default(5),
  })
  .superRefine((variables, check) => {
    const production = variables.ENVIRONMENT === 'production';
    const base = variables.RESEND_BASE_URL;
    if (production && base !== '' && base.replace(/\/+$/, '') !== resendOrigin) {
      check.addIssue({
        code: 'custom',
        path: ['RESEND_BASE_URL'],
        message: `In production only ${resendOrigin} (or empty) is allowed`,
      });
    }
    if (production && variables.ALLOW_SOURCES.length > 0) {
      check.addIssue({
        code: 'custom',
        path: ['ALLOW_SOURCES'],
        message: 'Only in development: in production nothing private is read',
      });
    }
    if (production && variables.EMBEDDINGS_URL.startsWith('http:')) {
      const message = 'In production only https';
      check.addIssue({ code: 'custom', path: ['EMBEDDINGS_URL'], message });
    }
    if (variables.EMBEDDINGS_URL !== '' && variables.EMBEDDINGS_NAME === '') {
      const message = 'Goes together with EMBEDDINGS_URL: set both or neither';
      check.addIssue({ code: 'custom', path: ['EMBEDDINGS_NAME'], message });
    }
    if (variables.EMBEDDINGS_URL === '' && variables.EMBEDDINGS_NAME !== '' && !variables.AI) {
      const message =
        'EMBEDDINGS_NAME needs an address, or Workers AI bound as AI in wrangler.toml';
      check.addIssue({ code: 'custom', path: ['EMBEDDINGS_URL'], message });
    }
    if (production && variables.ALARM_URL.startsWith('http:')) {
      check.addIssue({ code: 'custom', path: ['ALARM_URL'], message: 'In production only https' });
    }
    if (production && variables.TURNSTILE_VERIFY_URL !== turnstileUrl) {
      const message = `In production only ${turnstileUrl} is allowed`;
      check.addIssue({ code: 'custom', path: ['TURNSTILE_VERIFY_URL'], message });
    }
    if ((variables.TURNSTILE_SITE_KEY === '') !== (variables.TURNSTILE_SECRET === '')) {
      const message = 'Goes together with TURNSTILE_SITE_KEY: set both or neither';
      check.addIssue({ code: 'custom', path: ['TURNSTILE_SECRET'], message });
    }
    for (const { variable, message } of findModelFaults(variables)) {
      check.addIssue({ code: 'custom', path: [variable], message });
    }
    const message = 'Needs at least one key, each of 32 characters or more (openssl rand -hex 32)';
    if (variables.SIGNING_KEYS.length === 0 || variables.SIGNING_KEYS.some(isShort)) {
      check.addIssue({ code: 'custom', path: ['SIGNING_KEYS'], message });
    }
    if (variables.SIGNING_KEY_OLD.some(isShort)) {
      check.addIssue({ code: 'custom', path: ['SIGNING_KEY_OLD'], message });
    }
  })
  .transform(({ SIGNING_KEY_OLD, LETTERS_PER_HOUR, ...variables }) => ({
    ...variables,
    TRANSACTIONAL_PER_HOUR: variables.TRANSACTIONAL_PER_HOUR ?? LETTERS_PER_HOUR ?? 2000,
    SIGNING_KEYS: [...new Set([...variables.SIGNING_KEYS, ...SIGNING_KEY_OLD])],
  }));

const isShort = (key: string) => key.length < 32;

/** The worker's `env`, parsed. */
export type Env = z.infer<typeof Variables>;

const parsed = new WeakMap<object, Env>();

/** Parses `env` once per isolate; throws one error that names every wrong variable. */
export function readEnv(env: object): Env {
  const known = parsed.get(env);
  if (known) return known;
  const result = Variables.safeParse(env);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The worker is not set up (see README, "Variables"):\n${faults.join('\n')}`);
  }
  for (const names of findOldNames(env)) log('renamed variable', names);
  parsed.set(env, result.data);
  return result.data;
}

/** Variables that are still set under a name of before; each is read so for one release. */
export function findOldNames(env: object): { is: string; shouldBe: string }[] {
  return Object.entries(renamed)
    .filter(([is]) => is in env)
    .map(([is, shouldBe]) => ({ is, shouldBe }));
}

const renamed = { LETTERS_PER_HOUR: 'TRANSACTIONAL_PER_HOUR' };
