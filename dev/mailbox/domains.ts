// The domains of the account, as `GET /domains` and `GET /domains/:id` show them.
// Source: resend.com/docs/api-reference/domains, read in November 2026.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { bareAddress } from './email.ts';
import type { Mailbox } from './mailbox.ts';
import { type Refusal, refusals, validationError } from './refusal.ts';
import type { ReadAnswer } from './resend-read.ts';

/** A domain as `POST /_mailbox/domains` orders it. */
export const DomainOrder = z.strictObject({
  name: z.string().min(1),
  status: z.string().default('verified'),
  /** Of its SPF and DKIM records, where not all have the status of the domain. */
  recordStatus: z.string().optional(),
  sending: z.enum(['enabled', 'disabled']).default('enabled'),
});
export type DomainOrder = z.infer<typeof DomainOrder>;

/** What is verified until somebody orders otherwise: the From of the tests, and of `npm start`. */
export const usualDomains = ['example.com', 'chrysanthemum.example'];

const listLimit = 100;
const region = 'ap-northeast-1';

export function answerDomains(
  mailbox: Mailbox,
  method: string,
  [id, more]: readonly string[],
  query: URLSearchParams,
): ReadAnswer {
  if (more !== undefined) return { refusal: refusals.notFound };
  if (method !== 'GET') return { refusal: refusals.methodNotAllowed };
  return id === undefined ? listDomains(mailbox, query) : readDomain(mailbox, id);
}

/** `limit` 1–100, without it all of them; `after` an id. */
function listDomains(mailbox: Mailbox, query: URLSearchParams): ReadAnswer {
  const { domains } = mailbox;
  const limit = Number(query.get('limit') ?? domains.length);
  const isLimit = Number.isInteger(limit) && limit >= 1 && limit <= listLimit;
  if (query.has('limit') && !isLimit) {
    return { refusal: validationError('The `limit` must be a number between 1 and 100.') };
  }
  const after = query.get('after');
  const from = after === null ? 0 : domains.findIndex(({ name }) => idOf(name) === after) + 1;
  if (after !== null && from === 0) {
    return { refusal: validationError('The pagination cursor is not the id of a domain.') };
  }
  const data = domains.slice(from, from + limit).map((domain) => listed(mailbox, domain));
  const has_more = from + data.length < domains.length;
  return { status: 200, body: { object: 'list', has_more, data } };
}

function readDomain(mailbox: Mailbox, id: string): ReadAnswer {
  const domain = mailbox.domains.find(({ name }) => idOf(name) === id);
  if (!domain) return { refusal: { ...refusals.notFound, message: 'Domain not found' } };
  const tracking = { open_tracking: false, click_tracking: false };
  const records = recordsOf(domain);
  return {
    status: 200,
    body: { object: 'domain', ...listed(mailbox, domain), ...tracking, records },
  };
}

function listed(mailbox: Mailbox, { name, status, sending }: DomainOrder) {
  const capabilities = { sending, receiving: 'disabled' };
  return { id: idOf(name), name, status, created_at: mailbox.openedAt, region, capabilities };
}

function recordsOf({ name, status, recordStatus = status }: DomainOrder) {
  const common = { ttl: 'Auto', status: recordStatus };
  const key = createHash('sha256').update(name).digest('base64');
  return [
    {
      record: 'SPF',
      name: 'send',
      type: 'MX',
      value: `feedback-smtp.${region}.amazonses.com`,
      priority: 10,
      ...common,
    },
    {
      record: 'SPF',
      name: 'send',
      type: 'TXT',
      value: 'v=spf1 include:amazonses.com ~all',
      ...common,
    },
    { record: 'DKIM', name: 'resend._domainkey', type: 'TXT', value: `p=${key}`, ...common },
  ];
}

/**
 * 403 for a From whose domain is there and not verified. One that nobody has listed is let through,
 * which Resend would not do: whoever tries something here has not set up a domain first.
 */
export function refuseFrom(mailbox: Mailbox, froms: readonly string[]): Refusal | null {
  const barred = mailbox.domains.filter(({ status }) => !mayMail.test(status));
  if (barred.length === 0) return null;
  for (const from of froms) {
    const domain = bareAddress(from).split('@')[1]?.toLowerCase();
    if (!barred.some(({ name }) => name === domain)) continue;
    const message = `The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`;
    return { status: 403, name: 'validation_error', message };
  }
  return null;
}

const mayMail = /^(verified|partially_verified|temporary_failure)$/;

/** Made from the name, so that it is the same after a restart. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(`domain ${name}`).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
}
