// What a send would do if it were triggered now: every check of the trigger, and nothing written.

import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { inboxRow } from '../../digest/checks/inbox-row.ts';
import type { Digest } from '../../digest/schema.ts';
import { warmUpBatchSizes } from '../ladder.ts';
import {
  type AudienceCounts,
  countAudience,
  type OtherSend,
} from '../planning/audience-queries.ts';
import { describeUnexpected } from '../planning/expectation.ts';
import { batchSize } from '../planning/freeze-queries.ts';
import { describeNobody, describeReached, nobodyCode } from '../planning/nobody.ts';
import { readLastSend } from '../report/report-queries.ts';
import { SendView } from '../report/send-view.ts';
import { foreseeWarmUp, WarmUpOutlook } from '../warm-up/outlook.ts';
import { type CheckedSend, checkSend, type SendInput } from './check-send.ts';
import type { VettedSender } from './preflight.ts';

const count = z.int().min(0);

/** Something an editor should read before saying yes; it does not stop the send. */
const EstimateWarning = z.object({
  code: z.enum([
    'empty_audience',
    'already_sent',
    'waiting_send',
    'language',
    'unexpected_recipients',
    'warm_up',
    'sending_off',
    'check',
    // What stands beside its articles.
    'ungrounded',
    'over_amount',
    'foreign_words',
    'source_gone',
    'source_closed',
    'source_changed',
  ]),
  message: z.string(),
  path: z
    .string()
    .optional()
    .describe('The place in the digest, like `sections.0.source.url`, where it is about one.'),
});
type EstimateWarning = z.infer<typeof EstimateWarning>;

/** Who would get it now, when, and who of the chosen lists would not. */
export const EstimateView = z.object({
  digest: z.object({
    headline: z.string(),
    revision: z.int(),
    subject: z.string(),
    preheader: z.string(),
    subjectWidth: count.meta({
      description:
        'Columns of the subject; full-width characters count two. Past 44 a phone cuts it',
    }),
  }),
  lists: z.array(z.object({ slug: z.string(), name: z.string(), language: z.string().nullable() })),
  asOf: z.iso.datetime().meta({ description: 'When it was counted' }),
  recipients: count,
  excluded: z.object({
    unconfirmed: count,
    unsubscribed: count,
    suppressed: count,
    paused: count,
    segment: count,
    frequency: count.meta({
      description: 'Chose to get a list at most weekly or monthly, and got it recently',
    }),
    alreadySent: count.meta({
      description:
        'Already have this digest, or may have it: by another send, or by the link in their welcome email. 0 with `again`, which mails them again',
    }),
    inAnotherSend: count.meta({
      description: 'Will get it by another send of the digest; `again` does not change that',
    }),
  }),
  lastSend: z
    .object({
      id: z.uuid(),
      startedAt: z.iso.datetime(),
      recipients: count,
      joined: count.meta({ description: 'Confirmed to these lists since' }),
      left: count.meta({ description: 'Unsubscribed from these lists since' }),
    })
    .nullable()
    .meta({ description: 'The last send to any of these lists; null: this is their first' }),
  isUnusual: z.boolean().meta({
    description:
      'True: the first send of these lists, or to more than twice or less than half as many as the last. Ask whoever triggers it to type the number',
  }),
  otherSends: z
    .array(
      z.object({
        id: z.uuid(),
        status: SendView.shape.status,
        people: count.meta({ description: 'Of this audience; 0 before it is planned' }),
      }),
    )
    .meta({
      description: 'Sends of the same digest, by which these people have it or will get it',
    }),
  at: z
    .object({ utc: z.iso.datetime(), local: z.string(), zone: z.string() })
    .meta({ description: 'When it starts; `local` is what clocks in `zone` show then' }),
  seconds: count.meta({
    description:
      'How long submitting it to Resend takes at the rate of the account; without the nights of a warm-up',
  }),
  warmUp: WarmUpOutlook.nullable().meta({
    description: 'The days on which it goes out; null if no day is capped',
  }),
  warnings: z.array(EstimateWarning),
});
export type EstimateView = z.infer<typeof EstimateView>;

/**
 * The audience of the chosen lists at this moment, with everything that the send would check; throws
 * `invalid` as the send would. `rate`: calls a second that the account grants.
 */
