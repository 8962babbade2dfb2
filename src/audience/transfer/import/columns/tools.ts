// The files of other newsletter tools: by which headings they are known, and what their columns mean.

import type { FieldName } from './headings.ts';
import type { Standing } from './states.ts';

/** `skip`: nothing of ours. `json`: an object of attributes. Else one of our fields. */
export type Meaning = 'skip' | 'json' | FieldName;

export interface Tool {
  format: string;
  /** All of these columns, in lower case, tell the tool. */
  signature: readonly string[];
  /** Columns that their names alone do not explain. */
  columns: Readonly<Record<string, Meaning>>;
  /** Columns of states whose words mean something else than usual: `*` is for every other word. */
  states: Readonly<Record<string, Readonly<Record<string, Standing>>>>;
}

/** Who bounced or complained does not come along as a reader. */
const left = 'unsubscribed';
/** Files of those who left hold the moment of it; any moment means that they did. */
const anything = { '*': left } as const;

/** By the exports these tools write (2026); the first whose signature is there. */
export const tools: readonly Tool[] = [
  {
    format: 'listmonk',
    signature: ['uuid', 'email', 'name', 'attributes', 'status'],
    columns: { ...skip('uuid id created_at updated_at'), attributes: 'json' },
    states: {},
  },
  {
    format: 'Mailchimp',
    signature: ['email address', 'leid', 'euid'],
    columns: skip(
      'member_rating optin_time optin_ip confirm_time confirm_ip latitude longitude gmtoff dstoff timezone last_changed leid euid notes unsub_campaign_title unsub_campaign_id unsub_reason unsub_reason_other clean_campaign_title clean_campaign_id',
    ),
    states: { unsub_time: anything, clean_time: anything },
  },
  {
    format: 'Ghost',
    signature: ['email', 'subscribed_to_emails', 'complimentary_plan'],
    columns: skip('id created_at stripe_customer_id'),
    states: {},
  },
  {
    format: 'Buttondown',
    signature: ['email_address', 'type', 'creation_date'],
    columns: { ...skip('id creation_date secondary_id'), metadata: 'json' },
    states: {
      type: {
        ...stay('regular premium gifted trialed churning pastdue'),
        ...{ unpaid: left, undeliverable: left, upcoming: 'pending' },
      },
    },
  },
  {
    format: 'Substack',
    signature: ['email', 'active_subscription', 'email_disabled'],
    columns: skip('created_at first_payment_at expiry'),
    states: { email_disabled: { true: left, false: '' } },
  },
  {
    format: 'beehiiv',
    signature: ['email', 'status', 'subscription_tier'],
    columns: skip('id created_at referral_code'),
    states: {},
  },
  {
    format: 'MailerLite',
    signature: ['subscriber', 'status', 'sent', 'opens', 'clicks'],
    columns: { ...skip('sent opens clicks subscribed'), name: 'firstName' },
    states: {},
  },
  {
    format: 'Kit',
    signature: ['email', 'first_name', 'status', 'created_at'],
    columns: skip('id created_at'),
    states: { status: stay('confirmed') },
  },
  {
    format: 'Sendy',
    signature: ['name', 'email', 'status', 'last activity'],
    columns: { 'last activity': 'skip' },
    states: {},
  },
  {
    format: 'ブラストメール',
    signature: ['登録日', 'e-mail', 'エラー回数', '状態'],
    columns: skip('登録日 エラー回数'),
    states: {},
  },
];

function skip(names: string): Record<string, Meaning> {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'skip']));
}

function stay(words: string): Record<string, Standing> {
  return Object.fromEntries(words.split(' ').map((word) => [word, '']));
}
