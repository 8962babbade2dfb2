import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { growthSteps, readGrowth } from '../../../src/audience/lists/growth.ts';
import { createList, deleteList } from '../../../src/audience/lists/lists.ts';
import { ListInput } from '../../../src/audience/lists/schema.ts';
import type { Database } from '../../../src/db/client.ts';
import { setup } from '../setup.ts';

const zone = 'Asia/Tokyo';
/** Noon of 26 November in Tokyo. */
const now = new Date('2026-11-26T03:00:00Z');

const note = (db: Database, at: string, action: 'confirmed' | 'unsubscribed', list = 1, many = 1) =>
  db.execute(sql`
    insert into consents (subscriber_id, list_id, action, method, at)
    select n, ${list}, ${action}, 'form', ${at}::timestamptz from generate_series(1, ${many}::int) n`);

async function tickAll(db: Database, at = now) {
  for (let turn = 0; turn < 4; turn++) {
    for (const { run } of growthSteps(db, zone, at)) await run();
  }
}

test('each day is the house’s own, and today is told as far as it has come', async () => {
  const { db } = await setup();
  await note(db, '2026-11-24T14:59:59Z', 'confirmed', 1, 3);
  await note(db, '2026-11-24T15:00:00Z', 'confirmed', 1, 2);
  await note(db, '2026-11-25T14:59:59Z', 'unsubscribed');
  await note(db, '2026-11-26T02:00:00Z', 'confirmed', 1, 5);
  await tickAll(db);
  const growth = await readGrowth(db, zone, now);
  expect(growth.days).toHaveLength(90);
  expect(growth.days.slice(-3)).toEqual([
    { day: '2026-11-24', joined: 3, left: 0 },
    { day: '2026-11-25', joined: 2, left: 1 },
    { day: '2026-11-26', joined: 5, left: 0 },
  ]);
  expect(growth).toMatchObject({ joined: 10, left: 1, isWhole: true });
});

test('a day is counted once: what comes with its date afterwards changes nothing', async () => {
  const { db } = await setup();
  await note(db, '2026-11-24T15:00:00Z', 'confirmed');
  await tickAll(db);
  await note(db, '2026-11-24T15:00:00Z', 'confirmed');
  await Promise.all([tickAll(db), tickAll(db)]);
  expect(await readGrowth(db, zone, now)).toMatchObject({ joined: 1 });
});

test('just after midnight yesterday waits for what was begun before', async () => {
  const { db } = await setup();
  const early = new Date('2026-11-25T15:05:00Z');
  await note(db, '2026-11-25T14:59:00Z', 'confirmed');
  await tickAll(db, early);
  const growth = await readGrowth(db, zone, early);
  expect(growth.days.slice(-2).map(({ day }) => day)).toEqual(['2026-11-24', '2026-11-26']);
  expect(growth.joined).toBe(1);
});

test('before the first day is counted there is today alone', async () => {
  const { db } = await setup();
  await note(db, '2026-11-26T02:00:00Z', 'confirmed', 1, 4);
  expect(await readGrowth(db, zone, now)).toEqual({
    days: [{ day: '2026-11-26', joined: 4, left: 0 }],
    joined: 4,
    left: 0,
    isWhole: true,
  });
});

test('all lists are added up, without those that are gone', async () => {
  const { db } = await setup();
  await createList(db, ListInput.parse({ slug: 'gone', name: 'Gone' }));
  const [list] = await db.execute<{ id: number }>(sql`select id from lists where slug = 'gone'`);
  await note(db, '2026-11-25T01:00:00Z', 'confirmed', 1, 2);
  await note(db, '2026-11-25T01:00:00Z', 'confirmed', list?.id, 7);
  await note(db, '2026-11-26T01:00:00Z', 'confirmed', list?.id, 7);
  await tickAll(db);
  expect(await readGrowth(db, zone, now)).toMatchObject({ joined: 16 });
  await deleteList(db, 'gone');
  expect(await readGrowth(db, zone, now)).toMatchObject({ joined: 2 });
});

test('a day of an import is counted to a limit, and the page says so', async () => {
  const { db } = await setup();
  await note(db, '2026-11-26T01:00:00Z', 'confirmed', 1, 20_001);
  expect(await readGrowth(db, zone, now)).toMatchObject({ joined: 20_000, isWhole: false });
});
