// What a subscriber is for those who read and write people through the API.

import * as z from 'zod';
import { PageQuery } from '../../base/cursor.ts';
import {
  AttributeName,
  Attributes,
  AttributeValue,
  ConsentWording,
  EmailText,
  Frequency,
  Language,
  PersonName,
  SubscriptionStatus,
  TimeZone,
} from '../fields.ts';

const wantedLists = z
  .array(z.strictObject({ slug: z.string().max(100), status: SubscriptionStatus }))
  .max(100)
  .refine(
    (all) => new Set(all.map((one) => one.slug)).size === all.length,
    'Must name each list once',
  );

const consent = ConsentWording.meta({
  description: 'How consent was obtained; required where a list becomes confirmed.',
});

export const SubscriberInput = z.strictObject({
  email: EmailText,
  name: PersonName.nullable().exactOptional(),
  language: Language.nullable().exactOptional(),
  timezone: TimeZone.nullable().exactOptional(),
  attributes: Attributes.exactOptional(),
  lists: wantedLists.default([]).meta({
    description: 'pending: a confirmation email is sent. confirmed: needs consent.',
  }),
  consent: consent.exactOptional(),
});
export type SubscriberInput = z.infer<typeof SubscriberInput>;

export const SubscriberPatch = z.strictObject({
  email: EmailText.exactOptional(),
  name: PersonName.nullable().exactOptional(),
  language: Language.nullable().exactOptional(),
  timezone: TimeZone.nullable().exactOptional(),
  attributes: z.record(AttributeName, AttributeValue.nullable()).exactOptional().meta({
    description: 'Merged into the present ones; null removes one.',
  }),
  lists: wantedLists.exactOptional(),
  consent: consent.exactOptional(),
});
export type SubscriberPatch = z.infer<typeof SubscriberPatch>;

export const SubscriberQuery = z.strictObject({
  ...PageQuery.shape,
  email: EmailText.exactOptional().meta({ description: 'The whole address.' }),
  prefix: z.string().max(200).exactOptional().meta({
    description:
      'How the address or the name begins; upper and lower case are one. Answers come in the order of addresses, then of names, not the newest first.',
  }),
  list: z.string().max(100).exactOptional().meta({
    description: 'Slug: only who has, or had, a subscription to it.',
  }),
  status: SubscriptionStatus.exactOptional().meta({
    description: 'Only who stands so on that list; without one, on any.',
  }),
});
export type SubscriberQuery = z.infer<typeof SubscriberQuery>;

const moment = z.iso.datetime();

export const SubscriberView = z.strictObject({
  id: z.int(),
  email: z.string(),
  name: z.string().nullable(),
  language: z.string().nullable(),
  timezone: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  pausedUntil: moment.nullable(),
  suppressed: z
    .enum(['bounce', 'complaint', 'manual', 'provider'])
    .nullable()
    .meta({ description: 'Why nothing is mailed to this address, whatever its subscriptions.' }),
  lists: z.array(
    z.strictObject({
      slug: z.string(),
      status: SubscriptionStatus,
      confirmedAt: moment.nullable(),
      unsubscribedAt: moment.nullable(),
      frequency: Frequency.meta({ description: 'Chosen by the person on the preference page.' }),
    }),
  ),
  createdAt: moment,
  updatedAt: moment,
});
export type SubscriberView = z.infer<typeof SubscriberView>;
