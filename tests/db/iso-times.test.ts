import { sql } from 'drizzle-orm';
import { bigint, pgTable, timestamp } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { exactTime, isoTime } from '../../src/db/iso-times.ts';
import { freshDatabase } from '../support/database.ts';

const moments = pgTable('moments', {
  n: bigint('n', { mode: 'number' }),
  at: timestamp('at', { withTimezone: true, mode: 'date' }),
});
const at = new Date('2026-03-04T05:06:07.089Z');

test('a time that is written is read back the same, however the database shows times', async () => {
  const { db } = await freshDatabase();
  await db.execute(sql`create table moments (n bigint, at timestamptz)`);
  const shown = await db.execute(sql`show datestyle`);
  expect(shown, 'the tests run on a server that shows them oddly').toEqual([
    { DateStyle: 'German, DMY' },
  ]);
  const [written] = await db.insert(moments).values({ n: 1, at }).returning();
  expect(written).toEqual({ n: 1, at });
  await db.insert(moments).values({ n: 2, at: null });
  expect(await db.select().from(moments).orderBy(moments.n)).toEqual([
    { n: 1, at },
    { n: 2, at: null },
  ]);
  await db.transaction(async (tx) => {
    const [read] = await tx.select({ when: moments.at }).from(moments).for('update').limit(1);
    expect(read).toEqual({ when: at });
  });
});

test('a time as text stands in UTC, what is less than a millisecond cut off; none stays none', async () => {
  const { db } = await freshDatabase();
  const [row] = await db.execute(sql`
    select ${isoTime(sql`'2026-03-04 05:06:07.089999+05:30'::timestamptz`)} as text,
      ${isoTime(sql`null::timestamptz`)} as none`);
  expect(row).toEqual({ text: '2026-03-03T23:36:07.089Z', none: null });
});

test('an exact time as text can be compared with the time it came from, to the microsecond', async () => {
  const { db } = await freshDatabase();
  const [row] = await db.execute<{ text: string }>(
    sql`select ${exactTime(sql`'2026-03-04 05:06:07.089123+05:30'::timestamptz`)} as text`,
  );
  const [same] = await db.execute(sql`
    select ${row?.text}::timestamptz = '2026-03-04 05:06:07.089123+05:30'::timestamptz as same`);
  expect(same).toEqual({ same: true });
});
