import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { findPeople } from '../../../src/audience/people/find.ts';
import { selectSubscribers } from '../../../src/audience/people/page-queries.ts';
import type { Database } from '../../../src/db/client.ts';
import { freshDatabase } from '../../support/database.ts';

// Every page of people reads so many blocks at most, however many people there are.
const mostBlocks = 400;
const people = 200_000;

const nobody = { email: undefined, limit: 50 };
const newest = { before: Number.MAX_SAFE_INTEGER, limit: 51 };
const pages: Record<string, (db: Database) => Promise<unknown>> = {
  'the newest': (db) => selectSubscribers(db, newest),
  'the newest in the middle': (db) => selectSubscribers(db, { ...newest, before: people / 2 }),
  'a list': (db) => selectSubscribers(db, { ...newest, listId: 1 }),
  'a list that nobody is on': (db) => selectSubscribers(db, { ...newest, listId: 2 }),
  'a state': (db) => selectSubscribers(db, { ...newest, status: 'pending' }),
  'a state that nobody has': (db) => selectSubscribers(db, { ...newest, status: 'unsubscribed' }),
  'a state that nobody of the list has': (db) =>
    selectSubscribers(db, { ...newest, listId: 3, status: 'confirmed' }),
  'a state that all of the list have': (db) =>
    selectSubscribers(db, { ...newest, listId: 3, status: 'pending' }),
  'an address that begins so': (db) =>
    findPeople(db, { ...nobody, standing: {}, prefix: 'person-1999' }),
  'a beginning that everybody has': (db) =>
    findPeople(db, { ...nobody, standing: {}, prefix: 'person-' }),
  'a name that begins so': (db) => findPeople(db, { ...nobody, standing: {}, prefix: 'name 77' }),
  'a beginning that nobody has': (db) => findPeople(db, { ...nobody, standing: {}, prefix: 'x' }),
  'a beginning and a state that nobody has': (db) =>
    findPeople(db, { ...nobody, standing: { listId: 3, status: 'confirmed' }, prefix: 'p' }),
  'a beginning and a list that nobody is on': (db) =>
    findPeople(db, { ...nobody, standing: { listId: 2 }, prefix: 'p' }),
};

test(`every page of people reads a few hundred blocks of ${people} people`, async () => {
  const { db } = await freshDatabase();
  await fill(db);
  const blocks: Record<string, number> = {};
  for (const [what, read] of Object.entries(pages)) {
    // As often as it takes until a plan for any parameter may be used.
    for (let time = 0; time < 6; time++) await read(db);
    const before = await blocksRead(db);
    await read(db);
    blocks[what] = (await blocksRead(db)) - before;
  }
  const many = Object.entries(blocks).filter(([, count]) => count > mostBlocks);
  expect(many).toEqual([]);
}, 120_000);

async function fill(db: Database): Promise<void> {
  await db.execute(sql`
    insert into subscribers (email, name)
    select 'person-' || n || '@example.com', 'Name ' || n from generate_series(1, ${people}) n`);
  await db.execute(sql`
    insert into lists (slug, name) values ('empty', 'Empty'), ('waiting', 'Waiting')`);
  await db.execute(sql`
    insert into subscriptions (list_id, subscriber_id, status)
    select l.id, p.id, case l.slug when 'digest' then 'confirmed' else 'pending' end
    from subscribers p cross join lists l where l.slug <> 'empty' order by l.id, p.id`);
  await db.execute(sql`vacuum analyze`);
}

/** Blocks of tables and indexes that were looked at; the statistics of one session are flushed here. */
async function blocksRead(db: Database): Promise<number> {
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const [row] = await db.execute<{ blocks: string }>(sql`
    select sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read + idx_blks_hit, 0)) blocks
    from pg_statio_user_tables`);
  return Number(row?.blocks);
}
