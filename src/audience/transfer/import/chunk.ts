// A chunk of an upload, read and judged; nothing of it is written yet.

import type { TokenRing } from '../../../base/token.ts';
import type { Queryable } from '../../../db/client.ts';
import { selectAllLists } from '../../lists/queries.ts';
import type { ImportRecord } from './cut.ts';
import { type PeopleColumns, writeColumns } from './people-columns.ts';
import { selectChunk } from './queries.ts';
import { createRowReader, type ImportRow, isRejection, type Rejection } from './row.ts';
import type { ImportOptions } from './schema.ts';

/** Rows that hold each address once, so that one statement can take them in. */
export interface Wave {
  rows: ImportRow[];
  columns: PeopleColumns;
}

export interface JudgedChunk {
  n: number;
  /** The second row of an address is in the second wave, and so on. */
  waves: Wave[];
  rejections: Rejection[];
  /** Are the hashes of the addresses among the columns? */
  isHashed: boolean;
}

/** Null if there is no such chunk. `hashes`: null if no address has to be known by its hash. */
export async function judgeChunk(
  db: Queryable,
  importId: string,
  n: number,
  options: ImportOptions,
  hashes: TokenRing | null,
): Promise<JudgedChunk | null> {
  const [chunk, lists] = await Promise.all([selectChunk(db, importId, n), selectAllLists(db)]);
  if (!chunk) return null;
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
  const waves = splitWaves(people).map((rows) => ({ rows, columns: writeColumns(rows, hashes) }));
  return { n, waves, rejections, isHashed: hashes !== null };
}

function splitWaves(people: ImportRow[]): ImportRow[][] {
  if (people.length === 0) return [];
  if (new Set(people.map((row) => row.email)).size === people.length) return [people];
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

function isBlank(record: ImportRecord): boolean {
  if (typeof record === 'string') return record.trim() === '';
  return record.every((cell) => cell.trim() === '');
}

/** Written by `startImport` from cut records and by nobody else. */
function trustRecords(body: string): ImportRecord[] {
  return JSON.parse(body) as ImportRecord[];
}
