// Suppressions out of a file: all of them in one transaction, or none.

import * as z from 'zod';
import { AppError } from '../../base/errors.ts';
import type { AudienceDeps } from '../deps.ts';
import { isEmailColumn } from './import/columns/layout.ts';
import { cutCsv, cutLines, type ImportRecord } from './import/cut.ts';
import { readText } from './import/decode.ts';
import { hasErased } from './import/people-queries.ts';
import { makeLegible } from './import/row.ts';
import type { ImportFormat } from './import/schema.ts';
import {
  insertAddresses,
  insertHashes,
  type SuppressionRow,
  selectForgotten,
} from './suppression-queries.ts';
import { layOutSuppressions, readRecord, readSuppression } from './suppression-row.ts';

type Deps = Pick<AudienceDeps, 'db' | 'tokens'>;

/** A file is held in memory, so that a key that is missing refuses all of it: some 25 MB of an isolate's 128. */
const maximumRows = 100_000;
const mostNamed = 1_000;
/** One statement: some milliseconds. */
const pageRows = 2_000;

export const SuppressionImport = z.strictObject({
  processed: z.int().min(0),
  taken: z.int().min(0).meta({ description: 'Added, or more serious than what was known.' }),
  known: z.int().min(0),
  rejected: z.int().min(0),
  rejections: z
    .array(z.strictObject({ row: z.int(), email: z.string().nullable(), reason: z.string() }))
    .meta({ description: `The first ${mostNamed} of them.` }),
  ignoredColumns: z.array(z.string()).meta({ description: 'Columns of a CSV that are not ours.' }),
});
export type SuppressionImport = z.infer<typeof SuppressionImport>;

/**
 * Takes a file in. AppError `conflict` for hashes of a key that does not make the hashes here, for
 * they would keep nobody out; `invalid` for what is no such file, `too_large` for too many rows:
 * then nothing is taken in. Rows that are wrong are named, and the others come in.
 */
export async function importSuppressions(
  deps: Deps,
  format: ImportFormat,
  body: ReadableStream<Uint8Array>,
): Promise<SuppressionImport> {
  const { batches, columns, firstRow } = await openFile(format, body);
  const layout = layOutSuppressions(columns);
  const rows: SuppressionRow[] = [];
  const rejections: SuppressionImport['rejections'] = [];
  let at = firstRow - 1;
  let rejected = 0;
  for await (const batch of batches) {
    for (const record of batch) {
      at += 1;
      if (isBlank(record)) continue;
      const cells = readRecord(record, layout);
      if (typeof cells !== 'string' && cells.hash) requireKey(deps, cells.key ?? '');
      const row = typeof cells === 'string' ? cells : readSuppression(cells);
      if (typeof row !== 'string') {
        rows.push(row);
        continue;
      }
      rejected += 1;
      const email = typeof cells === 'string' ? null : makeLegible(cells.email ?? '');
      if (rejected <= mostNamed) rejections.push({ row: at, email, reason: makeLegible(row) });
    }
    if (rows.length + rejected > maximumRows) {
      throw new AppError('too_large', `A file has at most ${maximumRows} suppressions: split it.`);
    }
  }
  const taken = await takeIn(deps, rows);
  return {
    processed: rows.length + rejected,
    taken,
    known: rows.length - taken,
    rejected,
    rejections,
    ignoredColumns: columns.filter((name, n) => name !== '' && layout[n] === null),
  };
}

interface OpenFile {
  batches: AsyncIterable<readonly ImportRecord[]>;
  columns: string[];
  firstRow: number;
}

async function openFile(format: ImportFormat, body: ReadableStream<Uint8Array>): Promise<OpenFile> {
  const pieces = readText(body);
  if (format === 'ndjson') return { batches: cutLines(pieces), columns: [], firstRow: 1 };
  const names = (column: string) => isEmailColumn(column) || column.toLowerCase() === 'hash';
  const { columns, headerRow, records } = await cutCsv(pieces, names);
  return { batches: records, columns, firstRow: headerRow + 1 };
}

function isBlank(record: ImportRecord): boolean {
  return (typeof record === 'string' ? record : record.join('')).trim() === '';
}

function requireKey({ tokens }: Deps, keyName: string): void {
  if (keyName === tokens.hashKeyName) return;
  const theirs = keyName === '' ? 'a key that it does not name' : `the key ${keyName.slice(0, 20)}`;
  throw new AppError(
    'conflict',
    `The file holds hashes of erased addresses, made with ${theirs}; hashes here are made with the key ${tokens.hashKeyName}. Before anybody is erased here, make the oldest key of the house that wrote the file the last of SIGNING_KEYS here, too; or take the rows with a hash out of the file. Nothing was taken in.`,
  );
}

/** How many were written. */
async function takeIn(deps: Deps, rows: readonly SuppressionRow[]): Promise<number> {
  return deps.db.transaction(async (tx) => {
    const isHashed = await hasErased(tx);
    const forget = (row: SuppressionRow): SuppressionRow =>
      row.email === null ? row : { ...row, email: null, hash: deps.tokens.hashAddress(row.email) };
    let taken = 0;
    // In one order, so that two files at once wait for each other and do not deadlock.
    const sorted = rows.toSorted((a, b) => compare(a.email ?? a.hash, b.email ?? b.hash));
    for (let from = 0; from < sorted.length; from += pageRows) {
      const page = sorted.slice(from, from + pageRows);
      const hashed = isHashed ? page.flatMap(({ email }) => (email === null ? [] : [email])) : [];
      const forgotten = await selectForgotten(
        tx,
        hashed.map((email) => ({ email, hash: deps.tokens.hashAddress(email) })),
      );
      // Of whom was erased, here or there, no address is stored again.
      const isForgotten = ({ email, reason }: SuppressionRow) =>
        email === null || reason === 'erased' || forgotten.has(email);
      taken += await insertAddresses(
        tx,
        page.filter((row) => !isForgotten(row)),
      );
      taken += await insertHashes(tx, page.filter(isForgotten).map(forget));
    }
    return taken;
  });
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
