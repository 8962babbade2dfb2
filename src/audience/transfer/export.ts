// Everyone out, as a stream that an import takes in unchanged.

import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { knownColumns } from '../fields.ts';
import { selectListsBySlug } from '../lists/queries.ts';
import { ListSlug } from '../lists/schema.ts';
import { writeCsvRow } from './csv.ts';
import { type ExportedPerson, selectAttributeNames, selectExportPage } from './export-queries.ts';
import { maximumColumns } from './import/cut.ts';
import { otherAttributes } from './import/formats.ts';
import type { ImportFormat } from './import/schema.ts';

const pagePeople = 1_000;

/**
 * CSV or NDJSON in pieces of a page of people, oldest first; only those of one list, if it is
 * named. CSV has a row for each person and state, with the lists of that state in one cell, as the
 * import reads them, and at most 200 columns. Cells are safe to open in a spreadsheet. AppError `not_found` for the list.
 */
export async function* exportSubscribers(
  db: Database,
  format: ImportFormat,
  listSlug?: string,
): AsyncGenerator<string> {
  const listId = listSlug === undefined ? null : await findListId(db, listSlug);
  const columns = format === 'csv' ? await chooseColumns(db) : { attributes: [], others: false };
  if (format === 'csv') {
    const last = columns.others ? [otherAttributes] : [];
    yield writeCsvRow([...knownColumns, ...columns.attributes, ...last]);
  }
  let after = 0;
  for (;;) {
    const people = await selectExportPage(db, listId, after, pagePeople);
    const last = people.at(-1);
    if (!last) return;
    const write = (person: ExportedPerson) =>
      format === 'csv' ? writeRows(person, columns) : writeLine(person);
    yield people.map(write).join('');
    after = last.id;
  }
}

interface Columns {
  attributes: readonly string[];
  /** True if there are more than a file has columns for: the rest is in one cell. */
  others: boolean;
}

/** The attributes that most people have, as many as an import reads; in alphabetical order. */
async function chooseColumns(db: Database): Promise<Columns> {
  const room = maximumColumns - knownColumns.length;
  const names = await selectAttributeNames(db, room + 1);
  const others = names.length > room;
  return { attributes: names.slice(0, others ? room - 1 : room).sort(), others };
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
