// The lines of a rhythm: what became of each of its moments.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { openRunStates } from '../../db/schema/states.ts';
import { staleAt } from '../runs/decide.ts';
import { type StoredRun, selectHeadlines, selectRun, selectRuns } from '../runs/queries.ts';
import { explainWhy, readWhy } from '../runs/why.ts';
import { type RhythmRow, selectRhythm } from './queries.ts';
import type { RunView } from './schema.ts';

const runCursor = defineCursor('rhythm runs', z.iso.datetime());

/** The newest moment first. Throws `not_found`. */
export async function listRuns(
  db: Database,
  rhythmId: string,
  query: PageQuery,
): Promise<Page<RunView>> {
  const rhythm = await selectRhythm(db, rhythmId);
  if (rhythm === null) throw new AppError('not_found', 'There is no rhythm with this id.');
  const before = runCursor.decode(query.cursor);
  const views = await viewRuns(
    db,
    rhythm,
    before === null ? null : new Date(before),
    query.limit + 1,
  );
  return runCursor.page(
    views,
    query.limit,
    ({ dueAt }) => dueAt,
    (view) => view,
  );
}

/** Throws `not_found`. */
export async function readRun(db: Database, id: string): Promise<RunView> {
  const run = await selectRun(db, id);
  const rhythm = run && (await selectRhythm(db, run.rhythmId));
  if (!run || !rhythm) throw new AppError('not_found', 'There is no run with this id.');
  const headlines = await selectHeadlines(db, run.digestId === null ? [] : [run.digestId]);
  return viewRun(run, rhythm, headlines);
}

/** Those of moments before `before`, the newest first. */
export async function viewRuns(
  db: Database,
  rhythm: RhythmRow,
  before: Date | null,
  limit: number,
): Promise<RunView[]> {
  const runs = await selectRuns(db, rhythm.id, before, limit);
  const headlines = await selectHeadlines(
    db,
    runs.flatMap(({ digestId }) => digestId ?? []),
  );
  return runs.map((run) => viewRun(run, rhythm, headlines));
}

function viewRun(
  run: StoredRun,
  rhythm: RhythmRow,
  headlines: ReadonlyMap<string, string | null>,
): RunView {
  const why = readWhy(run.why);
  const { id, byHand, state, proposalId, digestId, dueAt, begunAt, endedAt } = run;
  const isOpen = openRunStates.some((open) => open === state);
  const isSent = state === 'sending' || state === 'sent';
  return {
    id,
    dueAt: dueAt.toISOString(),
    byHand,
    state,
    why: why && { code: why.code, message: explainWhy(why), detail: why.said ?? null },
    waitsFor: state === 'waiting' ? rhythm.approver : null,
    staleAt: isOpen
      ? staleAt({ dueAt, begunAt, staleHours: rhythm.staleHours }).toISOString()
      : null,
    proposalId,
    digestId,
    headline: digestId === null ? null : (headlines.get(digestId) ?? null),
    sendId: isSent ? run.sendId : null,
    begunAt: begunAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
