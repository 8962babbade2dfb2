// Takes an import in, chunk by chunk, each in one transaction and therefore exactly once.

import type { TokenRing } from '../../base/token.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { selectAllLists } from '../lists/queries.ts';
import type { ImportRecord } from './cut.ts';
import {
  hasErased,
  insertPeople,
  insertSubscriptions,
  selectKnownAddresses,
  selectLeft,
  updatePeople,
} from './people/queries.ts';
import { type ChunkCounts, finishChunk, lockRunningImport, selectNextChunk } from './queries.ts';
import { createRowReader, type ImportRow, isRejection, type Rejection } from './row.ts';
import type { ImportOptions } from './schema.ts';

export interface ImportDoors {
  db: Database;
  tokens: TokenRing;
}

/** Chunks of one queue message: some seconds of work, well under a consumer's time. */
const chunksPerRun = 8;

/**
 * Works some chunks. `more`: ring again. `done`: there is nothing left, or another worker is at
 * it. Safe to call any number of times, by any number of workers.
 */
export async function runImport(
  doors: ImportDoors,
  importId: string,
): Promise<{ kind: 'more' | 'done' }> {
  for (let count = 0; count < chunksPerRun; count++) {
    const end = await takeChunk(doors, importId);
    if (end.kind === 'done') return end;
  }
  return { kind: 'more' };
}

/** Takes in the next chunk: people, subscriptions, report and progress, or nothing of it. */
export async function takeChunk(
  doors: ImportDoors,
  importId: string,
): Promise<{ kind: 'more' | 'done' }> {
  return doors.db.transaction(async (tx) => {
    const entry = await lockRunningImport(tx, importId);
    const chunk = entry && (await selectNextChunk(tx, importId));
    if (!entry || !chunk) return { kind: 'done' };
    const options = trustOptions(entry.options);
    const lists = await selectAllLists(tx);
    const readRow = createRowReader(options, {
      bySlug: new Map(lists.map((list) => [list.slug, list.id])),
      defaultId: lists.find((list) => list.visibility === 'public')?.id ?? null,
    });

    const rejections: Rejection[] = [];
    const people: ImportRow[] = [];
    trustRecords(chunk.body).forEach((record, at) => {
      if (isBlank(record)) return;
      const row = readRow(chunk.firstRow + at, record);
      if (isRejection(row)) rejections.push(row);
      else people.push(row);
    });
    const counts = { processed: rejections.length + people.length, created: 0, updated: 0 };
    const hashes = (await hasErased(tx)) ? doors.tokens : null;
    for (const wave of splitWaves(people)) {
      const taken = await takeWave(tx, { importId, wording: options.consent }, wave, hashes);
      counts.created += taken.created;
      counts.updated += taken.updated;
      rejections.push(...taken.rejections);
    }
    const total: ChunkCounts = { ...counts, rejected: rejections.length };
    const last = await finishChunk(tx, chunk, total, rejections);
    return { kind: last ? 'done' : 'more' };
  });
}

/** Rows with each address once, so that a set can hold them; the second of one comes after the first. */
function splitWaves(people: readonly ImportRow[]): ImportRow[][] {
  const waves: ImportRow[][] = [];
  const seen = new Map<string, number>();
  for (const row of people) {
    const turn = seen.get(row.email) ?? 0;
    seen.set(row.email, turn + 1);
    const wave = waves[turn];
    if (wave) wave.push(row);
    else waves.push([row]);
  }
  return waves;
}

async function takeWave(
  tx: Queryable,
  source: { importId: string; wording: string | null },
  wave: readonly ImportRow[],
  hashes: TokenRing | null,
) {
  const addresses = wave.map(({ email }) => ({
    email,
    hash: hashes?.hashAddress(email) ?? null,
  }));
  const known = await selectKnownAddresses(tx, addresses);
  const knownAt = new Map(known.map((one) => [one.at, one]));
  const left = await selectLeft(
    tx,
    known.flatMap((one) => one.subscriberId ?? []),
  );

  const rejections: Rejection[] = [];
  const news: ImportRow[] = [];
  const changes: { id: number; row: ImportRow }[] = [];
  wave.forEach((row, at) => {
    const { subscriberId: id = null, suppressed = null } = knownAt.get(at) ?? {};
    const reason = refuse(row, id, suppressed, left);
    if (reason) rejections.push({ row: row.row, email: row.email, reason });
    else if (id === null) news.push(row);
    else changes.push({ id, row });
  });
  const ids = await insertPeople(tx, news);
  await updatePeople(tx, changes);
  const members = [...changes, ...news.map((row) => ({ id: idOf(ids, row), row }))];
  await insertSubscriptions(
    tx,
    source,
    members.flatMap(({ id, row }) =>
      row.lists.map((list) => ({ subscriber: id, list: list.id, status: list.status })),
    ),
  );
  return { created: news.length, updated: changes.length, rejections };
}

/** Why a row must not be taken in. Nobody comes back by an import; leaving is always taken in. */
function refuse(
  row: ImportRow,
  id: number | null,
  suppressed: string | null,
  left: ReadonlySet<string>,
): string | null {
  const joins = row.lists.filter((list) => list.status !== 'unsubscribed');
  if (suppressed === 'erased') return 'erased: this person asked to be forgotten';
  if (suppressed !== null && (joins.length > 0 || row.lists.length === 0)) {
    return `suppressed: ${suppressed}`;
  }
  if (id !== null && joins.some((list) => left.has(`${id}/${list.id}`))) {
    return 'unsubscribed: only this person can come back';
  }
  return null;
}

function idOf(ids: ReadonlyMap<string, number>, row: ImportRow): number {
  const id = ids.get(row.email);
  if (id === undefined) throw new Error('An upsert gave no id for an address');
  return id;
}

function isBlank(record: ImportRecord): boolean {
  if (typeof record === 'string') return record.trim() === '';
  return record.length === 1 && record[0] === '';
}

/** Written by `startImport` and by nobody else. */
function trustOptions(stored: Record<string, unknown>): ImportOptions {
  return stored as unknown as ImportOptions;
}

/** Written by `startImport` from cut records and by nobody else. */
function trustRecords(body: string): ImportRecord[] {
  return JSON.parse(body) as ImportRecord[];
}
