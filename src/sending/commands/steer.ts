// What editors do with a send that is there: pause, resume, cancel, retry.

import * as z from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { activeSendStates } from '../../db/schema/states.ts';
import { expectClosely } from '../planning/expectation.ts';
import { closeCancelledSends, lockDigest } from '../planning/once-queries.ts';
import { readSend } from '../report/report.ts';
import type { SendView } from '../report/send-view.ts';
import { changeStatus, closeCancelled, keepPaused, lockSend } from '../send-queries.ts';
import { reopenTransient, resumePaused } from './command-queries.ts';

/** Stops new calls within one batch, until a person resumes it. What was being planned is not. */
export async function pauseSend(db: Database, sendId: string): Promise<SendView> {
  await keepPaused(db, sendId, 'kept paused by an editor');
  const moved = await changeStatus(db, sendId, ['sending', 'planning', 'scheduled'], {
    to: 'paused',
    why: 'paused by an editor',
    pauseReason: 'Paused by an editor.',
  });
  const send = await readSend(db, sendId);
  if (!moved && send.status !== 'paused') throw cannot(send, 'paused');
  return send;
}

/** The body of POST /api/sends/:id/resume; it may be left away. */
export const ResumeInput = z.strictObject({
  missed: z.literal('send_now').optional().meta({
    description: 'For a send whose scheduled time passed before it began: send it now',
  }),
  expectedRecipients: z.int().min(0).optional().meta({
    description:
      'How many people it shall be sent to, give or take `tolerance`, if it has not begun. Needed, and enough, where it paused because the audience was not the expected one',
  }),
  tolerance: z.int().min(0).optional().meta({ description: '0 if absent' }),
});
export type ResumeInput = z.infer<typeof ResumeInput>;

/**
 * Back to where the send came from: on where it stopped, or waiting for its moment. One whose moment
 * has passed before it began goes on only by `missed`: `missed_schedule` otherwise; one that stopped for
 * its number of readers only by another: `unexpected_recipients` otherwise. The caller enqueues.
 */
export async function resumeSend(
  db: Database,
  sendId: string,
  input: ResumeInput = {},
): Promise<SendView> {
  const { missed, expectedRecipients: expected, tolerance } = input;
  const expectation = expected === undefined ? null : expectClosely(expected, tolerance);
  const wish = { sendNow: missed === 'send_now', expectation };
  const resumed = await resumePaused(db, sendId, wish);
  const send = await readSend(db, sendId);
  if (resumed === 'missed') {
    throw new AppError(
      'missed_schedule',
      `It was due at ${send.scheduledAt} and has not begun. Say {"missed": "send_now"} to send it now, reschedule it, or cancel it.`,
    );
  }
  if (resumed === 'unexpected') {
    throw new AppError('unexpected_recipients', send.pauseReason ?? '');
  }
  const isGoingOn = send.status === 'sending' || send.status === 'planning';
  if (resumed === null && !isGoingOn) throw cannot(send, 'resumed');
  return send;
}

/** Ends it: what was not handed over stays so for good. */
export async function cancelSend(db: Database, sendId: string): Promise<SendView> {
  const change = { to: 'cancelled', why: 'cancelled by an editor' } as const;
  const moved = await changeStatus(db, sendId, activeSendStates, change);
  const send = await readSend(db, sendId);
  if (!moved && send.status !== 'cancelled') throw cannot(send, 'cancelled');
  await closeCancelled(db, sendId);
  return readSend(db, sendId);
}

/**
 * Tries recipients again whose refusal may pass; never unknown ones, nor whom another send of the
 * digest reached or may reach meanwhile: they are skipped, as `already_sent`. The caller enqueues.
 */
export async function retrySend(db: Database, sendId: string): Promise<SendView> {
  const send = await readSend(db, sendId);
  await db.transaction(async (tx) => {
    await lockDigest(tx, send.digestId);
    const status = await lockSend(tx, sendId);
    if (status === null || !['sent', 'sending', 'paused'].includes(status)) {
      throw cannot(send, 'retried');
    }
    // So that claims in flight of sends just cancelled are seen, too.
    await closeCancelledSends(tx, send.digestId);
    const reopened = await reopenTransient(tx, { id: sendId, digestId: send.digestId });
    if (reopened === 0) {
      throw new AppError('conflict', 'No recipient was rejected for a reason that may pass.');
    }
    await changeStatus(tx, sendId, ['sent'], { to: 'sending', why: 'retried by an editor' });
  });
  return readSend(db, sendId);
}

function cannot(send: SendView, done: string): AppError {
  return new AppError('conflict', `A send that is ${send.status} cannot be ${done}.`);
}
