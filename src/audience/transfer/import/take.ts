// Takes the people of a chunk in, and says of whom it must not.

import type { Queryable } from '../../../db/client.ts';
import { tooManyAttributes } from '../../fields.ts';
import type { Wave } from './chunk.ts';
import { writeColumns } from './people-columns.ts';
import {
  type ImportSource,
  insertPeople,
  insertSubscriptions,
  type KnownAddress,
  selectKnownAddresses,
  selectLeft,
  suppressMarked,
  updatePeople,
} from './people-queries.ts';
import type { ImportRow, Rejection } from './row.ts';

/** Without a source nothing is written: a dry run. */
export async function takeWave(
  tx: Queryable,
  source: ImportSource | null,
  { rows, columns }: Wave,
): Promise<{ created: number; updated: number; rejections: Rejection[] }> {
  const known = source
    ? await insertPeople(tx, source, columns)
    : await selectKnownAddresses(tx, columns);
  const left = await selectLeft(
    tx,
    known.flatMap((one) => one.subscriberId ?? []),
  );

  const rejections: Rejection[] = [];
  const leavers: ImportRow[] = [];
  const changes: { id: number; row: ImportRow }[] = [];
  const forgotten = new Set<ImportRow>();
  for (const one of known) {
    const { at, subscriberId: id, isOverfull } = one;
    const row = trustPlace(rows, at);
    if (one.isErased) forgotten.add(row);
    const reason =
      refuse(row, one, left) ??
      (isOverfull ? `attributes: ${tooManyAttributes} of one person` : null);
    if (reason) rejections.push({ row: row.row, email: row.email, reason });
    else if (id === null) leavers.push(row);
    else changes.push({ id, row });
  }
  if (source) {
    // Also of a row that is refused: what forbids a mail is always taken in, but for who was erased.
    await suppressMarked(
      tx,
      source,
      rows.filter((row) => row.suppressed !== null && !forgotten.has(row)),
    );
    if (leavers.length > 0) await insertPeople(tx, source, writeColumns(leavers, null), true);
    await updatePeople(tx, changes);
    const wanted = changes.flatMap(({ id, row }) =>
      row.lists.map((list) => ({ subscriber: id, list })),
    );
    await insertSubscriptions(tx, source, wanted);
  }
  const created = rows.length - known.length + leavers.length;
  return { created, updated: changes.length, rejections };
}

/** Why a row must not be taken in. Nobody comes back by an import; leaving is always taken in. */
function refuse(
  row: ImportRow,
  { subscriberId: id, suppressed, isErased }: KnownAddress,
  left: ReadonlySet<string>,
): string | null {
  const joins = row.lists.filter((list) => list.status !== 'unsubscribed');
  if (suppressed === 'erased') return 'erased: this person asked to be forgotten';
  // A row that brings a suppression along brings no mail with its lists.
  const isMarked = row.suppressed !== null && !isErased;
  if (suppressed !== null && !isMarked && (joins.length > 0 || row.lists.length === 0)) {
    return `suppressed: ${suppressed}`;
  }
  if (id !== null && joins.some((list) => left.has(`${id}/${list.id}`))) {
    return 'unsubscribed: only this person can come back';
  }
  return null;
}

/** The database answers with places of the rows it was asked about. */
function trustPlace(rows: readonly ImportRow[], at: number): ImportRow {
  const row = rows[at];
  if (!row) throw new Error(`There is no row at ${at}`);
  return row;
}
