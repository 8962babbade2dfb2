import { expect, test } from 'vitest';
import * as z from 'zod';
import { allRows, bigint, maybeRow, oneRow, run } from '../../src/db/statement.ts';
import { freshDatabase } from '../support/database.ts';

const Reader = z.strictObject({ id: bigint, email: z.string() });

async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'it was taken',
    (error: Error) => `${error.message} ${String(error.cause ?? '')}`,
  );
}

test('rows come as their shape says, a bigint as a number', async () => {
  const { db } = await freshDatabase();
  const rows = await allRows(db, 'findReaders', Reader)`
    select n::bigint as id, ${'a@example.com'}::text as email from generate_series(1, 2) n`;
  expect(rows).toEqual([
    { id: 1, email: 'a@example.com' },
    { id: 2, email: 'a@example.com' },
  ]);
});

test('a row of another shape is refused by the name of its statement, and tells no value', async () => {
  const { db } = await freshDatabase();
  const rowOf = (columns: string) =>
    [
      allRows(db, 'findReaders', Reader),
      maybeRow(db, 'findReaders', Reader),
      oneRow(db, 'findReaders', Reader),
    ].map((read) => refusalOf(read(template(columns))));
  for (const [columns, wrong] of [
    [`select null::bigint as id, 'mai@example.com' as email`, 'id (invalid_type)'],
    [`select 1::bigint as id, '{"mai@example.com": 1}'::json as email`, 'email (invalid_type)'],
    [`select 1::bigint as id`, 'email (invalid_type)'],
    [`select 1::bigint as id, 'mai@example.com' as email, 2 as n`, 'n (unknown)'],
  ] as const) {
    for (const refusal of await Promise.all(rowOf(columns))) {
      expect(refusal.trim()).toBe(
        `The statement findReaders gave a row of another shape: ${wrong}`,
      );
    }
  }
});

test('what lies deep in a row is named by its column alone', async () => {
  const { db } = await freshDatabase();
  const Deep = z.strictObject({ tags: z.record(z.string(), z.number()) });
  expect(
    await refusalOf(oneRow(db, 'readTags', Deep)`select '{"mai@example.com": "a"}'::json as tags`),
  ).toMatch(/: tags \(invalid_type\) $/);
});

test('no row is null for a statement that may give none, and a fault for one that always gives one', async () => {
  const { db } = await freshDatabase();
  expect(await maybeRow(db, 'findReader', Reader)`select 1 where false`).toBe(null);
  expect(await refusalOf(oneRow(db, 'readReader', Reader)`select 1 where false`)).toMatch(
    'The statement readReader always gives a row, and gave none',
  );
});

test('a statement that only writes says how many rows it wrote', async () => {
  const { db } = await freshDatabase();
  expect(await run(db, 'beat')`insert into heartbeats (name) values (${'tick'})`).toBe(1);
  expect(await run(db, 'forget')`delete from heartbeats where name = ${'tock'}`).toBe(0);
});

test('the server knows a statement by its name, and prepares it once', async () => {
  const { db } = await freshDatabase();
  const name = 'readOwnText';
  for (const n of [1, 2]) {
    const { text } = await oneRow(db, name, z.strictObject({ text: z.string() }))`
      select query as text from pg_stat_activity where pid = pg_backend_pid() and ${n}::int > 0`;
    expect(text).toMatch(/^\s*select \/\* readOwnText \*\/ query/);
  }
  const { copies } = await oneRow(db, 'countCopies', z.strictObject({ copies: bigint }))`
    select count(*) as copies from pg_prepared_statements
    where ${name}::text = 'readOwnText' and statement ~ '/[*] readOwnText [*]/'`;
  expect(copies).toBe(1);
});

/** A statement of nothing but this text. */
function template(text: string): TemplateStringsArray {
  return Object.assign([text], { raw: [text] });
}
