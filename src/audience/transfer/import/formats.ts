// The columns of a file: ours, those of other newsletter tools, and what a mapping makes of them.

import * as z from 'zod';
import { knownColumns, plainColumns, SubscriptionStatus } from '../../fields.ts';

/** What a column's cells are. `json`: an object of attributes. `skip`: nothing of ours. */
const Slot = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('field'),
    name: z.enum([...knownColumns, 'firstName', 'lastName']),
  }),
  z.object({ kind: z.literal('attribute'), name: z.string() }),
  z.object({ kind: z.literal('json') }),
  z.object({ kind: z.literal('skip') }),
]);
type Slot = z.infer<typeof Slot>;

export const FileLayout = z.object({
  /** Whose file it is, for people. */
  format: z.string(),
  slots: z.array(Slot),
  /** Other tools' words for a state, in lower case. */
  statusWords: z.record(z.string(), z.union([SubscriptionStatus, z.literal('')])),
});
export type FileLayout = z.infer<typeof FileLayout>;

type Meaning = Exclude<Slot, { kind: 'attribute' }> | null;
interface Tool {
  format: string;
  /** All of these columns, in lower case, tell the tool. */
  signature: readonly string[];
  /** Columns with a meaning; all others become attributes. */
  columns: Record<string, Meaning>;
  statusWords: FileLayout['statusWords'];
}

/**
 * The column of our own exports for the attributes that have none: a JSON object. Longer than the
 * name of an attribute may be, so that it is never one.
 */
export const otherAttributes = 'Other attributes, as a JSON object: a file has at most 200 columns';

const field = (name: (Slot & { kind: 'field' })['name']): Meaning => ({ kind: 'field', name });
const skip: Meaning = { kind: 'skip' };

/** An empty word leaves the state to the request; who bounced or complained does not come along as a reader. */
const left = 'unsubscribed';

/** By the exports these tools write (2026); the first whose signature is there. */
const tools: readonly Tool[] = [
  {
    format: 'listmonk',
    signature: ['uuid', 'email', 'name', 'attributes', 'status'],
    columns: {
      uuid: skip,
      id: skip,
      attributes: { kind: 'json' },
      created_at: skip,
      updated_at: skip,
    },
    statusWords: { enabled: '', disabled: left, blocklisted: left },
  },
  {
    format: 'Mailchimp',
    signature: ['email address', 'leid', 'euid'],
    columns: {
      'email address': field('email'),
      'first name': field('firstName'),
      'last name': field('lastName'),
      unsub_time: field('status'),
      clean_time: field('status'),
      timezone: skip,
      ...skipAll(
        'member_rating optin_time optin_ip confirm_time confirm_ip latitude longitude gmtoff dstoff last_changed leid euid notes unsub_campaign_title unsub_campaign_id unsub_reason unsub_reason_other clean_campaign_title clean_campaign_id',
      ),
    },
    // Its files of those who left hold the moment of it; any moment means that they did.
    statusWords: { '*': left },
  },
  {
    format: 'Ghost',
    signature: ['email', 'subscribed_to_emails', 'complimentary_plan'],
    columns: {
      subscribed_to_emails: field('status'),
      ...skipAll('id created_at deleted_at stripe_customer_id'),
    },
    statusWords: { true: '', false: left },
  },
  {
    format: 'Buttondown',
    signature: ['email_address', 'type', 'creation_date'],
    columns: {
      email_address: field('email'),
      type: field('status'),
      metadata: { kind: 'json' },
      ...skipAll('id creation_date secondary_id'),
    },
    statusWords: {
      ...stay('regular premium gifted trialed churning past_due'),
      ...leave('unsubscribed unpaid removed blocked complained undeliverable'),
      unactivated: 'pending',
    },
  },
  {
    format: 'Substack',
    signature: ['email', 'active_subscription', 'email_disabled'],
    columns: {
      email_disabled: field('status'),
      ...skipAll('created_at first_payment_at expiry'),
    },
    statusWords: { true: left, false: '' },
  },
  {
    format: 'Kit',
    signature: ['email', 'first_name', 'status', 'created_at'],
    columns: { first_name: field('firstName'), ...skipAll('id created_at') },
    statusWords: {
      ...stay('active'),
      ...leave('inactive bounced complained cancelled canceled unsubscribed'),
    },
  },
];

/** Other names for our own columns, in any file. */
const otherNames: Record<string, Meaning> = {
  'email address': field('email'),
  email_address: field('email'),
  'e-mail': field('email'),
  'e-mail address': field('email'),
  メールアドレス: field('email'),
  メール: field('email'),
  名前: field('name'),
  お名前: field('name'),
  氏名: field('name'),
};

/** True if the column holds addresses, as far as its name can tell. */
export function isEmailColumn(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === 'email' || (Object.hasOwn(otherNames, lower) && isEmail(otherNames[lower]));
}

/** `map` goes before everything: our field, or the name of an attribute, or nothing to leave it out. */
export function layOut(columns: readonly string[], map: Record<string, string>): FileLayout {
  const lower = columns.map((name) => name.toLowerCase());
  const isOurs = plainColumns.every((known) => lower.includes(known));
  const tool = isOurs
    ? undefined
    : tools.find(({ signature }) => signature.every((name) => lower.includes(name)));
  const slots = columns.map((name, at): Slot => {
    const mapped = Object.hasOwn(map, name) ? map[name] : undefined;
    if (mapped !== undefined) return mapped === '' ? { kind: 'skip' } : slotOf(mapped);
    const key = lower[at] ?? '';
    const known = tool && Object.hasOwn(tool.columns, key) ? tool.columns[key] : null;
    return known ?? slotOf(name);
  });
  return { format: tool?.format ?? 'own', slots, statusWords: tool?.statusWords ?? {} };
}

function slotOf(name: string): Slot {
  if (name === '') return { kind: 'skip' };
  if (name === otherAttributes) return { kind: 'json' };
  const key = name.toLowerCase();
  const known = knownColumns.find((column) => column.toLowerCase() === key);
  if (known) return { kind: 'field', name: known };
  const other = Object.hasOwn(otherNames, key) ? otherNames[key] : null;
  return other ?? { kind: 'attribute', name };
}

function isEmail(meaning: Meaning | undefined): boolean {
  return meaning?.kind === 'field' && meaning.name === 'email';
}

function skipAll(names: string): Record<string, Meaning> {
  return Object.fromEntries(names.split(' ').map((name) => [name, skip]));
}

function stay(words: string): FileLayout['statusWords'] {
  return Object.fromEntries(words.split(' ').map((word) => [word, '']));
}

function leave(words: string): FileLayout['statusWords'] {
  return Object.fromEntries(words.split(' ').map((word) => [word, left]));
}
