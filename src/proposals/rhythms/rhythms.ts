// Rhythms: made, read, changed and removed by editors.

import { AppError, type FieldError } from '../../base/errors.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { lockRun, selectOpenRuns } from '../runs/queries.ts';
import { releaseProposal } from '../stories/ledger-queries.ts';
import { viewRuns } from './lines.ts';
import { nextMoments, RhythmWhen } from './moments.ts';
import {
  deleteRhythmRow,
  insertRhythm,
  lockRhythm,
  type NewRhythm,
  type RhythmRow,
  replaceFeeds,
  selectKnownFeeds,
  selectRhythm,
  selectRhythmFeeds,
  selectRhythms,
  updateRhythm,
} from './queries.ts';
import type { RhythmInput, RhythmPatch, RhythmView } from './schema.ts';

/** Whose clocks and whose word it is. `zone`: of lists that name none. */
export interface Saving {
  by: string;
  now: Date;
  zone: string;
  /** The list that `list` of the input names. */
  list: { id: number; timezone: string | null };
}

const mostRhythms = 200;

/** Once per id. Throws `invalid` for feeds that do not exist, and for what can never make anything. */
export async function createRhythm(
  db: Database,
  id: string,
  { list: _, when, feeds, ...input }: RhythmInput,
  { by, now, zone, list }: Saving,
): Promise<RhythmView> {
  await db.transaction(async (tx) => {
    await requireSense(tx, { ...input, feeds, isPaused: false });
    const [nextAt = null] = nextMoments(when, list.timezone ?? zone, now, 1);
    const row = { id, ...input, listId: list.id, schedule: when, nextAt, savedBy: by };
    await insertRhythm(tx, row);
    await replaceFeeds(tx, id, feeds);
  });
  return readRhythm(db, id, now, zone);
}

/** Whoever saves it stands for it. Its next moment is found anew. Throws `not_found` and `invalid`. */
export async function changeRhythm(
  db: Database,
  id: string,
  { list: _, when, feeds, ...patch }: RhythmPatch,
  { by, now, zone, list }: Omit<Saving, 'list'> & { list: Saving['list'] | null },
): Promise<RhythmView> {
  await db.transaction(async (tx) => {
    const row = (await lockRhythm(tx, id)) ?? noRhythm();
    const kept = await selectRhythmFeeds(tx, [id]);
    const wanted = feeds ?? kept.map(({ feedId }) => feedId);
    await requireSense(tx, { ...row, ...patch, feeds: wanted });
    const schedule = when ?? RhythmWhen.parse(row.schedule);
    const timezone = (list ?? row).timezone ?? zone;
    const isResumed = row.isPaused && patch.isPaused === false;
    const isMoved = when !== undefined || list !== null || isResumed;
    const change: Partial<NewRhythm> = {
      ...patch,
      schedule,
      ...(list === null ? {} : { listId: list.id }),
      ...(isMoved ? { nextAt: nextMoments(schedule, timezone, now, 1)[0] ?? null } : {}),
      savedBy: by,
      updatedAt: now,
    };
    await updateRhythm(tx, id, change);
    if (feeds !== undefined) await replaceFeeds(tx, id, feeds);
  });
  return readRhythm(db, id, now, zone);
}

/** Its runs go with it; what they held is free, and drafts that they made stay. Throws `not_found`. */
export async function deleteRhythm(db: Database, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    if ((await lockRhythm(tx, id)) === null) noRhythm();
    for (const { id: runId, proposalId } of await selectOpenRuns(tx, id)) {
      // First the run, as whoever ends it does.
      await lockRun(tx, runId);
      if (proposalId !== null) await releaseProposal(tx, proposalId);
    }
    await deleteRhythmRow(tx, id);
  });
}

/** Throws `not_found`. */
export async function readRhythm(
  db: Database,
  id: string,
  now: Date,
  zone: string,
): Promise<RhythmView> {
  const row = (await selectRhythm(db, id)) ?? noRhythm();
  const [view] = await viewRhythms(db, [row], now, zone);
  return view ?? noRhythm();
}

/** In the order in which they were made. */
export async function listRhythms(db: Database, now: Date, zone: string): Promise<RhythmView[]> {
  return viewRhythms(db, await selectRhythms(db, mostRhythms), now, zone);
}

async function viewRhythms(
  db: Database,
  rows: readonly RhythmRow[],
  now: Date,
  zone: string,
): Promise<RhythmView[]> {
  const feeds = await selectRhythmFeeds(
    db,
    rows.map(({ id }) => id),
  );
  return Promise.all(
    rows.map(async (row) => {
      const [lastRun = null] = await viewRuns(db, row, null, 1);
      const ofIt = feeds.filter(({ rhythmId }) => rhythmId === row.id);
      return { ...viewRow(row, now, zone), feeds: ofIt.map(({ feedId }) => feedId), lastRun };
    }),
  );
}

function viewRow(row: RhythmRow, now: Date, zone: string) {
  const { listId: _, schedule, nextAt: __, createdAt, updatedAt, timezone, ...plain } = row;
  const when = RhythmWhen.parse(schedule);
  const ownZone = timezone ?? zone;
  const next = row.isPaused ? [] : nextMoments(when, ownZone, now, 3);
  return {
    ...plain,
    when,
    timezone: ownZone,
    next: next.map((moment) => moment.toISOString()),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

async function requireSense(
  tx: Queryable,
  rhythm: Pick<RhythmInput, 'feeds' | 'inbox' | 'minimum' | 'sections' | 'approver'> & {
    isPaused: boolean;
  },
): Promise<void> {
  const known = await selectKnownFeeds(tx, rhythm.feeds);
  const errors: FieldError[] = rhythm.feeds.flatMap((id, n) =>
    known.has(id.toLowerCase())
      ? []
      : [{ path: `feeds.${n}`, message: 'There is no feed with this id.' }],
  );
  if (rhythm.feeds.length === 0 && !rhythm.inbox) {
    errors.push({ path: 'feeds', message: 'Choose a feed at least, or the inbox.' });
  }
  // Whom it asked is no editor any more.
  if (rhythm.approver === '' && !rhythm.isPaused) {
    errors.push({ path: 'approver', message: 'Say who is asked before it goes on.' });
  }
  if (rhythm.minimum > rhythm.sections) {
    errors.push({ path: 'minimum', message: 'Must not be more than the sections.' });
  }
  if (errors.length > 0)
    throw new AppError('invalid', 'The rhythm was not saved; see errors.', { errors });
}

function noRhythm(): never {
  throw new AppError('not_found', 'There is no rhythm with this id.');
}
