// What a list is for those who read and write it through the API.

import * as z from 'zod';
import { parseEmailAddress } from '../../base/email-address.ts';
import { Brand } from '../../render/brand.ts';
import { EmailText, Frequency, Language, personLine, TimeZone } from '../fields.ts';

/** The list's name in addresses, feeds and `List-Id` (RFC 2919); at most a DNS label, never changed. */
export const ListSlug = z
  .string()
  .min(1)
  .max(60, 'Must be at most 60 characters')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Must be lower-case letters and digits, with single hyphens')
  .meta({ examples: ['digest'] });

const visibility = z.enum(['public', 'private']).meta({
  description:
    'A private list is not shown anywhere and has no subscribe form; the page of a digest that was sent to private lists only opens with the key in its mail.',
});
const doubleOptIn = z.boolean().meta({
  description:
    'Double opt-in. False: the subscribe form confirms at once, without a confirmation email.',
});

const brand = Brand.meta({
  description:
    'How the mails of this list look. A send to several lists looks as the first of them. Null: the default look.',
});

const welcome = z.boolean().meta({
  description: 'True: whoever confirms by email gets a welcome email with the newest digest.',
});

const frequencies = z
  .array(Frequency)
  .min(1)
  .refine((all) => all.includes('every'), 'Must contain every: who chose nothing gets each digest')
  .overwrite((all) => Frequency.options.filter((one) => all.includes(one)))
  .meta({
    contains: { const: 'every' },
    description:
      'How often a reader may choose to get it on the preference page. With only `every`, no choice is shown.',
  });

const language = Language.nullable().meta({
  description:
    'What its digests are written in (BCP 47). The estimate of a send warns of a digest in another language. Null: not known.',
});

const timezone = TimeZone.nullable().meta({
  description:
    'The time zone of the dates in its mails and on its preference page. Null: `TIMEZONE` of the worker, which addresses, pages and feeds always use.',
});

/** In its one form: what Resend and mailbox providers compare. */
const senderAddress = EmailText.superRefine((text, context) => {
  const parsed = parseEmailAddress(text);
  if (parsed.kind === 'invalid') context.addIssue({ code: 'custom', message: parsed.message });
}).overwrite((text) => {
  const parsed = parseEmailAddress(text);
  return parsed.kind === 'ok' ? parsed.address : text;
});

const from = senderAddress.nullable().meta({
  description:
    'The address that its mails come from; Resend must have verified its domain. Null: `FROM` of the worker. A send to several lists comes from the first of them.',
});

const replyTo = senderAddress.nullable().meta({
  description: 'Where answers to its mails go. Null: `REPLY_TO` of the worker.',
});

/** What a list may have of its own; said with its making or later. */
const choices = {
  frequencies: frequencies.exactOptional(),
  brand: brand.nullable().exactOptional(),
  language: language.exactOptional(),
  timezone: timezone.exactOptional(),
  from: from.exactOptional(),
  replyTo: replyTo.exactOptional(),
};

export const ListInput = z.strictObject({
  slug: ListSlug,
  name: personLine(200),
  description: personLine(1000).nullable().exactOptional(),
  visibility: visibility.default('public'),
  doubleOptIn: doubleOptIn.default(true),
  welcome: welcome.default(false),
  ...choices,
});
export type ListInput = z.infer<typeof ListInput>;

export const ListPatch = z.strictObject({
  name: personLine(200).exactOptional(),
  description: personLine(1000).nullable().exactOptional(),
  visibility: visibility.exactOptional(),
  doubleOptIn: doubleOptIn.exactOptional(),
  welcome: welcome.exactOptional(),
  ...choices,
});
export type ListPatch = z.infer<typeof ListPatch>;

export const ListView = z.strictObject({
  slug: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  visibility,
  doubleOptIn,
  welcome,
  frequencies,
  brand: brand.nullable(),
  language,
  timezone,
  from: z.string().nullable(),
  replyTo: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ListView = z.infer<typeof ListView>;
