// What editors do with a send: estimate, create, pause, resume, cancel, retry.

import * as z from 'zod';
import { freezeSegment, SegmentChoice } from '../audience/segments/segments.ts';
import { AppError, type FieldError } from '../base/errors.ts';
import { newId, type SendId } from '../base/ids.ts';
import { TimeZone } from '../base/time-zone.ts';
import type { Database } from '../db/client.ts';
import { pagePath } from '../digest/edit.ts';
import { parseDigest } from '../digest/schema.ts';
import { readBrand } from './brand-queries.ts';
import { recipientZone, resolveSchedule } from './local-time.ts';
import type { Sender } from './plan.ts';
import { inspectDigest } from './preflight.ts';
import { readSend, type SendView } from './report.ts';
import { readSendRow } from './report-queries.ts';
import {
  changeStatus,
  closeCancelled,
  countAudience,
  findLists,
  keepPaused,
  lockSend,
  readDigestContent,
  type SendStatus,
} from './send-queries.ts';
import { insertSend, reopenTransient, updateSchedule } from './trigger-queries.ts';

/** One zone for everybody, or each reader's own. */
export const SendZone = z.union([z.literal(recipientZone), TimeZone]).meta({
  description:
    'An IANA time zone, or `recipient`: at the local time `scheduledAt` in the zone of each reader',
});

/** The body of POST /api/sends. */
export const SendInput = z.strictObject({
  digestId: z.uuid(),
  revision: z.int32().min(1),
  lists: z.array(z.string()).min(1).max(50),
  segment: SegmentChoice.optional().meta({
    description: 'The id of a saved segment, or a rule; frozen with the send',
  }),
  scheduledAt: z.string().optional().meta({
    description: 'ISO 8601; with an offset or Z, or local time together with `timezone`',
  }),
  timezone: SendZone.optional(),
  fallbackTimezone: TimeZone.optional().meta({
    description: 'For readers who said no time zone, with `recipient`; Asia/Tokyo if absent',
  }),
  expectedRecipients: z.int().min(0).optional().meta({
    description: 'Nothing starts (409) if the audience differs by more than `tolerance`',
  }),
  tolerance: z.int().min(0).optional(),
});
export type SendInput = z.infer<typeof SendInput>;

/** Who would get it now, and who of the chosen lists would not. */
export const EstimateView = z.object({
  recipients: z.int(),
  excluded: z.object({
    unconfirmed: z.int(),
    unsubscribed: z.int(),
    suppressed: z.int(),
    paused: z.int(),
    segment: z.int(),
    frequency: z.int().meta({
      description: 'Chose to get a list at most weekly or monthly, and had it lately',
    }),
  }),
});
export type EstimateView = z.infer<typeof EstimateView>;

/** The audience of the chosen lists at this moment; throws `invalid` for unknown lists. */
export async function estimateSend(db: Database, input: SendInput): Promise<EstimateView> {
  const lists = await requireLists(db, input.lists);
  const segment = input.segment === undefined ? null : await freezeSegment(db, input.segment);
  const { recipients, ...excluded } = await countAudience(db, lists, segment);
  return { recipients, excluded };
}

/**
 * Checks everything that could stop the send, then writes its row. The caller rings the plan; a
 * lost ring is made up for by the sweep. Throws `invalid` with every finding, or `conflict`. With
 * the `id` of a send that is there already it gives that one: an interrupted request, repeated.
 */
export async function createSend(
  db: Database,
  sender: Sender,
  input: SendInput,
  createdBy: string,
  now: Date,
  id: SendId = newId<SendId>(now),
): Promise<SendView> {
  if (await readSendRow(db, id)) return readSend(db, id);
  const listIds = await requireLists(db, input.lists);
  const segment = input.segment === undefined ? null : await freezeSegment(db, input.segment);
  const resolved = await resolveSchedule(db, input, listIds, now);
  if (resolved.kind === 'invalid') throw invalid([resolved.error]);
  await requireSendable(db, sender, input, listIds[0], now);
  if (input.expectedRecipients !== undefined) {
    const { recipients } = await countAudience(db, listIds, segment);
    if (Math.abs(recipients - input.expectedRecipients) > (input.tolerance ?? 0)) {
      throw new AppError(
        'conflict',
        `The audience is ${recipients} now, not ${input.expectedRecipients}. Nothing was started; look at the estimate and try again.`,
      );
    }
  }
  await insertSend(db, {
    id,
    digestId: input.digestId,
    revision: input.revision,
    listIds,
    segment,
    schedule: resolved.schedule,
    createdBy,
  });
  return readSend(db, id);
}

/** The body of PATCH /api/sends/:id. */
export const RescheduleInput = z.strictObject({
  scheduledAt: z.string(),
  timezone: SendZone.optional(),
  fallbackTimezone: TimeZone.optional(),
});
export type RescheduleInput = z.infer<typeof RescheduleInput>;