export async function estimateSend(
  db: Database,
  sender: VettedSender,
  input: SendInput,
  now: Date,
  rate: number,
): Promise<EstimateView> {
  const checked = await checkSend(db, sender, input, now);
  const { lists, segment, asking } = checked;
  const ids = lists.map(({ id }) => id);
  const last = await readLastSend(db, ids);
  const since = last === null ? null : new Date(last.startedAt);
  const { recipients, otherSends, joined, left, ...excluded } = await db.transaction((tx) =>
    countAudience(tx, asking, { listIds: ids, segment }, since),
  );
  const dueAt = dueMoment(checked, now);
  const ladder = input.warmUp ?? null;
  const foreseen = await foreseeWarmUp(db, ladder, checked.sender, { recipients, dueAt });
  const size = ladder && foreseen.warmUp ? warmUpBatchSizes[ladder] : batchSize;
  return {
    digest: {
      headline: checked.digest.headline,
      revision: input.revision,
      ...rowOf(checked.digest),
    },
    lists: lists.map(({ slug, name, language }) => ({ slug, name, language })),
    asOf: now.toISOString(),
    recipients,
    excluded,
    lastSend: last && { ...last, joined, left },
    isUnusual: isUnusual(recipients, last?.recipients ?? null),
    otherSends: otherSends.map(({ id, status, people }) => ({ id, status, people })),
    at: describeMoment(checked, now, sender.timezone),
    seconds: Math.ceil(Math.ceil(recipients / size) / rate),
    warmUp: foreseen.warmUp,
    warnings: [
      ...warnOfAudience({ recipients, ...excluded }, otherSends, input),
      ...warnOfLanguages(checked),
      ...foreseen.warnings.map((message) => ({ code: 'warm_up' as const, message })),
      ...checked.warnings.map(({ message, path }) => ({ code: 'check' as const, message, path })),
    ],
  };
}

/** As a row of an inbox shows it. */
function rowOf(digest: Digest) {
  const { subject, preheader, width } = inboxRow(digest);
  return { subject, preheader, subjectWidth: width };
}

/** True if somebody should look twice: it is the first send, or another order of size than the last. */
function isUnusual(recipients: number, last: number | null): boolean {
  return last === null || recipients > last * 2 || recipients * 2 < last;
}

function dueMoment({ schedule, holdSeconds }: CheckedSend, now: Date): Date {
  return schedule.scheduledAt ?? new Date(now.getTime() + (holdSeconds ?? 0) * 1000);
}

function describeMoment(checked: CheckedSend, now: Date, house: string) {
  const { schedule } = checked;
  const at = dueMoment(checked, now);
  if (schedule.localTime !== null) {
    return { utc: at.toISOString(), local: schedule.localTime, zone: 'recipient' };
  }
  const zone = schedule.timezone ?? house;
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
  return { utc: at.toISOString(), local: local.replace(' ', 'T'), zone };
}

function warnOfAudience(
  counts: AudienceCounts,
  others: readonly OtherSend[],
  input: SendInput,
): EstimateWarning[] {
  const warnings: EstimateWarning[] = [];
  if (counts.recipients === 0) {
    warnings.push({ code: nobodyCode(counts), message: describeNobody(counts) });
  } else if (counts.alreadySent + counts.inAnotherSend > 0) {
    warnings.push({ code: 'already_sent', message: describeReached(counts) });
  }
  for (const { id, status } of others) {
    if (status !== 'scheduled' && status !== 'planning') continue;
    const message = `Send ${id} of this digest is ${status}: whoever of these lists it reaches first gets nothing from this one.`;
    warnings.push({ code: 'waiting_send', message });
  }
  const { expectedRecipients: expected, tolerance = 0 } = input;
  if (expected !== undefined && Math.abs(counts.recipients - expected) > tolerance) {
    const message = `${describeUnexpected(counts.recipients, expected)} The send would not start.`;
    warnings.push({ code: 'unexpected_recipients', message });
  }
  return warnings;
}

function warnOfLanguages({ digest, lists }: CheckedSend): EstimateWarning[] {
  const primary = (tag: string) => tag.split('-')[0]?.toLowerCase();
  return lists.flatMap(({ slug, language }) =>
    language === null || primary(language) === primary(digest.language)
      ? []
      : [
          {
            code: 'language' as const,
            message: `The digest is in “${digest.language}”, the list “${slug}” in “${language}”.`,
          },
        ],
  );
}
