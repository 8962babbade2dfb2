// Which columns a CSV of people has: the same in every part of one export.

import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { isKnownColumn, knownColumns } from '../fields.ts';
import { selectAttributeNames } from './export-queries.ts';
import { maximumColumns } from './import/cut.ts';

export const Columns = z.strictObject({
  attributes: z.array(z.string().max(64)).max(maximumColumns - knownColumns.length),
  /** True if there are more than a file has columns for: the rest is in one cell. */
  others: z.boolean(),
});
export type Columns = z.infer<typeof Columns>;

/** A cursor holds the names and stands in a URL, of which Cloudflare takes 16 KB. */
const mostBytes = 6_000;

/**
 * The attributes that most people have, as many as an import reads and a cursor holds; in
 * alphabetical order.
 */
export async function chooseColumns(db: Database): Promise<Columns> {
  const room = maximumColumns - knownColumns.length;
  // An older attribute may be called like a column that came later: it goes to the others.
  const all = await selectAttributeNames(db, room + 1);
  const names = all.filter((name) => !isKnownColumn(name));
  const fitting = names.slice(0, countFitting(names));
  const others = fitting.length < all.length || all.length > room;
  return { attributes: fitting.slice(0, others ? room - 1 : room).sort(), others };
}

/** How many of the names, from the first on, have room in a cursor. */
function countFitting(names: readonly string[]): number {
  let bytes = 0;
  const at = names.findIndex((name) => {
    bytes += new TextEncoder().encode(`${JSON.stringify(name)},`).length;
    return bytes > mostBytes;
  });
  return at < 0 ? names.length : at;
}
