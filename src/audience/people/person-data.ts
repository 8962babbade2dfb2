// Everything that is held about one person, table by table.

import * as z from 'zod';
import { SubscriberView } from './schema.ts';

const moment = z.iso.datetime();

export const PersonalData = z.strictObject({
  subscriber: SubscriberView,
  consents: z.array(
    z.strictObject({
      list: z.string(),
      action: z.enum(['requested', 'confirmed', 'unsubscribed']),
      method: z.string(),
      wording: z.string().nullable(),
      document: z.string().nullable(),
      network: z.string().nullable(),
      sendId: z.string().nullable(),
      importId: z.string().nullable(),
      at: moment,
    }),
  ),
  /** Transactional emails to the person. */
  emails: z.array(
    z.strictObject({
      kind: z.string(),
      address: z.string(),
      network: z.string().nullable(),
      state: z.string(),
      createdAt: moment,
      usedAt: moment.nullable(),
    }),
  ),
  /** Digests whose link their welcome held: no send of them mails the person. */
  welcomes: z.array(z.strictObject({ digestId: z.string(), at: moment })),
  /** What the mail system said of each mail: a moment for each thing that happened. */
  deliveries: z.array(
    z.strictObject({ sendId: z.string(), happened: z.record(z.string(), moment) }),
  ),
  events: z.array(
    z.strictObject({
      kind: z.string(),
      sendId: z.string().nullable(),
      at: moment,
      detail: z.unknown(),
    }),
  ),
  formerAddresses: z.array(z.strictObject({ email: z.string(), changedAt: moment })),
  suppressions: z.array(
    z.strictObject({ reason: z.string(), detail: z.string().nullable(), createdAt: moment }),
  ),
  importRejections: z.array(
    z.strictObject({ importId: z.string(), row: z.int(), reason: z.string() }),
  ),
  /** Answers of the API, kept for a day for programs that repeat a request. */
  keptAnswers: z.array(z.strictObject({ operation: z.string(), at: moment })),
});
export type PersonalData = z.infer<typeof PersonalData>;
