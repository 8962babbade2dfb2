// The beginning of a run: a moment has come, or somebody asks for one now.

import { AppError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { insertProposal } from '../making/queries.ts';
import {
  deleteLinesAhead,
  insertLines,
  insertRun,
  type NewRun,
  updateRun,
} from '../runs/queries.ts';
import { findFree, holdAddresses } from '../stories/ledger.ts';
import { type After, type Candidate, isNewsHeld, selectCandidates } from './candidate-queries.ts';
import { findDue } from './due.ts';
import { nextMoments, RhythmWhen } from './moments.ts';
import { lockRhythm, type RhythmRow, updateRhythm } from './queries.ts';

/** What was begun: the caller enqueues `proposal` for it. `isMore`: look again. */
export interface Begun {
  proposalId: string | null;
  isMore: boolean;
}

const nothingBegun: Begun = { proposalId: null, isMore: false };

/**
 * Looks at the clock for one rhythm: each moment that has come gets its line, and one of them runs. In one
 * transaction, so that it is done as a whole, once, however often it is repeated. `zone`: of lists that name none.
 */
export async function beginDue(
  db: Database,
  rhythmId: string,
  now: Date,
  zone: string,
): Promise<Begun> {
  return db.transaction(async (tx) => {
    const rhythm = await lockRhythm(tx, rhythmId);
    if (rhythm === null || rhythm.isPaused) return nothingBegun;
    const from = await findStart(tx, rhythm, now, zone);
    if (from === null) return nothingBegun;
    const when = RhythmWhen.parse(rhythm.schedule);
    const due = findDue({ ...rhythm, when, zone: rhythm.timezone ?? zone }, from, now);
    const missed = due.missed.map((dueAt) => endedLine(rhythm, dueAt, now));
    await insertLines(tx, missed);
    await updateRhythm(tx, rhythmId, { nextAt: due.nextAt });
    const proposalId = due.run === null ? null : await beginRun(tx, rhythm, due.run, now);
    return { proposalId, isMore: due.isMore };
  });
}

/**
 * A run that somebody asks for, whatever the clock says. With the id of one that was begun it begins nothing.
 * Throws `not_found`.
 */
export async function beginByHand(
  db: Database,
  rhythmId: string,
  id: string,
  now: Date,
): Promise<string | null> {
  return db.transaction(async (tx) => {
    const rhythm = await lockRhythm(tx, rhythmId);
    if (rhythm === null) throw new AppError('not_found', 'There is no rhythm with this id.');
    return beginRun(tx, rhythm, now, now, id);
  });
}

/** Where to look from; lines that a clock wrote that ran ahead are taken back first. */
async function findStart(
  tx: Queryable,
  rhythm: RhythmRow,
  now: Date,
  zone: string,
): Promise<Date | null> {
  const reach = new Date(now.getTime() + (rhythm.leadMinutes + 1) * 60_000);
  if (!(await deleteLinesAhead(tx, rhythm.id, reach))) return rhythm.nextAt;
  const when = RhythmWhen.parse(rhythm.schedule);
  return nextMoments(when, rhythm.timezone ?? zone, now, 1)[0] ?? null;
}

function endedLine(rhythm: RhythmRow, dueAt: Date, now: Date): NewRun {
  const why = { code: 'late' };
  const line = { rhythmId: rhythm.id, dueAt, state: 'missed' as const, why };
  return { id: newId(now), sendId: newId(now), begunAt: now, endedAt: now, ...line };
}

/** The proposal that was started; null if there is nothing to make one from, or the moment has its line. */
async function beginRun(
  tx: Queryable,
  rhythm: RhythmRow,
  dueAt: Date,
  now: Date,
  handId?: string,
): Promise<string | null> {
  const { minimum, listId, language } = rhythm;
  const id = handId ?? newId(now);
  const line = { rhythmId: rhythm.id, dueAt, byHand: handId !== undefined, begunAt: now };
  const isFirst = await insertRun(tx, { id, sendId: newId(now), state: 'making', ...line });
  if (!isFirst) return null;
  const chosen = await choose(tx, rhythm);
  if (chosen.length < minimum) {
    const why = { code: await nameLack(tx, rhythm, chosen), found: chosen.length, minimum };
    await updateRun(tx, id, { state: 'nothing', why, endedAt: now });
    return null;
  }
  const proposalId = newId(now);
  const sources = chosen.map(({ url }) => ({ url, givenTitle: null, givenText: null }));
  const proposal = { id: proposalId, language, listId, createdBy: rhythm.savedBy, byRule: true };
  await insertProposal(tx, proposal, sources);
  await updateRun(tx, id, { proposalId });
  const held = chosen.map(({ address }, source) => ({ source, address }));
  await holdAddresses(tx, listId, proposalId, held);
  return proposalId;
}

async function nameLack(tx: Queryable, rhythm: RhythmRow, chosen: readonly Candidate[]) {
  if (chosen.length > 0) return 'few_found';
  return (await isNewsHeld(tx, rhythm)) ? 'all_held' : 'none_found';
}

const pageSize = 100;

/** As many as a digest of it holds, the oldest first; nobody else can choose them until this is over. */
async function choose(tx: Queryable, rhythm: RhythmRow): Promise<Candidate[]> {
  const chosen: Candidate[] = [];
  for (let after: After | null = null; ; ) {
    const page: Candidate[] = await selectCandidates(tx, rhythm, after, pageSize);
    const addresses = page.map(({ address }) => address);
    const free = await findFree(tx, rhythm.listId, addresses);
    chosen.push(...page.filter(({ address }) => free.has(address)));
    after = page.at(-1) ?? null;
    if (chosen.length >= rhythm.sections || page.length < pageSize) {
      return chosen.slice(0, rhythm.sections);
    }
  }
}
