// What programs are told of a send and of its recipients: every field with its meaning.

import * as z from 'zod';
import { FrozenSegment } from '../../audience/segments/schema.ts';
import { sendStates } from '../../db/schema/states.ts';
import { WarmUp } from '../ladder.ts';
import { SendWarning } from './warnings.ts';

const moment = z.iso.datetime().nullable();
const count = z.int().min(0);

/** `recipients = pending + accepted + rejected + skipped + unknown + cancelled` once it is planned. */
export const SendView = z.object({
  id: z.uuid(),
  digestId: z.uuid(),
  revision: z.int(),
  lists: z.array(z.string()),
  segment: FrozenSegment.nullable().meta({ description: 'The rule it was created with' }),
  again: z
    .boolean()
    .meta({ description: 'True: it also mails people who already have the digest' }),
  warmUp: WarmUp.nullable().meta({ description: 'The warm-up of the From domain it was given' }),
  createdBy: z.string().nullable().meta({ description: 'Who triggered it' }),
  status: z.enum(sendStates),
  pauseReason: z.string().nullable().meta({ description: 'Why it is paused, or why it failed' }),
  resumesAt: moment.meta({ description: 'When its pause ends by itself' }),
  counts: z.object({
    recipients: count,
    pending: count,
    accepted: count,
    rejected: count,
    skipped: count,
    unknown: count,
    cancelled: count,
    delivered: count,
    delayed: count,
    bounced: count,
    complained: count,
    failed: count.meta({ description: 'Accepted by Resend, which later failed to send it' }),
    suppressed: count.meta({
      description: 'Accepted, but on the suppression list of the Resend account: not sent',
    }),
    opened: count,
    clicked: count.meta({ description: 'By people, as far as that is known' }),
    scanned: count.meta({
      description:
        'Recipients whose mail is checked by a program: it followed the hidden bot-trap link',
    }),
    unsubscribed: count,
  }),
  rate: z
    .number()
    .meta({ description: 'Recipients submitted to Resend per second, over the last minute' }),
  eta: moment.meta({
    description:
      'When the rest will be submitted at this rate; not before the last zone or day of warm-up is due',
  }),
  waiting: z.array(z.object({ at: z.iso.datetime(), recipients: count })).meta({
    description:
      'Of `pending`: waiting for the time of their zone, or for a later day of the warm-up',
  }),
  expectedRecipients: count
    .nullable()
    .meta({ description: 'The number that whoever triggered or resumed it was shown' }),
  foundRecipients: count.nullable().meta({
    description:
      'Why it is paused: its audience was so many people, not `expectedRecipients`. Resume it with this number, or cancel it',
  }),
  holdSeconds: count.nullable().meta({
    description: '`scheduledAt` is the end of a hold of so many seconds',
  }),
  scheduledAt: moment,
  timezone: z.string().nullable().meta({
    description: 'An IANA zone, or `recipient`: then `scheduledAt` is the moment of the first zone',
  }),
  localTime: z.string().nullable().meta({
    description: 'With the timezone `recipient`: the wall-clock time in the zone of each reader',
  }),
  fallbackTimezone: z.string().nullable(),
  warnings: z.array(SendWarning),
  createdAt: z.iso.datetime(),
  startedAt: moment,
  finishedAt: moment,
});
export type SendView = z.infer<typeof SendView>;

/** One recipient of a send. */
export const RecipientView = z.object({
  subscriberId: z.int(),
  email: z.string().nullable().meta({ description: 'null once the person is erased' }),
  outcome: z.enum(['pending', 'accepted', 'rejected', 'skipped', 'unknown', 'cancelled']),
  reason: z.string().nullable(),
  providerId: z.string().nullable(),
  delivery: z
    .string()
    .nullable()
    .meta({ description: 'The furthest state that webhooks reported' }),
  settledAt: moment,
});
export type RecipientView = z.infer<typeof RecipientView>;

export const recipientOutcomes = RecipientView.shape.outcome.options;
