// A run on its way, step by step: each may be cut off anywhere and is taken again.

import { AppError } from '../../base/errors.ts';
import { type DigestId, newId } from '../../base/ids.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { makeDigest } from '../commands/make-digest.ts';
import { releaseProposal } from '../stories/ledger-queries.ts';
import { decideRun, type RunFacts, type RunStep } from './decide.ts';
import { lockRun, type OpenRun, updateRun } from './queries.ts';
import { wasToldBefore } from './told.ts';
import { type RunWhy, readWhy } from './why.ts';

/** What a run needs of rooms that know nothing of rhythms. */
export interface RunDoors {
  db: Database;
  /** Of lists that name none. */
  zone: string;
  /** How many readers would get the digest now. Throws AppError if it cannot be sent at all. */
  countReaders(run: OpenRun): Promise<number>;
  /** Mails the question with its link, once for `approvalId`. Throws AppError if it cannot. */
  ask(run: OpenRun, readers: number): Promise<void>;
  /** Writes the mail that asks once more, in the caller's transaction; its id, null if nobody waits for an answer. */
  remind(tx: Queryable, run: OpenRun): Promise<string | null>;
  enqueueEmail(id: string): Promise<void>;
  /** Starts the send with the id `sendId`, once. Throws AppError if it cannot. */
  send(run: OpenRun): Promise<void>;
}

/** More than any run needs from its proposal to its send. */
const mostSteps = 8;

/** Takes every step that can be taken now. `now` is the rhythms' clock. Safe to call any number of times. */
export async function advanceRun(doors: RunDoors, id: string, now: Date): Promise<void> {
  for (let n = 0; n < mostSteps; n += 1) {
    const { run, step } = await doors.db.transaction((tx) => takeStep(tx, id, now));
    if (run === null || !(await followStep(doors, run, step, now))) return;
  }
}

type Taken = { run: OpenRun; step: RunStep } | { run: null; step: null };

/** What needs nothing but our own tables is done with the decision, in one transaction. */
async function takeStep(tx: Queryable, id: string, now: Date): Promise<Taken> {
  const run = await lockRun(tx, id);
  if (run === null) return { run: null, step: null };
  const step = decideRun(factsOf(run, now), now);
  switch (step.kind) {
    case 'note_revision':
      await updateRun(tx, id, { revision: run.revision, revisedAt: now, approvalId: newId(now) });
      break;
    case 'note_sending':
      await updateRun(tx, id, {
        state: 'sending',
        why: null,
        sendId: run.startedId ?? run.sendId,
      });
      break;
    case 'end':
      await updateRun(tx, id, { state: step.state, why: step.why, endedAt: now });
      if (step.state !== 'sent' && run.proposalId) await releaseProposal(tx, run.proposalId);
      break;
  }
  return { run, step };
}

/** What goes through a door. False: nothing more can be done now. */
async function followStep(
  doors: RunDoors,
  run: OpenRun,
  step: RunStep,
  now: Date,
): Promise<boolean> {
  const { db } = doors;
  switch (step.kind) {
    case 'wait':
    case 'end':
      return false;
    case 'make_digest':
      return makeItsDigest(doors, run);
    case 'ask':
      return orNote(db, run, 'not_asked', async () => {
        const expectedReaders = await doors.countReaders(run);
        await updateRun(db, run.id, { expectedReaders });
        await doors.ask(run, expectedReaders);
        await updateRun(db, run.id, { askedAt: now, nudgedAt: null, why: null });
      });
    case 'nudge':
      await remindOnce(doors, run, now);
      return true;
    case 'send':
      if (await wasToldBefore(db, run)) {
        await note(db, run, { code: 'told_before' });
        return false;
      }
      return orNote(db, run, 'not_sent', () => doors.send(run));
    default:
      return true;
  }
}

async function remindOnce({ db, ...doors }: RunDoors, run: OpenRun, now: Date): Promise<void> {
  const emailId = await db.transaction(async (tx) => {
    const still = await lockRun(tx, run.id);
    if (still === null || still.nudgedAt !== null) return null;
    await updateRun(tx, run.id, { nudgedAt: now });
    return doors.remind(tx, run);
  });
  if (emailId !== null) await doors.enqueueEmail(emailId);
}

async function makeItsDigest({ db, zone }: RunDoors, run: OpenRun): Promise<boolean> {
  const by = { newId: () => newId<DigestId>(), by: run.savedBy, zone: run.timezone ?? zone };
  const { id } = await makeDigest(db, run.proposalId ?? '', by);
  await updateRun(db, run.id, { state: 'waiting', digestId: id });
  return true;
}

/** What a door refuses stands on the line, and is tried again at the next look. */
async function orNote(
  db: Database,
  run: OpenRun,
  code: 'not_asked' | 'not_sent',
  act: () => Promise<void>,
): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const said =
      error.errors.length > 0
        ? error.errors.map(({ message }) => message).join(' ')
        : error.message;
    await note(db, run, { code, said });
    return false;
  }
}

async function note(db: Database, run: OpenRun, why: RunWhy): Promise<void> {
  await updateRun(db, run.id, { why });
}

function factsOf(run: OpenRun, now: Date): RunFacts {
  const isNewRevision = run.revision !== run.seenRevision;
  const { proposal, made, answer, askedAt, revisedAt } = run;
  return {
    ...run,
    proposal: proposal === null ? null : { status: proposal, sections: made },
    digest: run.revision === null ? null : { isNewRevision, changedAt: revisedAt ?? now },
    approval:
      answer === null
        ? null
        : { askedAt: askedAt ?? now, answer: answer === 'asked' ? null : answer },
    send: run.send === null ? null : { status: run.send },
    trouble: readWhy(run.why),
  };
}
