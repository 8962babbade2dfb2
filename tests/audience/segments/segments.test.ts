import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileSegment } from '../../../src/audience/segments/rule-queries.ts';
import { SegmentRule } from '../../../src/audience/segments/schema.ts';
import {
  changeSegment,
  createSegment,
  deleteSegment,
  freezeSegment,
  readSegment,
} from '../../../src/audience/segments/segments.ts';
import { freshDatabase } from '../../support/database.ts';
import { writePeople } from './segment-people.ts';
import { arbitraryRule, digestIds, isIn, samplePeople } from './segment-rules.ts';

const people = samplePeople(250);

test('any rule takes in the same people as plain code does', async () => {
  const { db } = await freshDatabase();
  const ids = await writePeople(db, people);
  await fc.assert(
    fc.asyncProperty(arbitraryRule, async (rule) => {
      const parsed = SegmentRule.parse(rule);
      const { joins, condition } = compileSegment(parsed);
      const rows = await db.execute<{ email: string; is_in: boolean }>(
        sql`select s.email, ${condition} as is_in from subscribers s ${joins} order by s.id`,
      );
      expect(rows.length).toBe(ids.length);
      const taken = rows.filter((row) => row.is_in).map((row) => row.email);
      expect(taken).toEqual(
        people.filter((person) => isIn(parsed, person)).map((one) => one.email),
      );
      expect(rows.every((row) => row.is_in !== null)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('no text and no number of a rule becomes SQL', () => {
  const dialect = new PgDialect();
  const marked = fc.constantFrom('mark-er', "mark'er", 'mark"er');
  fc.assert(
    fc.property(arbitraryRule, marked, (rule, word) => {
      const text = JSON.stringify({
        kind: 'all',
        rules: [rule, { kind: 'attribute', name: word, test: 'equals', value: word }],
      });
      const query = dialect.sqlToQuery(compileSegment(JSON.parse(text)).condition);
      expect(query.sql).not.toContain('mark');
      expect(query.sql).toMatch(/^[\w\s().,:=<>*'|$@+-]+$/);
      expect(query.sql.match(/'[^']*'/g) ?? []).toSatisfy((quoted: string[]) =>
        quoted.every((one) => ["'@'", "'-'"].includes(one)),
      );
    }),
  );
});

test('a rule of too many or too deep parts is refused, and so are unknown kinds and fields', () => {
  const nest = (depth: number): object =>
    depth === 0 ? { kind: 'any', rules: [] } : { kind: 'not', rule: nest(depth - 1) };
  expect(SegmentRule.safeParse(nest(7)).success).toBe(true);
  expect(SegmentRule.safeParse(nest(8)).success).toBe(false);
  const wide = Array.from({ length: 20 }, () => ({
    kind: 'all',
    rules: Array.from({ length: 20 }, () => ({ kind: 'any', rules: [] })),
  }));
  expect(SegmentRule.safeParse({ kind: 'all', rules: wide }).success).toBe(false);
  expect(SegmentRule.safeParse({ kind: 'sql', text: 'true' }).success).toBe(false);
  expect(SegmentRule.safeParse({ kind: 'any', rules: [], or: 'true' }).success).toBe(false);
});

test('a segment keeps its name to itself and names only lists and digests that exist', async () => {
  const { db } = await freshDatabase();
  const rule = { kind: 'subscription', list: 'digest', status: 'confirmed' } as const;
  const made = await createSegment(db, { name: 'Readers', rule });
  await expect(createSegment(db, { name: 'Readers', rule })).rejects.toMatchObject({
    code: 'conflict',
  });
  const other = await createSegment(db, { name: 'Others', rule: { kind: 'not', rule } });
  await expect(changeSegment(db, other.id, { name: 'Readers' })).rejects.toMatchObject({
    code: 'conflict',
  });
  for (const unknown of [
    { ...rule, list: 'no-such' },
    { kind: 'received', digestId: digestIds[0] },
  ] as const) {
    const bad = { name: 'Bad', rule: { kind: 'any' as const, rules: [unknown] } };
    await expect(createSegment(db, bad)).rejects.toMatchObject({ code: 'invalid' });
    await expect(freezeSegment(db, bad.rule)).rejects.toMatchObject({ code: 'invalid' });
  }
  expect(await changeSegment(db, made.id, { name: 'All readers' })).toMatchObject({ rule });
  await deleteSegment(db, made.id);
  await expect(readSegment(db, made.id)).rejects.toMatchObject({ code: 'not_found' });
});
