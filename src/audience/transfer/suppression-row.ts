// One record of a file of suppressions, or the reason why it is none.

import * as z from 'zod';
import { parseEmailAddress } from '../../base/email-address.ts';
import { parseJson } from '../../base/json.ts';
import { personLine } from '../fields.ts';
import { SuppressionReason } from '../suppressions/schema.ts';
import { unguardCell } from './csv.ts';
import { isEmailColumn } from './import/columns/layout.ts';
import type { ImportRecord } from './import/cut.ts';
import { suppressionColumns } from './suppression-export.ts';
import type { SuppressionRow } from './suppression-queries.ts';

type Column = (typeof suppressionColumns)[number];
type Cells = Partial<Record<Column, string>>;

const said = (rule: z.ZodType<string>) => rule.nullable();
const Rest = z.object({
  reason: SuppressionReason,
  detail: said(personLine(500)),
  source: said(personLine(200)),
  createdAt: said(
    z.iso.datetime({ offset: true, error: 'Must be a moment such as 2026-12-31T00:00:00Z' }),
  ),
});

/** Which column of ours each column of a CSV is; null for those that we do not know. */
export function layOutSuppressions(columns: readonly string[]): (Column | null)[] {
  return columns.map((name) => {
    if (isEmailColumn(name)) return 'email';
    const key = name.toLowerCase();
    return suppressionColumns.find((column) => column.toLowerCase() === key) ?? null;
  });
}

/** The cells by column; or what is wrong with the record. */
export function readRecord(
  record: ImportRecord,
  layout: readonly (Column | null)[],
): Cells | string {
  const cells: Cells = {};
  if (typeof record === 'string') {
    const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(record));
    if (!parsed.success) return 'The line is not a JSON object';
    for (const column of suppressionColumns) {
      const value = parsed.data[column] ?? '';
      if (typeof value !== 'string') return `${column}: Must be a text`;
      cells[column] = value.trim();
    }
    return cells;
  }
  if (record.length < layout.length) {
    return `The row has ${record.length} cells, the header has ${layout.length}`;
  }
  for (const [at, column] of layout.entries()) {
    if (column !== null) cells[column] = unguardCell(record[at] ?? '').trim();
  }
  return cells;
}

/**
 * A row as it is to be stored; or what is wrong with it. An address without a reason is an editor's
 * own suppression, a hash without one somebody who was erased.
 */
export function readSuppression(cells: Cells): SuppressionRow | string {
  const { email = '', hash = '' } = cells;
  if ((email === '') === (hash === '')) return 'Must have an email or a hash, and not both';
  const text = (column: Column) => cells[column] || null;
  const rest = Rest.safeParse({
    reason: text('reason') ?? (hash === '' ? 'manual' : 'erased'),
    detail: text('detail'),
    source: text('source'),
    createdAt: text('createdAt'),
  });
  if (!rest.success) {
    const [issue] = rest.error.issues;
    const column = String(issue?.path[0] ?? 'row');
    return column === 'reason'
      ? `reason: Must be ${SuppressionReason.options.join(', ')}, or empty`
      : `${column}: ${issue?.message ?? 'Not valid'}`;
  }
  if (hash !== '') {
    if (!/^[0-9a-f]{64}$/.test(hash)) return 'hash: Must be 64 hexadecimal digits';
    return { email: null, hash, ...rest.data };
  }
  const address = parseEmailAddress(email);
  if (address.kind === 'invalid') return `email: ${address.message}`;
  return { email: address.address, hash: null, ...rest.data };
}
