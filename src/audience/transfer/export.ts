// Everyone out, as a stream that an import takes in unchanged.

import * as z from 'zod';
import { type CursorOf, defineCursor } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { knownColumns } from '../fields.ts';
import { selectListsBySlug } from '../lists/queries.ts';
import { ListSlug } from '../lists/schema.ts';
import { writeCsvRow } from './csv.ts';
import { Columns, chooseColumns } from './export-columns.ts';
import { type ExportPart, type ExportRange, type IdRange, writePages } from './export-parts.ts';
import { type ExportedPerson, findPartEnd, selectExportPage } from './export-queries.ts';
import { otherAttributes } from './import/columns/layout.ts';
import type { ImportFormat } from './import/schema.ts';

const pagePeople = 1_000;

interface Place {
  id: number;
  /** Of CSV: chosen once, by the first part. */
  columns?: Columns | undefined;
}

const id = z.int().min(0);
const cursors: Record<ImportFormat, CursorOf<Place>> = {
  // A cursor goes on with the columns of its own first part: another number of ours needs another name.
  csv: defineCursor(
    `subscribers as CSV, ${knownColumns.length} columns`,
    z.strictObject({ id, columns: Columns }),
  ),
  ndjson: defineCursor('subscribers as NDJSON', z.strictObject({ id })),
};

/**
 * CSV or NDJSON in pieces of a page of people, oldest first. CSV has a row for each person and
 * state, with the lists of that state in one cell, as the import reads them, and at most 200
 * columns. Cells are safe to open in a spreadsheet. Parts are of whole people, and those behind the
 * first have no header: one after the other they are the whole. Nobody is lost or doubled by what
 * changes between two of them, for the cursor is a person's number, and holds the columns. AppError
 * `not_found` for the list, `invalid` for the cursor.
 */
export async function exportSubscribers(db: Database, range: ExportRange): Promise<ExportPart> {
  const { format, limit, after } = range;
  const listId = range.list === undefined ? null : await findListId(db, range.list);
  const begun = cursors[format].decode(after);
  const from = begun?.id ?? 0;
  const end = limit === undefined ? null : await findPartEnd(db, 'subscribers', from, limit);
  const read = (page: IdRange) => selectExportPage(db, page, pagePeople);
  if (format === 'ndjson') {
    const nextCursor = end === null ? null : cursors.ndjson.encode({ id: end });
    return { pieces: writePages({ listId, from, end }, '', read, writeLine), nextCursor };
  }
  const columns = begun?.columns ?? (await chooseColumns(db));
  const header = begun ? '' : writeHeader(columns);
  const write = (person: ExportedPerson) => writeRows(person, columns);
  const nextCursor = end === null ? null : cursors.csv.encode({ id: end, columns });
  return { pieces: writePages({ listId, from, end }, header, read, write), nextCursor };
}

function writeHeader({ attributes, others }: Columns): string {
  return writeCsvRow([...knownColumns, ...attributes, ...(others ? [otherAttributes] : [])]);
}

function writeRows(person: ExportedPerson, { attributes, others }: Columns): string {
  const rest = others ? [writeOthers(person.attributes, new Set(attributes))] : [];
  const byStatus = Map.groupBy(person.lists, (list) => list.status);
  const states = byStatus.size > 0 ? [...byStatus] : [['', []] as const];
  return states
    .map(([status, lists]) =>
      writeCsvRow([
        person.email,
        person.name ?? '',
        status,
        lists.map(writeList).join('|'),
        person.language ?? '',
        person.timezone ?? '',
        person.suppressed ?? '',
        person.pausedUntil ?? '',
        ...attributes.map((name) => readOwn(person.attributes, name)),
        ...rest,
      ]),
    )
    .join('');
}

/** `digest`, or `digest:weekly` for who chose to have it less often. */
function writeList({ slug, frequency }: ExportedPerson['lists'][number]): string {
  return frequency === undefined ? slug : `${slug}:${frequency}`;
}

function writeLine({ id: _, ...person }: ExportedPerson): string {
  return `${JSON.stringify(person)}\n`;
}

/** As a JSON object; the empty text if there are none. */
function writeOthers(all: Record<string, string>, columns: ReadonlySet<string>): string {
  const others = Object.entries(all).filter(([name]) => !columns.has(name));
  return others.length === 0 ? '' : JSON.stringify(Object.fromEntries(others));
}

/** An attribute may be called `constructor`. */
function readOwn(attributes: Record<string, string>, name: string): string {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? '') : '';
}

async function findListId(db: Database, slug: string): Promise<number> {
  const [list] = ListSlug.safeParse(slug).success ? await selectListsBySlug(db, [slug]) : [];
  if (!list) throw new AppError('not_found', 'There is no list with this slug.');
  return list.id;
}
