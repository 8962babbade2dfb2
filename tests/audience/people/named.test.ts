import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { eraseSubscriber, readPersonalData } from '../../../src/audience/people/erasure.ts';
import { mergeSubscribers } from '../../../src/audience/people/merge-queries.ts';
import { retentionSteps } from '../../../src/audience/people/retention.ts';
import type { Database } from '../../../src/db/client.ts';
import { tidySteps } from '../../../src/sending/watch/sweep.ts';
import { freshDatabase } from '../../support/database.ts';
import { setupEverywhere } from './everywhere.ts';
import { type Covered, editorial, impersonal, named } from './named.ts';

/** Types of columns that name nobody, unless the column's name says so. */
const plainTypes = [
  'uuid',
  'boolean',
  'smallint',
  'integer',
  'date',
  'real',
  'timestamp with time zone',
];
const tellingNames = 'subscriber|person|reader|recipient|address|email|phone|network|hash';

/** `table.column` of all that could name a person. */
async function columnsThatCanName(db: Database): Promise<string[]> {
  const rows = await db.execute<{ place: string }>(sql`
    select table_name || '.' || column_name as place from information_schema.columns
    where table_schema = 'public' and (column_name ~ ${tellingNames} or data_type not in ${plainTypes})
    order by 1`);
  return rows.map((row) => row.place);
}

function places(tables: Readonly<Record<string, string>>): string[] {
  return Object.entries(tables).flatMap(([table, columns]) =>
    columns.split(/\s+/).map((column) => `${table}.${column}`),
  );
}

test('every column that can name a person is in the list of how it is covered', async () => {
  const { db } = await freshDatabase();
  const listed = [...Object.keys(named), ...Object.keys(editorial), ...places(impersonal)].sort();
  expect((await columnsThatCanName(db)).sort()).toEqual(listed);
});

test('a new table, and a new column of any type with a telling name, would be missed in the list', async () => {
  const { db } = await freshDatabase();
  const before = await columnsThatCanName(db);
  await db.execute(sql`create table visits (reader_id uuid, page text, at timestamptz)`);
  await db.execute(sql`alter table sends add column last_recipient integer`);
  const news = (await columnsThatCanName(db)).filter((place) => !before.includes(place));
  expect(news).toEqual(['sends.last_recipient', 'visits.page', 'visits.reader_id']);
});

test('each of them holds the person of these tests, and each part of their data tells of some', async () => {
  const { db, deps, id } = await setupEverywhere();
  const held = await columnsHolding(db, id);
  expect(held).toEqual(
    Object.keys(named)
      .filter((place) => !silent.includes(place))
      .sort(),
  );
  const data = await readPersonalData(deps, id);
  const told = new Set(Object.values(named).map((covered) => covered.told));
  expect([...told].filter((part) => typeof part === 'string').sort()).toEqual(
    Object.keys(data).sort(),
  );
});

test('what an erasure leaves is what the list says, and no more', async () => {
  const { db, deps, id } = await setupEverywhere();
  const before = await columnsHolding(db, id);
  await eraseSubscriber(deps, id);
  expect(await columnsHolding(db, id)).toEqual(
    before.filter((place) => coverage(place).erased !== 'goes'),
  );
});

test('what a merge leaves under the old number is what the list says, and all is told of the new', async () => {
  const { db, deps, id, join, person } = await setupEverywhere();
  await join('kept@example.com');
  const kept = (await person('kept@example.com')).id;
  const before = await readPersonalData(deps, id);
  await db.transaction((tx) => mergeSubscribers(tx, { kept, gone: id }));
  const numbers = (await columnsHolding(db, id)).filter((place) => /(\.id|_ids?)$/.test(place));
  expect(numbers.filter((place) => typeof coverage(place).merged === 'string')).toEqual([]);
  const after = await readPersonalData(deps, kept);
  for (const part of [
    'consents',
    'emails',
    'welcomes',
    'deliveries',
    'events',
    'importRejections',
  ] as const) {
    expect(after[part].length, part).toBeGreaterThanOrEqual(before[part].length);
  }
});

test('who was merged and then erased leaves nothing that who was only erased does not', async () => {
  const { db, deps, id, join, person } = await setupEverywhere();
  await join('kept@example.com');
  const kept = (await person('kept@example.com')).id;
  await db.transaction((tx) => mergeSubscribers(tx, { kept, gone: id }));
  await eraseSubscriber(deps, kept);
  const left = await columnsHolding(db, id);
  // The suppression of the old address is that of the mail system, and names nobody who is here.
  expect(left.filter((place) => coverage(place).erased === 'goes')).toEqual([
    'suppressions.address',
  ]);
});

test('what is forgotten by age is forgotten by a step that there is', async () => {
  const { db } = await freshDatabase();
  const steps = [...retentionSteps(db, { networkDays: 1 }), ...tidySteps(db)];
  // Not of these rooms: the answers kept for repeated requests.
  const names = [...steps.map((step) => step.name), 'drop old requests', 'with the person'];
  for (const [place, { forgotten }] of Object.entries(named)) {
    if (typeof forgotten === 'string') expect(names, place).toContain(forgotten);
  }
});

/** Columns without a mark of the person of these tests: plain words, nothing, another number. */
const silent = [
  'former_subscribers.id',
  'subscribers.language',
  'subscribers.timezone',
  'consents.network',
  'letters.network',
  'suppressions.address_hash',
  'suppressions.detail',
];

/** Columns of the list that hold the person's number, or a text that is unmistakably theirs. */
async function columnsHolding(db: Database, id: number): Promise<string[]> {
  const holding: string[] = [];
  for (const place of Object.keys(named)) {
    const [table = '', column = ''] = place.split('.');
    const isNumber = /(^|_)ids?$/.test(column) || place === 'batches.skipped';
    const mark = isNumber ? `\\m${id}\\M` : 'unmistakable|ｕｎｍｉｓｔａｋａｂｌｅ';
    const found = await db.execute(sql`
      select from ${sql.identifier(table)}
      where ${sql.identifier(column)}::text ~* ${mark} limit 1`);
    if (found.length > 0) holding.push(place);
  }
  return holding.sort();
}

function coverage(place: string): Covered {
  const covered = named[place];
  if (!covered) throw new Error(`${place} is not in the list`);
  return covered;
}
