import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { migrateDatabase } from '../../dev/migrate.ts';
import { sqlState } from '../../src/db/client.ts';
import { lists } from '../../src/db/schema/audience.ts';
import { batches } from '../../src/db/schema/sends.ts';
import { freshDatabase } from '../support/database.ts';

test('a fresh database has one public list named digest', async () => {
  const { db } = await freshDatabase();
  const rows = await db.select().from(lists);
  expect(rows).toMatchObject([{ slug: 'digest', visibility: 'public', doubleOptIn: true }]);
});

test('migrating a migrated database changes nothing', async () => {
  const { db, url } = await freshDatabase();
  await migrateDatabase(url);
  expect(await db.$count(lists)).toBe(1);
});

test('the SQLSTATE of a failed query is found under the wrapping of Drizzle', async () => {
  const { db } = await freshDatabase();
  const insert = db.insert(lists).values({ slug: 'digest', name: 'Twice' });
  expect(sqlState(await insert.catch((error: unknown) => error))).toBe('23505');
  expect(sqlState(new Error('no query'))).toBe(null);
});

test('arrays of big integers come back as numbers without fetching types', async () => {
  const { db } = await freshDatabase();
  await db.execute(sql`insert into batches (send_id, n, list_id, state, subscriber_ids)
    values (gen_random_uuid(), 0, 1, 'ready', '{1,2,9007199254740991}')`);
  const [batch] = await db.select().from(batches);
  expect(batch?.subscriberIds).toEqual([1, 2, 9007199254740991]);
});