/** Moves a send that has not begun to another moment; throws `conflict` for any other. */
export async function rescheduleSend(
  db: Database,
  sendId: string,
  input: RescheduleInput,
  now: Date,
): Promise<SendView> {
  const send = await readSend(db, sendId);
  const listIds = await requireLists(db, send.lists);
  const resolved = await resolveSchedule(db, input, listIds, now);
  if (resolved.kind === 'invalid') throw invalid([resolved.error]);
  const moved = await updateSchedule(db, sendId, resolved.schedule);
  if (!moved) throw cannot(await readSend(db, sendId), 'rescheduled');
  return readSend(db, sendId);
}

/** Stops new calls within one batch, until a person resumes it. */
export async function pauseSend(db: Database, sendId: string): Promise<SendView> {
  await keepPaused(db, sendId, 'kept paused by an editor');
  return step(db, sendId, ['sending', 'scheduled'], {
    to: 'paused',
    why: 'paused by an editor',
    pauseReason: 'Paused by an editor.',
  });
}

/** Goes on where it stopped; one that was never planned is planned now. The caller rings. */
export async function resumeSend(db: Database, sendId: string): Promise<SendView> {
  const send = await readSend(db, sendId);
  const to = send.startedAt === null ? 'planning' : 'sending';
  return step(db, sendId, ['paused'], { to, why: 'resumed by an editor' });
}

/** Ends it: what was not handed over stays so for good. */
export async function cancelSend(db: Database, sendId: string): Promise<SendView> {
  const from: SendStatus[] = ['scheduled', 'planning', 'sending', 'paused'];
  await step(db, sendId, from, { to: 'cancelled', why: 'cancelled by an editor' });
  await closeCancelled(db, sendId);
  return readSend(db, sendId);
}

/** Tries recipients again whose refusal may pass; never unknown ones. The caller rings. */
export async function retrySend(db: Database, sendId: string): Promise<SendView> {
  const send = await readSend(db, sendId);
  await db.transaction(async (tx) => {
    const status = await lockSend(tx, sendId);
    if (status === null || !['sent', 'sending', 'paused'].includes(status)) {
      throw cannot(send, 'retried');
    }
    const reopened = await reopenTransient(tx, sendId);
    if (reopened === 0) {
      throw new AppError('conflict', 'No recipient was rejected for a reason that may pass.');
    }
    await changeStatus(tx, sendId, ['sent'], { to: 'sending', why: 'retried by an editor' });
  });
  return readSend(db, sendId);
}

async function step(
  db: Database,
  sendId: string,
  from: SendStatus[],
  change: { to: SendStatus; why: string; pauseReason?: string },
): Promise<SendView> {
  const moved = await changeStatus(db, sendId, from, change);
  const send = await readSend(db, sendId);
  if (!moved && send.status !== change.to) throw cannot(send, change.to);
  return send;
}

function cannot(send: SendView, wanted: string): AppError {
  return new AppError('conflict', `A send that is ${send.status} cannot be ${wanted}.`);
}

async function requireLists(db: Database, slugs: readonly string[]): Promise<number[]> {
  const unique = [...new Set(slugs)];
  const found = await findLists(db, unique);
  const missing = unique.filter((slug) => !found.some((list) => list.slug === slug));
  if (missing.length > 0) {
    throw invalid(
      missing.map((slug) => ({
        path: `lists.${slugs.indexOf(slug)}`,
        message: `There is no list “${slug}”. GET /api/lists names them.`,
      })),
    );
  }
  return unique.flatMap((slug) => found.filter((list) => list.slug === slug).map(({ id }) => id));
}

/** The preflight: whatever `GET /api/digests/:id/checks` calls an error stops the send. */
async function requireSendable(
  db: Database,
  sender: Sender,
  input: SendInput,
  firstList: number | undefined,
  now: Date,
): Promise<void> {
  const stored = await readDigestContent(db, input.digestId, input.revision);
  if (!stored) {
    const message = 'There is no such digest with such a revision.';
    throw invalid([{ path: 'digestId', message }]);
  }
  const parsed = parseDigest(stored.content);
  if (parsed.kind === 'invalid') throw invalid(parsed.errors);
  const brand = await readBrand(db, firstList === undefined ? undefined : { id: firstList });
  const page = pagePath(stored.slug, stored.key);
  const digest = { content: parsed.digest, page, sendId: input.digestId, brand };
  const { errors } = await inspectDigest(sender, digest, now);
  if (errors.length > 0) throw invalid(errors);
}

function invalid(errors: readonly FieldError[]): AppError {
  const plain = errors.map(({ path, message }) => ({ path, message }));
  return new AppError('invalid', 'The send cannot start; see errors.', { errors: plain });
}
