// What the Resend account is set up for: the rights of its key, and the webhook that tells us.

import type { KeyRights, ResendAccount } from '../../resend/account.ts';
import { type DomainLook, lookAtDomain } from '../../resend/from-domain.ts';
import { type Found, findOwnWebhook, problems } from '../../resend/own-webhook.ts';
import { describeFrom } from './from-domain.ts';
import { bad, type Finding, type HealthCheck, well } from './health-check.ts';

/** What the account should fit. */
export interface AccountSettings {
  publicUrl: string;
  from: string;
  /** There is a secret to believe the webhook by. */
  isSigned: boolean;
  /** Resend receives mail for us. */
  hasInbound: boolean;
}

/** The key, the domain of FROM, the webhook. */
export async function describeAccountChecks(
  account: ResendAccount,
  settings: AccountSettings,
): Promise<HealthCheck[]> {
  const endpoint = `${settings.publicUrl}/webhooks/resend`;
  const [domain, webhooks] = await Promise.all([
    lookAtDomain(account, settings.from),
    account.listWebhooks(),
  ]);
  const webhook = findOwnWebhook(webhooks, endpoint);
  return [
    { id: 'resend_key', ...describeKey(rightsBy(domain)) },
    { id: 'from_domain', ...describeFrom(domain) },
    { id: 'webhook', ...describeWebhook(webhook, endpoint, settings) },
  ];
}

/** Domains are read by keys with full access alone. */
function rightsBy(look: DomainLook): KeyRights {
  return look.kind === 'unread' ? look.rights : 'full';
}

function describeKey(rights: KeyRights): Finding {
  switch (rights) {
    case 'full':
      return well('The Resend API key has full access.');
    case 'sending_only':
      return bad(
        'warning',
        'The Resend API key may send and nothing else: events that were missed are not fetched, nobody asks about mail of unknown outcome, templates are not hosted, and domain and webhook cannot be looked at.',
        'Give RESEND_API_KEY full access at https://resend.com/api-keys.',
      );
    case 'refused':
      return bad(
        'error',
        'Resend refuses the API key: every send pauses at its first call.',
        'Set RESEND_API_KEY to a key of https://resend.com/api-keys (`npx wrangler secret put`); if it is one, see whether Resend has suspended the account.',
      );
    case 'unknown':
      return bad('unknown', 'Resend gave no clear answer.', 'Look again in a minute.');
  }
}

/**
 * What is counted, suppressed and acted upon. Not `email.sent`: it says no more than the answer to the
 * call did, and costs half of the queue's operations.
 */
const neededEvents = [
  'email.delivered',
  'email.delivery_delayed',
  'email.bounced',
  'email.complained',
  'email.failed',
  'email.suppressed',
] as const;
/** They come only where tracking is on. */
const trackingEvents = ['email.opened', 'email.clicked'] as const;

/** What a webhook of ours should be told, without mail to us. */
export const webhookEvents: readonly string[] = [...neededEvents, ...trackingEvents];

/** `endpoint`: our address. `isSigned`: we have a secret to believe it by. */
function describeWebhook(
  found: Found,
  endpoint: string,
  { isSigned, hasInbound }: AccountSettings,
): Finding {
  if (!isSigned) {
    const detail = 'RESEND_WEBHOOK_SECRET is not set: no event of Resend is believed.';
    return bad('error', detail, `Set it to the signing secret of the webhook to ${endpoint}.`);
  }
  if (found.kind === 'no_answer') {
    return bad('unknown', 'Resend did not list its webhooks.', 'Look again in a minute.');
  }
  const help = `At https://resend.com/webhooks: ${endpoint}, enabled, with ${webhookEvents.join(', ')}.`;
  if (found.kind === 'problem') {
    const isHidden = found.problem === problems.restricted;
    return bad(isHidden ? 'unknown' : 'error', found.problem, help);
  }
  if (found.events === null) {
    return bad('unknown', 'Resend does not say which events the webhook is told.', help);
  }
  return describeEvents(found.events, endpoint, hasInbound);
}

function describeEvents(events: readonly string[], endpoint: string, hasInbound: boolean): Finding {
  const missing = [...neededEvents, ...(hasInbound ? ['email.received'] : [])].filter(
    (event) => !events.includes(event),
  );
  if (missing.length > 0) {
    const detail = `The webhook is not told of ${missing.join(', ')}: what becomes of mail is lost.`;
    return bad('error', detail, 'Add them to its events at https://resend.com/webhooks.');
  }
  const untracked = trackingEvents.filter((event) => !events.includes(event));
  if (untracked.length > 0) {
    const detail = `The webhook is not told of ${untracked.join(', ')}: opens and clicks stay at 0.`;
    return bad('warning', detail, 'Add them at https://resend.com/webhooks, if tracking is on.');
  }
  const advice =
    'Take email.sent out of its events: it tells nothing new and costs half as much again.';
  return {
    status: 'ok',
    detail: `Resend tells ${endpoint} what becomes of mail.`,
    help: events.includes('email.sent') ? advice : null,
  };
}
