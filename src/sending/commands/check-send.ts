// What a send must be before it starts: its body, and every check that stops it.

import * as z from 'zod';
import { selectListsBySlug } from '../../audience/lists/queries.ts';
import type { FrozenSegment } from '../../audience/segments/schema.ts';
import { freezeSegment, SegmentChoice } from '../../audience/segments/segments.ts';
import { AppError, type FieldError } from '../../base/errors.ts';
import { TimeZone } from '../../base/time-zone.ts';
import type { Database } from '../../db/client.ts';
import type { Check } from '../../digest/checks/checks.ts';
import { pagePath } from '../../digest/identity.ts';
import { readDigestContent } from '../../digest/queries.ts';
import { type Digest, parseDigest } from '../../digest/schema.ts';
import { type Look, readLook } from '../../render/brand-queries.ts';
import { type Sender, senderOfList } from '../../render/sender.ts';
import { WarmUp } from '../ladder.ts';
import type { Asking } from '../planning/once-queries.ts';
import { recipientZone, resolveSchedule, type SendSchedule } from '../planning/schedule.ts';
import type { ListFacts } from '../send-queries.ts';
import { inspectDigest, type VettedSender } from './preflight.ts';

/** One zone for everybody, or each reader's own. */
export const SendZone = z
  .union([z.literal(recipientZone), TimeZone], {
    // What is wrong with it as a zone says more than that it is neither.
    error: ({ errors }) =>
      z
        .array(z.array(z.object({ message: z.string() })))
        .parse(errors)
        .at(-1)?.[0]?.message,
  })
  .meta({
    description:
      'An IANA time zone, or `recipient`: at the local time `scheduledAt` in the zone of each reader',
  });

/** The body of POST /api/sends. */
export const SendInput = z.strictObject({
  digestId: z.uuid(),
  revision: z.int32().min(1),
  lists: z.array(z.string()).min(1).max(50),
  segment: SegmentChoice.optional().meta({
    description: 'The id of a saved segment, or a rule; fixed when the send is created',
  }),
  again: z.boolean().optional().meta({
    description:
      'True: people who already have this digest get it again. Whoever will get it by another send still gets it by that one alone',
  }),
  scheduledAt: z.string().optional().meta({
    description: 'ISO 8601; with an offset or Z, or local time together with `timezone`',
  }),
  timezone: SendZone.optional(),
  fallbackTimezone: TimeZone.optional().meta({
    description:
      'For readers without a time zone, with `recipient`; `TIMEZONE` of the worker if absent',
  }),
  holdSeconds: z.int().min(0).max(3600).optional().meta({
    description:
      'Without `scheduledAt`: it waits so long, `scheduled`, and can still be cancelled; then it starts by itself. 0 or absent: it starts at once',
  }),
  warmUp: WarmUp.optional().meta({
    description:
      'Warms up the From domain: each day mails at most as many people as Resend advises, and the rest waits for the next day at the same hour. `new_domain`: 150, 250, 400, 700, 1,000, 1,500, 2,000; `known_domain`, which was at home elsewhere: 1,000, 2,500, 5,000, 5,000, 7,500, 7,500, 10,000; then no cap. Sends with a warm-up share the days of the domain',
  }),
  expectedRecipients: z.int().min(0).optional().meta({
    description:
      'The number that whoever triggers it was shown. If the audience differs by more than `tolerance`, nothing starts (409 `unexpected_recipients`); if it does when its mail is prepared, it pauses and mails nobody. Who left in the last hour, or since, is never missed. A send with `scheduledAt` pauses only below half of the number or above twice',
  }),
  tolerance: z.int().min(0).optional().meta({
    description:
      'By how many people the audience may differ from `expectedRecipients`; 0 if absent',
  }),
});
export type SendInput = z.infer<typeof SendInput>;

/** A send that could start. */
export interface CheckedSend {
  asking: Asking;
  /** Of the first list, whose mail it is. */
  sender: Sender;
  digest: Digest;
  lists: ListFacts[];
  segment: FrozenSegment | null;
  schedule: SendSchedule;
  /** Null: it starts at its moment, or at once. */
  holdSeconds: number | null;
  warnings: Check[];
}

/** Checks everything but the audience; throws `invalid` with what must be mended. */
export async function checkSend(
  db: Database,
  sender: VettedSender,
  input: SendInput,
  now: Date,
): Promise<CheckedSend> {
  const lists = await requireLists(db, input.lists);
  const ids = lists.map(({ id }) => id);
  const segment = input.segment === undefined ? null : await freezeSegment(db, input.segment);
  const resolved = await resolveSchedule(db, input, ids, sender.timezone, now);
  if (resolved.kind === 'invalid') throw cannotStart([resolved.error]);
  const holdSeconds = input.holdSeconds || null;
  if (holdSeconds !== null && resolved.schedule.scheduledAt !== null) {
    const message = 'Only for a send without `scheduledAt`, which waits anyway.';
    throw cannotStart([{ path: 'holdSeconds', message }]);
  }
  const { digest, look, warnings } = await requireSendable(db, sender, input, ids[0], now);
  const asking = { digestId: input.digestId, again: input.again ?? false };
  const { schedule } = resolved;
  const ofList = senderOfList(sender, look);
  return { asking, sender: ofList, digest, lists, segment, schedule, holdSeconds, warnings };
}

/** The lists of these slugs in their order, each once; throws `invalid` for unknown ones. */
export async function requireLists(db: Database, slugs: readonly string[]): Promise<ListFacts[]> {
  const unique = [...new Set(slugs)];
  const found = await selectListsBySlug(db, unique);
  const missing = unique.filter((slug) => !found.some((list) => list.slug === slug));
  if (missing.length > 0) {
    throw cannotStart(
      missing.map((slug) => ({
        path: `lists.${slugs.indexOf(slug)}`,
        message: `There is no list “${slug}”. GET /api/lists names them.`,
      })),
    );
  }
  return unique.flatMap((slug) => found.filter((list) => list.slug === slug));
}

/** The preflight: whatever `GET /api/digests/:id/checks` calls an error stops the send. */
export async function requireSendable(
  db: Database,
  sender: VettedSender,
  { digestId, revision }: { digestId: string; revision: number },
  firstList: number | undefined,
  now: Date,
): Promise<{ digest: Digest; look: Look; warnings: Check[] }> {
  const stored = await readDigestContent(db, digestId, revision);
  if (!stored) {
    const message = 'There is no such digest with such a revision.';
    throw cannotStart([{ path: 'digestId', message }]);
  }
  const parsed = parseDigest(stored.content);
  if (parsed.kind === 'invalid') throw cannotStart(parsed.errors);
  const look = await readLook(db, firstList === undefined ? undefined : { id: firstList });
  const content = parsed.digest;
  const page = pagePath(stored.slug, stored.key);
  const digest = { content, page, sendId: digestId, ...look };
  const { errors, warnings } = await inspectDigest(sender, digest, now);
  if (errors.length > 0) throw cannotStart(errors);
  return { digest: content, look, warnings };
}

/** `invalid`, with what stands against the send. */
export function cannotStart(errors: readonly FieldError[]): AppError {
  const plain = errors.map(({ path, message }) => ({ path, message }));
  return new AppError('invalid', 'The send cannot start; see errors.', { errors: plain });
}
