// Everyone out, as a stream that an import takes in unchanged.

import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { writeCsvRow } from '../csv.ts';
import { knownColumns } from '../fields.ts';
import type { ImportFormat } from '../import/schema.ts';
import { selectListsBySlug } from '../lists/queries.ts';
import { ListSlug } from '../lists/schema.ts';
import { type ExportedPerson, selectAttributeNames, selectExportPage } from './queries.ts';

const pagePeople = 1_000;

/**
 * CSV or NDJSON in pieces of a page of people, oldest first; only those of one list, if it is
 * named. CSV has a row for each person and state, with the lists of that state in one cell, as the
 * import reads them. Cells are safe to open in a spreadsheet. AppError `not_found` for the list.
 */
export async function* exportSubscribers(
  db: Database,
  format: ImportFormat,
  listSlug?: string,
): AsyncGenerator<string> {
  const listId = listSlug === undefined ? null : await findListId(db, listSlug);
  const attributes = format === 'csv' ? await selectAttributeNames(db) : [];
  if (format === 'csv') yield writeCsvRow([...knownColumns, ...attributes]);
  let after = 0;
  for (;;) {
    const people = await selectExportPage(db, listId, after, pagePeople);
    const last = people.at(-1);
    if (!last) return;
    const write = (person: ExportedPerson) =>
      format === 'csv' ? writeRows(person, attributes) : writeLine(person);
    yield people.map(write).join('');
    after = last.id;
  }
}

function writeRows(person: ExportedPerson, attributes: readonly string[]): string {
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

/** An attribute may be called `constructor`. */
function readOwn(attributes: Record<string, string>, name: string): string {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? '') : '';
}

async function findListId(db: Database, slug: string): Promise<number> {
  const [list] = ListSlug.safeParse(slug).success ? await selectListsBySlug(db, [slug]) : [];
  if (!list) throw new AppError('not_found', 'There is no list with this slug.');
  return list.id;
}
