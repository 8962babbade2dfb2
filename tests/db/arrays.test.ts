import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonArray, numberArray, textArray } from '../../src/db/arrays.ts';
import { freshDatabase } from '../support/database.ts';
import { oneRow } from '../support/rows.ts';

/** PostgreSQL keeps no NUL and no half of a pair. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', 'null', 'NULL', '{}', '"', '\\', '\\"', ' a , b ', '花'),
  )
  .filter((value) => value.isWellFormed() && !value.includes('\0'));

test('PostgreSQL reads back every text, number and JSON value that was written', async () => {
  const { db } = await freshDatabase();
  const row = fc.record({
    text: fc.option(text),
    number: fc.option(fc.maxSafeInteger()),
    // Plain keys, as ours are: V8's JSON.parse (Node 24) takes some keys of one escaped character for others.
    json: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), text),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row), async (rows) => {
      const read = await db.execute(sql`
        select coalesce(json_agg(json_build_object('text', a, 'number', b, 'json', c)), '[]') as rows
        from unnest(
          ${textArray(rows.map(({ text }) => text))}::text[],
          ${numberArray(rows.map(({ number }) => number))}::bigint[],
          ${jsonArray(rows.map(({ json }) => json))}::jsonb[]) as e(a, b, c)`);
      expect(oneRow<{ rows: unknown }>(read).rows).toEqual(rows);
    }),
    { numRuns: 300 },
  );
}, 60_000);
