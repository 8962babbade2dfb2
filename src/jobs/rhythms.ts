// The work of a rhythm: its runs go on, and its moment is looked at. Asking and sending are other rooms' verbs.

import { writeAct } from '../access/audit/audit.ts';
import { maySendStill } from '../access/authority-queries.ts';
import { AppError } from '../base/errors.ts';
import { type EmailId, newId, type SendId } from '../base/ids.ts';
import { type Queryable, sqlState } from '../db/client.ts';
import { insertReminder } from '../editing/approvals/approval-queries.ts';
import { askApproval } from '../editing/approvals/approvals.ts';
import { formatMoment } from '../http/console/ui/moment.tsx';
import { beginDue } from '../proposals/rhythms/begin.ts';
import { advanceRun, type RunDoors } from '../proposals/runs/advance.ts';
import { staleAt } from '../proposals/runs/decide.ts';
import { type OpenRun, selectOpenRuns } from '../proposals/runs/queries.ts';
import type { SendInput } from '../sending/commands/check-send.ts';
import { createSend } from '../sending/commands/create.ts';
import { estimateSend } from '../sending/commands/estimate.ts';
import { type Deps, vettedSender } from '../wiring.ts';
import { wordsFor } from '../words/words.ts';
import { enqueueEmails, enqueueNext, enqueueProposal, enqueueRhythm } from './enqueue.ts';

/** Safe to call any number of times, by any number of workers, and to be cut off anywhere. */
export async function workRhythm(deps: Deps, rhythmId: string): Promise<void> {
  const { db, env, clock } = deps;
  const doors = runDoors(deps);
  const failed: unknown[] = [];
  for (const { id } of await selectOpenRuns(db, rhythmId)) {
    await advanceRun(doors, id, clock()).catch((error: unknown) => failed.push(error));
  }
  const { proposalId, isMore } = await beginDue(db, rhythmId, clock(), env.TIMEZONE);
  if (proposalId !== null) await enqueueProposal(deps, proposalId);
  if (isMore) await enqueueRhythm(deps, rhythmId);
  // One run that cannot go on keeps neither the others nor the next hour; its message is tried again.
  if (failed.length > 0) throw failed[0];
}

function runDoors(deps: Deps): RunDoors {
  const { db, env } = deps;
  const enqueueEmail = (id: string) => enqueueEmails(deps, [id]);
  return {
    db,
    zone: env.TIMEZONE,
    enqueueEmail,
    countReaders: async (run) => {
      const order = orderOf(deps, run);
      const sender = await vettedSender(deps);
      const patient = deps.patient('report');
      const found = await estimateSend(patient, sender, order, deps.clock(), env.RATE);
      return found.recipients;
    },
    ask: (run, readers) => ask(deps, run, readers),
    remind: (tx, run) => {
      const { language, headline, askedId, expectedReaders } = run;
      const { again } = wordsFor(language).proposal.rhythm;
      const note = `${again} ${writeNote(deps, run, expectedReaders ?? 0)}`;
      const email = { id: newId<EmailId>(), language, note, headline: headline ?? '' };
      return insertReminder(tx, askedId ?? '', email);
    },
    send: (run) => send(deps, run),
  };
}

/** Asked before under this number, by whoever was cut off then: it was asked. */
async function ask(deps: Deps, run: OpenRun, readers: number): Promise<void> {
  const { language, savedBy, approver, revision } = run;
  if (approver === '') {
    throw new AppError(
      'invalid',
      'Whoever was to be asked is no editor any more: name somebody else.',
    );
  }
  const input = { to: approver, revision: revision ?? 1, note: writeNote(deps, run, readers) };
  const by = { id: savedBy, language, newId: run.approvalId ?? '', startsSend: true };
  const post = { db: deps.db, enqueueEmail: (id: string) => enqueueEmails(deps, [id]) };
  try {
    await askApproval(post, run.digestId ?? '', input, by);
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) throw error;
  }
}

const uniqueViolation = '23505';

function writeNote({ env, clock }: Deps, run: OpenRun, readers: number): string {
  const { language } = run;
  const words = wordsFor(language).proposal.rhythm;
  const zone = run.timezone ?? env.TIMEZONE;
  const count = new Intl.NumberFormat(language).format(readers);
  const until = formatMoment(staleAt(run), zone, language);
  return isBefore(run, clock())
    ? words.at(run.rhythm, run.listName, count, until, formatMoment(run.dueAt, zone, language))
    : words.now(run.rhythm, run.listName, count, until);
}

/** By the word of who saved the rhythm, who must be allowed to send still; the audit log names the answer. */
async function send(deps: Deps, run: OpenRun): Promise<void> {
  const { clock } = deps;
  if (!(await maySendStill(deps.db, run.savedBy))) {
    throw new AppError(
      'forbidden',
      'Whoever saved this rhythm last may not send any more: somebody who may must save it.',
    );
  }
  const expected = run.expectedReaders ?? 0;
  const order = {
    ...orderOf(deps, run),
    expectedRecipients: expected,
    tolerance: Math.max(5, Math.ceil(expected / 2)),
  };
  const sender = await vettedSender(deps);
  const id = run.sendId as SendId;
  const patient = deps.patient('report');
  const by = { kind: 'link', id: run.askedId ?? run.id } as const;
  const act = { by, action: 'postSends', target: `/api/sends/${id}`, network: null, browser: '' };
  const note = (tx: Queryable) => writeAct(tx, act, clock());
  const started = await createSend(patient, sender, order, run.savedBy, clock(), id, note);
  await enqueueNext(deps, started);
}

/** Answered before the hour, it goes out at the hour. */
function orderOf({ clock }: Deps, run: OpenRun): SendInput {
  const { digestId, revision, list, dueAt } = run;
  const what = { digestId: digestId ?? '', revision: revision ?? 1, lists: [list] };
  return isBefore(run, clock()) ? { ...what, scheduledAt: dueAt.toISOString() } : what;
}

/** More than a minute: what is nearer goes out at once. */
function isBefore({ dueAt }: Pick<OpenRun, 'dueAt'>, now: Date): boolean {
  return dueAt.getTime() - now.getTime() > 60_000;
}
