// Every consent record as a file: what proves that somebody asked for a list, or left it.

import * as z from 'zod';
import { defineCursor } from '../../base/cursor.ts';
import type { Database } from '../../db/client.ts';
import { requireLists } from '../lists/lists.ts';
import { type ConsentProof, selectProofs } from './consent-queries.ts';
import { writeCsvRow } from './csv.ts';
import { type ExportPart, type ExportRange, writePages } from './export-parts.ts';
import { findPartEnd } from './export-queries.ts';
import type { ImportFormat } from './import/schema.ts';

const pageRecords = 2_000;
const columns = [
  'at',
  'email',
  'list',
  'action',
  'method',
  'wording',
  'document',
  'network',
  'sendId',
  'importId',
] as const satisfies readonly (keyof ConsentProof)[];

const cursor = defineCursor('consents', z.int().min(0));

/**
 * CSV or NDJSON in pieces, oldest first; of one list, if it is named, and in parts as those of
 * people. AppError `invalid` for list and cursor.
 */
export async function exportConsents(db: Database, range: ExportRange): Promise<ExportPart> {
  const { format, limit } = range;
  const [list] = range.list === undefined ? [] : await requireLists(db, [range.list], 'list');
  const begun = cursor.decode(range.after);
  const from = begun ?? 0;
  const end = limit === undefined ? null : await findPartEnd(db, 'consents', from, limit);
  const header = format === 'csv' && begun === null ? writeCsvRow(columns) : '';
  return {
    pieces: writePages(
      { listId: list?.id ?? null, from, end },
      header,
      (page) => selectProofs(db, page, pageRecords),
      (record) => writeRecord(record, format),
    ),
    nextCursor: end === null ? null : cursor.encode(end),
  };
}

function writeRecord({ id: _, ...record }: ConsentProof, format: ImportFormat): string {
  if (format === 'ndjson') return `${JSON.stringify(record)}\n`;
  return writeCsvRow(columns.map((column) => record[column] ?? ''));
}
