// An import's beginning: its options, and the upload kept as chunks of whole records.

import { AppError } from '../../base/errors.ts';
import { type ImportId, isUuid, newId } from '../../base/ids.ts';
import type { Database } from '../../db/client.ts';
import { AttributeName, knownColumns } from '../fields.ts';
import { requireLists } from '../lists/lists.ts';
import { cutCsv, cutLines, maximumColumns, packChunks, type RecordChunk } from './cut.ts';
import {
  failImport,
  type ImportEntry,
  insertChunk,
  insertImport,
  selectImport,
  startRunning,
} from './queries.ts';
import type { ImportFormat, ImportOptions, ImportQuery, ImportView } from './schema.ts';
import { readText } from './text.ts';

/** Rows of one file; more is certainly a mistake. */
const maximumRows = 10_000_000;

/**
 * Takes a whole file in and leaves it as a running import; the caller rings `import` for its id.
 * AppError `invalid` or `too_large` for a file or options that cannot be understood: then nothing
 * of the file is kept but the failed import with its error.
 */
export async function startImport(
  db: Database,
  format: ImportFormat,
  query: ImportQuery,
  body: ReadableStream<Uint8Array>,
): Promise<ImportView> {
  const options = await readOptions(db, format, query);
  const id = newId<ImportId>();
  await insertImport(db, id, options);
  try {
    await receiveUpload(db, id, options, body);
  } catch (error) {
    const said = error instanceof AppError ? error.message : 'The upload broke off.';
    await db.transaction((tx) => failImport(tx, id, said));
    throw error;
  }
  return readImport(db, id);
}

/** AppError `not_found`. */
export async function readImport(db: Database, id: string): Promise<ImportView> {
  const entry = isUuid(id) ? await selectImport(db, id) : null;
  if (!entry) throw new AppError('not_found', 'There is no import with this id.');
  return viewImport(entry);
}

async function readOptions(
  db: Database,
  format: ImportFormat,
  query: ImportQuery,
): Promise<ImportOptions> {
  const lists = query.lists === undefined ? null : splitCommas(query.lists);
  if (lists) await requireLists(db, lists);
  if (query.status === 'confirmed' && query.consent === undefined) {
    const message = 'Must say how consent was obtained, as people are to be confirmed';
    throw new AppError('invalid', message, { errors: [{ path: 'consent', message }] });
  }
  return { format, lists, status: query.status, consent: query.consent ?? null, columns: [] };
}

async function receiveUpload(
  db: Database,
  id: string,
  options: ImportOptions,
  body: ReadableStream<Uint8Array>,
): Promise<void> {
  const pieces = readText(body);
  if (options.format === 'ndjson') {
    return keepChunks(db, id, options, packChunks(cutLines(pieces), 1));
  }
  const { columns, headerRow, records } = await cutCsv(pieces);
  checkColumns(columns);
  await keepChunks(db, id, { ...options, columns }, packChunks(records, headerRow + 1));
}

async function keepChunks(
  db: Database,
  id: string,
  options: ImportOptions,
  chunks: AsyncIterable<RecordChunk>,
): Promise<void> {
  let n = 0;
  for await (const { firstRow, records } of chunks) {
    if (firstRow > maximumRows) {
      throw new AppError('too_large', `A file has at most ${maximumRows} rows: split it.`);
    }
    await insertChunk(db, { importId: id, n, firstRow, body: JSON.stringify(records) });
    n++;
  }
  await startRunning(db, id, options, n);
}

function checkColumns(columns: readonly string[]): void {
  if (columns.length > maximumColumns) {
    const message = `The header has ${columns.length} columns; at most ${maximumColumns} are read`;
    throw new AppError('invalid', message, { errors: [{ path: 'header', message }] });
  }
  const seen = new Set<string>();
  for (const name of columns) {
    if (name === '') continue;
    const known = knownColumns.find((column) => column === name.toLowerCase());
    const key = known ?? name;
    const problem = seen.has(key)
      ? 'Must be there once'
      : known
        ? null
        : (AttributeName.safeParse(name).error?.issues[0]?.message ?? null);
    if (problem === null) seen.add(key);
    else {
      const path = `header.${name.slice(0, 64)}`;
      throw new AppError('invalid', 'The header cannot be used.', {
        errors: [{ path, message: problem }],
      });
    }
  }
}

function splitCommas(text: string): string[] {
  return [...new Set(text.split(',').map((slug) => slug.trim()))].filter((slug) => slug !== '');
}

function viewImport(entry: ImportEntry): ImportView {
  const { id, status, processed, created, updated, rejected, error } = entry;
  return {
    id,
    status,
    processed,
    created,
    updated,
    rejected,
    error,
    createdAt: entry.createdAt.toISOString(),
    finishedAt: entry.finishedAt?.toISOString() ?? null,
  };
}
