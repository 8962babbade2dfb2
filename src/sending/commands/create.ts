// An editor triggers a send, or changes one that waits.

import * as z from 'zod';
import { AppError } from '../../base/errors.ts';
import { newId, type SendId } from '../../base/ids.ts';
import { TimeZone } from '../../base/time-zone.ts';
import { type Database, type Queryable, sqlState } from '../../db/client.ts';
import { type AudienceOf, countAudience, hasAudience } from '../planning/audience-queries.ts';
import {
  describeUnexpected,
  type Expectation,
  expectClosely,
  expectRoughly,
  isExpected,
} from '../planning/expectation.ts';
import { describeNobody, nobodyCode } from '../planning/nobody.ts';
import { lockDigestSoon } from '../planning/once-queries.ts';
import { resolveSchedule } from '../planning/schedule.ts';
import { readSend } from '../report/report.ts';
import { readSendRow } from '../report/report-queries.ts';
import type { SendView } from '../report/send-view.ts';
import {
  type CheckedSend,
  cannotStart,
  checkSend,
  requireLists,
  requireSendable,
  type SendInput,
  SendZone,
} from './check-send.ts';
import { findTwin, insertSend, type NewSend, updateWaiting } from './command-queries.ts';
import type { VettedSender } from './preflight.ts';

/**
 * Checks everything that could stop the send, then writes its row. The caller enqueues
 * what follows; a lost message is made up for by the sweep. With the `id` of a send that is there already
 * it gives that one: an interrupted request, repeated. What `note` writes stands with the row, or not at all.
 *
 * Throws `invalid` with every finding, `already_sent` or `empty_audience` if nobody would be mailed,
 * `unexpected_recipients` if they are not as many as was expected, and `conflict` if another send does
 * exactly this, or, with `retry-after`, while another send of the digest is being planned.
 */
export async function createSend(
  db: Database,
  sender: VettedSender,
  input: SendInput,
  createdBy: string,
  now: Date,
  id: SendId = newId<SendId>(now),
  note: (tx: Queryable) => Promise<void> = async () => {},
): Promise<SendView> {
  if (await readSendRow(db, id)) return readSend(db, id);
  const checked = await checkSend(db, sender, input, now);
  const { asking, segment, schedule, holdSeconds } = checked;
  const listIds = checked.lists.map((list) => list.id);
  const { digestId, revision } = input;
  const { again } = asking;
  const warmUp = input.warmUp ?? null;
  const what = { id, digestId, revision, listIds, segment };
  const expectation = expectationOf(input);
  const send: NewSend = { ...what, schedule, holdSeconds, expectation, again, warmUp, createdBy };
  await db
    .transaction(async (tx) => {
      await lockDigestSoon(tx, digestId);
      await requireNoTwin(tx, send);
      await requireAudience(tx, input, checked, listIds);
      await insertSend(tx, send);
      await note(tx);
    })
    .catch((error: unknown) => {
      if (sqlState(error) !== lockNotAvailable) throw error;
      const detail = 'Another send of this digest is being planned. Ask again in a moment.';
      throw new AppError('conflict', detail, { headers: { 'retry-after': '2' } });
    });
  return readSend(db, id);
}

const lockNotAvailable = '55P03';

/** Two who press at once: the second is told of the first's send. */
async function requireNoTwin(tx: Queryable, send: NewSend): Promise<void> {
  const twin = await findTwin(tx, send);
  if (twin === null) return;
  throw new AppError(
    'conflict',
    `Send ${twin.id} does exactly this and is ${twin.status}: nothing was started. Change or cancel that one if you want something else.`,
  );
}

/** What the plan will hold the audience to. */
function expectationOf(input: SendInput): Expectation | null {
  const { expectedRecipients: expected, tolerance, scheduledAt } = input;
  if (expected === undefined) return null;
  return scheduledAt === undefined ? expectClosely(expected, tolerance) : expectRoughly(expected);
}

async function requireAudience(
  tx: Queryable,
  input: SendInput,
  { asking, segment }: CheckedSend,
  listIds: readonly number[],
): Promise<void> {
  const { expectedRecipients: expected, tolerance } = input;
  const audience: AudienceOf = { listIds, segment };
  const isAnybodyLeft = await hasAudience(tx, asking, audience);
  if (isAnybodyLeft && expected === undefined) return;
  const { otherSends, ...counts } = await countAudience(tx, asking, audience);
  if (!isAnybodyLeft) {
    const since = otherSends.flatMap(({ startedAt }) => startedAt ?? []).sort()[0] ?? null;
    throw new AppError(nobodyCode(counts), `${describeNobody(counts, since)} Nothing was started.`);
  }
  const found = counts.recipients;
  if (expected === undefined) return;
  if (await isExpected(tx, found, expectClosely(expected, tolerance), audience, null)) return;
  throw new AppError(
    'unexpected_recipients',
    `${describeUnexpected(found, expected)} Nothing was started; look at the estimate and try again.`,
  );
}

/** The body of PATCH /api/sends/:id: another moment, another revision, or both. */
export const SendChange = z
  .strictObject({
    revision: z.int32().min(1).optional().meta({
      description: 'Send this revision of the digest instead',
    }),
    scheduledAt: z.string().optional(),
    timezone: SendZone.optional(),
    fallbackTimezone: TimeZone.optional(),
  })
  .refine((change) => change.revision !== undefined || change.scheduledAt !== undefined, {
    error: 'Say `scheduledAt`, `revision`, or both',
  });
export type SendChange = z.infer<typeof SendChange>;

/**
 * Moves a send that has not begun to another moment or revision; throws `conflict` for any other.
 * One that missed its moment, or was paused, waits for the new moment; a new revision alone leaves it
 * as it stands.
 */
export async function changeSend(
  db: Database,
  sender: VettedSender,
  sendId: string,
  change: SendChange,
  now: Date,
): Promise<SendView> {
  const send = await readSend(db, sendId);
  const listIds = (await requireLists(db, send.lists)).map((list) => list.id);
  let schedule = null;
  if (change.scheduledAt !== undefined) {
    const resolved = await resolveSchedule(db, change, listIds, sender.timezone, now);
    if (resolved.kind === 'invalid') throw cannotStart([resolved.error]);
    schedule = resolved.schedule;
  } else if (change.timezone !== undefined || change.fallbackTimezone !== undefined) {
    throw cannotStart([{ path: 'scheduledAt', message: 'Needed together with a time zone.' }]);
  }
  const revision = change.revision ?? send.revision;
  await requireSendable(db, sender, { digestId: send.digestId, revision }, listIds[0], now);
  if (!(await updateWaiting(db, sendId, { schedule, revision }))) {
    const { status } = await readSend(db, sendId);
    throw new AppError(
      'conflict',
      `A send that is ${status}${send.startedAt === null ? '' : ' and has begun'} cannot be changed.`,
    );
  }
  return readSend(db, sendId);
}
