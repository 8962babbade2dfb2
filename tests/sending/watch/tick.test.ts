import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { dropOldRequests } from '../../../src/access/keys/request-queries.ts';
import { dropOldEvents } from '../../../src/sending/watch/sweep-queries.ts';
import { confirmReaders, type Engine, startEngine } from '../../support/engine.ts';
import { newSend } from '../../support/sends.ts';

/** A send whose plan nobody enqueued, for long enough that the tick does. */
async function forgetPlan(engine: Engine): Promise<string> {
  const { deps } = engine;
  const send = await newSend(engine);
  await deps.db.execute(sql`update sends set created_at = now() - interval '1 minute'`);
  return send.id;
}

async function ageEvents(engine: Engine, count: number): Promise<void> {
  await engine.deps.db.execute(sql`
    insert into events (id, kind, at, received_at)
    select 'msg_' || n, 'delivered', now() - interval '91 days', now() - interval '91 days'
    from generate_series(1, ${count}::int) n`);
}

async function countEvents(engine: Engine): Promise<unknown> {
  const [row] = await engine.deps.db.execute(sql`select count(*)::int as left from events`);
  return row;
}

test.each([
  ['account_health', 'pause ailing sends'],
  ['joining_tally', 'delete old tally'],
  ['letters', 'enqueue emails'],
])(
  'without the table %s the tick enqueues, tidies, and says at its end what failed',
  async (table, step) => {
    const engine = await startEngine();
    await confirmReaders(engine, 1);
    await forgetPlan(engine);
    await ageEvents(engine, 3);
    await engine.deps.db.execute(sql`alter table ${sql.identifier(table)} rename to away`);
    await expect(engine.tick()).rejects.toThrow(step);
    await engine.deps.db.execute(sql`alter table away rename to ${sql.identifier(table)}`);
    expect(await countEvents(engine)).toEqual({ left: 0 });
    await engine.drain();
    expect(await engine.stats()).toMatchObject({ accepted: 1 });
  },
);

test('sends are enqueued before anything is tidied', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 1);
  await forgetPlan(engine);
  await ageEvents(engine, 1);
  await engine.deps.db.execute(sql`
    create function look() returns trigger language plpgsql as $$
      begin raise exception 'not before enqueueing'; end $$`);
  await engine.deps.db.execute(
    sql`create trigger look before delete on events for each row execute function look()`,
  );
  await expect(engine.tick()).rejects.toThrow('Of the tick failed: drop old events');
  await engine.drain();
  expect(await engine.stats()).toMatchObject({ accepted: 1 });
});

test('what is old goes in bites, and no bite is larger than it was asked for', async () => {
  const engine = await startEngine();
  const { db } = engine.deps;
  await ageEvents(engine, 25);
  expect([await dropOldEvents(db, 10), await dropOldEvents(db, 10)]).toEqual([10, 10]);
  expect(await countEvents(engine)).toEqual({ left: 5 });
  await db.execute(sql`
    insert into idempotent_requests (key_id, operation, key, body_hash, created_at)
    select gen_random_uuid(), 'POST /api/sends', n::text, '', now() - make_interval(hours => n)
    from generate_series(20, 30) n`);
  expect([await dropOldRequests(db, 4), await dropOldRequests(db, 4)]).toEqual([4, 3]);
});

test('a tick drops several bites, and the next one the rest', async () => {
  const engine = await startEngine();
  await ageEvents(engine, 50_100);
  await engine.tick();
  expect(await countEvents(engine)).toEqual({ left: 100 });
  await engine.tick();
  expect(await countEvents(engine)).toEqual({ left: 0 });
});
