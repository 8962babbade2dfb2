// An import's beginning: its options, and the upload kept as chunks of whole records.

import { AppError } from '../../../base/errors.ts';
import { type ImportId, isUuid, newId } from '../../../base/ids.ts';
import type { FileEncoding } from '../../../base/text-encoding.ts';
import type { Database } from '../../../db/client.ts';
import { AttributeName } from '../../fields.ts';
import { requireLists } from '../../lists/lists.ts';
import { type FileWatch, watchCells, watchLines } from './columns/file-watch.ts';
import { type ColumnMap, type FileLayout, isEmailColumn, layOut } from './columns/layout.ts';
import { cutCsv, cutLines, maximumColumns, packChunks, type RecordChunk } from './cut.ts';
import { readText } from './decode.ts';
import {
  failImport,
  type ImportEntry,
  insertChunk,
  insertImport,
  selectImport,
  startRunning,
} from './queries.ts';
import { type ImportFormat, ImportOptions, type ImportQuery, type ImportView } from './schema.ts';

/** Rows of one file; more is certainly a mistake. */
const maximumRows = 10_000_000;

/**
 * Takes a whole file in and leaves it as a running import; the caller enqueues `import` for its id.
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
  const map = query.map ?? {};
  const id = newId<ImportId>();
  await insertImport(db, id, options);
  try {
    await receiveUpload(db, id, options, { map, encoding: query.encoding }, body);
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
  const { status, consent = null, dryRun } = query;
  return { format, lists, status, consent, dryRun, layout: layOut([], {}), columns: [] };
}

async function receiveUpload(
  db: Database,
  id: string,
  options: ImportOptions,
  { map, encoding }: { map: ColumnMap; encoding: FileEncoding | undefined },
  body: ReadableStream<Uint8Array>,
): Promise<void> {
  const pieces = readText(body, encoding);
  if (options.format === 'ndjson') {
    const chunks = packChunks(cutLines(pieces), 1);
    return keepChunks(db, id, options, chunks, watchLines(map));
  }
  const isEmail = (name: string) => isEmailColumn(name, map);
  const { columns, headerRow, records } = await cutCsv(pieces, isEmail);
  const layout = layOut(columns, map);
  checkColumns(columns, layout);
  const chunks = packChunks(records, headerRow + 1);
  await keepChunks(db, id, options, chunks, watchCells(columns, layout));
}

async function keepChunks(
  db: Database,
  id: string,
  options: ImportOptions,
  chunks: AsyncIterable<RecordChunk>,
  watch: FileWatch,
): Promise<void> {
  let n = 0;
  let keeping: Promise<unknown> = Promise.resolve();
  try {
    for await (const { firstRow, records } of chunks) {
      if (firstRow > maximumRows) {
        throw new AppError('too_large', `A file has at most ${maximumRows} rows: split it.`);
      }
      watch.hear(records);
      const chunk = { importId: id, n: n++, firstRow, body: JSON.stringify(records) };
      // One is being kept while the next is cut.
      await keeping;
      keeping = insertChunk(db, chunk);
      // Whether it failed is asked below; until then nobody else does.
      keeping.catch(() => undefined);
    }
  } finally {
    await keeping;
  }
  const { layout, columns } = watch.conclude(options.status);
  await startRunning(db, id, { ...options, layout, columns }, n);
}

/** AppError `invalid` where two columns say the same, or one cannot be an attribute. */
function checkColumns(columns: readonly string[], layout: FileLayout): void {
  if (columns.length > maximumColumns) {
    const message = `The header has ${columns.length} columns; at most ${maximumColumns} are read`;
    throw new AppError('invalid', message, { errors: [{ path: 'header', message }] });
  }
  const seen = new Set<string>();
  for (const [at, slot] of layout.slots.entries()) {
    if (slot.kind !== 'field' && slot.kind !== 'attribute') continue;
    const key = `${slot.kind} ${slot.name}`;
    const rule = slot.kind === 'attribute' ? AttributeName.safeParse(slot.name) : null;
    const problem = seen.has(key) ? 'Must be there once' : rule?.error?.issues[0]?.message;
    if (problem === undefined) {
      seen.add(key);
      continue;
    }
    const path = `header.${(columns[at] ?? '').slice(0, 64)}`;
    throw new AppError('invalid', 'The header cannot be used.', {
      errors: [{ path, message: problem }],
    });
  }
  if (!seen.has('field email')) {
    const message = 'One column must be email';
    throw new AppError('invalid', message, { errors: [{ path: 'header', message }] });
  }
}

function splitCommas(text: string): string[] {
  return [...new Set(text.split(',').map((slug) => slug.trim()))].filter((slug) => slug !== '');
}

function viewImport(entry: ImportEntry): ImportView {
  const { id, status, processed, created, updated, rejected, error } = entry;
  const { confirmed, pending, unsubscribed } = entry;
  const options = ImportOptions.parse(entry.options);
  return {
    id,
    dryRun: options.dryRun,
    format:
      options.format === 'csv' && options.layout.slots.length > 0 ? options.layout.format : null,
    status,
    processed,
    created,
    updated,
    rejected,
    states: { confirmed, pending, unsubscribed },
    columns: options.columns,
    error,
    createdAt: entry.createdAt.toISOString(),
    finishedAt: entry.finishedAt?.toISOString() ?? null,
  };
}
