// Every suppression as a file, for another house to take in.

import * as z from 'zod';
import { defineCursor } from '../../base/cursor.ts';
import type { AudienceDeps } from '../deps.ts';
import { writeCsvRow } from './csv.ts';
import { type ExportPart, type ExportRange, writePages } from './export-parts.ts';
import { findPartEnd } from './export-queries.ts';
import type { ImportFormat } from './import/schema.ts';
import { type MovedSuppression, selectSuppressionPage } from './suppression-queries.ts';

const pageRows = 2_000;

/** In the order of a file; `key` names the key of the hash. */
export const suppressionColumns = [
  'email',
  'hash',
  'key',
  'reason',
  'detail',
  'source',
  'createdAt',
] as const;

const cursor = defineCursor('suppressions as a file', z.int().min(0));

/**
 * CSV or NDJSON in pieces, oldest first, in parts as those of people. Who was erased is there as a
 * keyed hash. AppError `invalid` for the cursor.
 */
export async function exportSuppressions(
  { db, tokens }: Pick<AudienceDeps, 'db' | 'tokens'>,
  { format, limit, after }: Omit<ExportRange, 'list'>,
): Promise<ExportPart> {
  const begun = cursor.decode(after);
  const from = begun ?? 0;
  const end = limit === undefined ? null : await findPartEnd(db, 'suppressions', from, limit);
  const header = format === 'csv' && begun === null ? writeCsvRow(suppressionColumns) : '';
  return {
    pieces: writePages(
      { listId: null, from, end },
      header,
      (page) => selectSuppressionPage(db, page, pageRows),
      (row) => writeRow(row, tokens.hashKeyName, format),
    ),
    nextCursor: end === null ? null : cursor.encode(end),
  };
}

function writeRow({ id: _, ...row }: MovedSuppression, keyName: string, format: ImportFormat) {
  const record = { ...row, key: row.hash === null ? null : keyName };
  if (format === 'ndjson') return `${JSON.stringify(record)}\n`;
  return writeCsvRow(suppressionColumns.map((column) => record[column] ?? ''));
}
