import { expect, test } from 'vitest';
import { findStatementFaults } from '../../dev/layers/statements.ts';

const judge = (...texts: string[]) =>
  findStatementFaults(new Map(texts.map((text, n) => [`src/audience/${n}-queries.ts`, text])));

const shape = 'const IdRow = z.strictObject({ id: z.string() });\n';

test('a statement with a name and a shape made once passes, on one line or on many', () => {
  expect(
    judge(`${shape}
      await allRows(db, 'findPeople', IdRow)\`select id from subscribers\`;
      await maybeRow(
        db,
        'findPerson',
        IdRow,
      )\`
        with one as (\${rule}) select id from one\`;
      await run(tx, 'forgetPerson')\`delete from subscribers\`;`),
  ).toEqual([]);
  expect(
    judge(`import { type A, IdRow } from './shapes.ts';
      await oneRow(db, 'readPerson', IdRow)\`select id\`;`),
  ).toEqual([]);
});

test.each([
  ['runs SQL past', 'await db.execute(sql`select 1`);'],
  ['runs SQL past', 'await tx\n  .execute<{ id: string }>(sql`select 1`);'],
  ['a name is one word in quotes', 'await run(db, name)`delete from subscribers`;'],
  ['a name is one word in quotes', "await run(db, 'forget */ all')`delete from subscribers`;"],
  ['begins with no word of SQL', "await run(db, 'forget')`$" + '{statement}`;'],
  ['begins with no word of SQL', "await run(db, 'forget')`\n  (select 1)`;"],
  [
    'makes its shape anew',
    "await allRows(db, 'find', z.strictObject({ id: z.string() }))`select id`;",
  ],
  [
    'makes its shape anew',
    "async function find() {\n  const Row = z.strictObject({});\n  await allRows(db, 'find', Row)`select`;\n}",
  ],
])('is told: %s … %s', (fault, text) => {
  expect(judge(text)).toEqual([expect.stringContaining(fault)]);
});

test('a name is of one statement only', () => {
  const text = "await run(db, 'forget')`delete from subscribers`;";
  expect(judge(text, text)).toEqual([
    'src/audience/1-queries.ts: forget is a statement of src/audience/0-queries.ts, too',
  ]);
});
