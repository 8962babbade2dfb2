import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
  deleteConsents,
  deleteSubscriptions,
} from '../../../src/audience/lists/removal-queries.ts';
import type { Database } from '../../../src/db/client.ts';
import { setupWithEngine } from '../../support/app.ts';
import { confirmReaders } from '../../support/engine.ts';
import { oneRow } from '../../support/rows.ts';

test('a list is gone at once, and its rows soon after, in bites of 5,000', async () => {
  const { call, db, engine } = await setupLists(12_000);
  await watchBites(db, 5_000);
  expect((await call('DELETE', '/api/lists/large')).status).toBe(204);
  expect(await countRows(db, 2)).toEqual({ subscriptions: 12_000, consents: 24_000 });
  expect((await call('GET', '/api/lists/large')).status).toBe(404);
  expect((await call('DELETE', '/api/lists/large')).status).toBe(404);
  expect((await call('GET', '/api/subscribers/export')).text).not.toContain('large');
  const [person] = (await call('GET', '/api/subscribers?limit=1')).json.data;
  expect(person.lists.map(({ slug }: { slug: string }) => slug)).toEqual(['digest']);
  // Its name is free, and whoever takes it inherits nobody.
  await call('POST', '/api/lists', { body: { slug: 'large', name: 'Another' } });
  expect((await call('GET', '/api/subscribers?list=large')).json.data).toEqual([]);
  await engine.drain();
  expect(await countRows(db, 2)).toEqual({ subscriptions: 0, consents: 0 });
  expect(await countRows(db, 1)).toEqual({ subscriptions: 12_000, consents: 24_000 });
  expect((await db.execute(sql`select from list_removals`)).length).toBe(0);
});

test('a removal whose worker died goes on where it stood', async () => {
  const { call, db, engine } = await setupLists(12_000);
  await call('DELETE', '/api/lists/large');
  engine.queues.jobs.messages.length = 0;
  expect(await deleteSubscriptions(db, 2)).toBe(true);
  await engine.tick();
  await engine.drain();
  // Somebody is at it, as far as anybody can tell.
  expect(await countRows(db, 2)).toMatchObject({ subscriptions: 7_000 });
  await standStill(db);
  await engine.tick();
  engine.queues.jobs.messages.length = 0;
  for (let bite = 0; bite < 4; bite++) await deleteSubscriptions(db, 2);
  await deleteConsents(db, 2);
  const { subscriptions, consents } = await countRows(db, 2);
  expect(subscriptions).toBe(0);
  expect(consents).toBeGreaterThan(18_000);
  expect(consents).toBeLessThan(24_000);
  await standStill(db);
  await engine.tick();
  await engine.drain();
  expect(await countRows(db, 2)).toEqual({ subscriptions: 0, consents: 0 });
});

test('what two workers at once take away is what one would', async () => {
  const { call, db, engine } = await setupLists(7_000);
  await call('DELETE', '/api/lists/large');
  const [message] = engine.queues.jobs.messages;
  if (message) engine.queues.jobs.messages.push({ ...message });
  expect(engine.queues.jobs.messages).toHaveLength(2);
  await engine.drain();
  expect(await countRows(db, 2)).toEqual({ subscriptions: 0, consents: 0 });
  expect(await countRows(db, 1)).toEqual({ subscriptions: 7_000, consents: 14_000 });
});

test('a message takes nothing from a list that is there', async () => {
  const { db, engine } = await setupLists(3);
  await engine.deps.queues.jobs.send({ kind: 'removal', listId: 1 });
  await engine.drain();
  expect(await countRows(db, 1)).toEqual({ subscriptions: 3, consents: 6 });
});

/** So many readers, each on the list of a fresh database (1) and on `large` (2), proved twice for each. */
async function setupLists(readers: number) {
  const at = await setupWithEngine();
  const { db } = at;
  await at.call('POST', '/api/lists', { body: { slug: 'large', name: 'Large' } });
  await confirmReaders(at.engine, readers);
  await db.execute(sql`
    insert into subscriptions (list_id, subscriber_id, status) select 2, id, 'confirmed' from subscribers`);
  await db.execute(sql`
    insert into consents (subscriber_id, list_id, action, method)
    select id, list_id, action, 'form' from subscribers, (values (1), (2)) list(list_id),
      (values ('requested'), ('confirmed')) one(action)
    order by id`);
  return at;
}

async function countRows(db: Database, listId: number) {
  const rows = await db.execute(sql`
    select (select count(*)::int from subscriptions where list_id = ${listId}) as subscriptions,
      (select count(*)::int from consents where list_id = ${listId}) as consents`);
  return oneRow<{ subscriptions: number; consents: number }>(rows);
}

/** As if nobody had worked at any removal for a while. */
async function standStill(db: Database): Promise<void> {
  await db.execute(sql`update list_removals set progressed_at = now() - interval '1 minute'`);
}

/** From now on a statement fails that deletes more. */
async function watchBites(db: Database, most: number): Promise<void> {
  await db.execute(sql`
    create function look() returns trigger language plpgsql as $$ begin
      if (select count(*) from gone) > ${sql.raw(String(most))} then raise exception 'too much at once'; end if;
      return null; end $$`);
  for (const table of ['subscriptions', 'consents']) {
    await db.execute(sql`
      create trigger look after delete on ${sql.identifier(table)} referencing old table as gone
      for each statement execute function look()`);
  }
}
