// Takes an import in, chunk by chunk, each in one transaction and therefore exactly once.

import type { TokenRing } from '../../base/token.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { selectAllLists } from '../lists/queries.ts';
import type { ImportRecord } from './cut.ts';
import {
  hasErased,
  type ImportSource,
  insertPeople,
  insertSubscriptions,
  selectKnownAddresses,
  selectLeft,
  updatePeople,
} from './people/queries.ts';
import {
  type ChunkCounts,
  finishChunk,
  lockRunningImport,
  selectChunk,
  selectNextChunkNumber,
} from './queries.ts';
import { createRowReader, type ImportRow, isRejection, type Rejection } from './row.ts';
import { type ImportOptions, trustOptions } from './schema.ts';

export interface ImportDoors {
  db: Database;
  tokens: TokenRing;
}

/** Chunks of one queue message: some seconds of work, well under a consumer's time. */
const chunksPerRun = 16;

/**
 * Works some chunks. `more`: ring again. `done`: there is nothing left, or another worker is at
 * it. Safe to call any number of times, by any number of workers. While the database writes one
 * chunk, the next is read and judged.
 */
export async function runImport(
  doors: ImportDoors,
  importId: string,
): Promise<{ kind: 'more' | 'done' }> {
  let ahead: Promise<ReadChunk | null> = Promise.resolve(null);
  for (let count = 0; count < chunksPerRun; count++) {
    const taken = await takeChunk(doors, importId, await ahead);
    if (taken.kind === 'done') {
      await taken.ahead;
      return { kind: 'done' };
    }
    ahead = count + 1 < chunksPerRun ? taken.ahead : Promise.resolve(null);
    if (count + 1 === chunksPerRun) await taken.ahead;
  }
  return { kind: 'more' };
}

/** A chunk's rows, read and judged; nothing is written yet. */
interface ReadChunk {
  n: number;
  people: ImportRow[];
  rejections: Rejection[];
}

/**
 * Takes in the next chunk: people, subscriptions, report and progress, or nothing of it. `read` may
 * hold that chunk already; `ahead` will hold the one after it.
 */
export async function takeChunk(
  doors: ImportDoors,
  importId: string,
  read: ReadChunk | null = null,
): Promise<{ kind: 'more' | 'done'; ahead: Promise<ReadChunk | null> }> {
  let ahead: Promise<ReadChunk | null> = Promise.resolve(null);
  const kind = await doors.db.transaction(async (tx) => {
    const entry = await lockRunningImport(tx, importId);
    const n = entry && (await selectNextChunkNumber(tx, importId));
    if (!entry || n === null) return 'done' as const;
    const options = trustOptions(entry.options);
    const chunk = read?.n === n ? read : await readChunk(tx, importId, n, options);
    if (!chunk) return 'done' as const;
    ahead = readChunk(doors.db, importId, n + 1, options).catch(() => null);

    const { people } = chunk;
    const rejections = [...chunk.rejections];
    const counts = { processed: rejections.length + people.length, created: 0, updated: 0 };
    const hashes = (await hasErased(tx)) ? doors.tokens : null;
    const source = { importId, wording: options.consent };
    for (const [turn, wave] of splitWaves(people).entries()) {
      const taken = await takeWave(tx, options.dryRun ? null : source, wave, hashes);
      // In a dry run, nobody of the wave before is there to be met again.
      const isNew = turn === 0 || !options.dryRun;
      counts.created += isNew ? taken.created : 0;
      counts.updated += taken.updated + (isNew ? 0 : taken.created);
      rejections.push(...taken.rejections);
    }
    const total: ChunkCounts = { ...counts, rejected: rejections.length };
    const last = await finishChunk(tx, { importId, n }, total, rejections);
    return last ? ('done' as const) : ('more' as const);
  });
  return { kind, ahead };
}

/** Null if there is no such chunk. */
async function readChunk(
  db: Queryable,
  importId: string,
  n: number,
  options: ImportOptions,
): Promise<ReadChunk | null> {
  const chunk = await selectChunk(db, importId, n);
  if (!chunk) return null;
  const lists = await selectAllLists(db);
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
  return { n, people, rejections };
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

/** Without a source nothing is written: a dry run. */
async function takeWave(
  tx: Queryable,
  source: ImportSource | null,
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
  if (source) {
    await insertPeople(tx, source, news);
    await updatePeople(tx, changes);
    const wanted = changes.flatMap(({ id, row }) =>
      row.lists.map((list) => ({ subscriber: id, list: list.id, status: list.status })),
    );
    await insertSubscriptions(tx, source, wanted);
  }
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

function isBlank(record: ImportRecord): boolean {
  if (typeof record === 'string') return record.trim() === '';
  return record.length === 1 && record[0] === '';
}

/** Written by `startImport` from cut records and by nobody else. */
function trustRecords(body: string): ImportRecord[] {
  return JSON.parse(body) as ImportRecord[];
}
