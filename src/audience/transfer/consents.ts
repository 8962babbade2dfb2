// Every consent record as a file: what proves that somebody asked for a list, or left it.

import type { Database } from '../../db/client.ts';
import { requireLists } from '../lists/lists.ts';
import { type ConsentProof, selectProofs } from './consent-queries.ts';
import { writeCsvRow } from './csv.ts';
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

/** CSV or NDJSON in pieces, oldest first; of one list, if it is named. AppError `invalid` for it. */
export async function* exportConsents(
  db: Database,
  format: ImportFormat,
  listSlug?: string,
): AsyncGenerator<string> {
  const [list] = listSlug === undefined ? [] : await requireLists(db, [listSlug], 'list');
  if (format === 'csv') yield writeCsvRow(columns);
  let after = 0;
  for (;;) {
    const records = await selectProofs(db, list?.id ?? null, after, pageRecords);
    const last = records.at(-1);
    if (!last) return;
    yield records.map((record) => writeRecord(record, format)).join('');
    after = last.id;
  }
}

function writeRecord({ id: _, ...record }: ConsentProof, format: ImportFormat): string {
  if (format === 'ndjson') return `${JSON.stringify(record)}\n`;
  return writeCsvRow(columns.map((column) => record[column] ?? ''));
}
