import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { workMessages } from '../../src/jobs/jobs.ts';
import { tick } from '../../src/jobs/tick.ts';
import { createSend } from '../../src/sending/commands/create.ts';
import { claimNextBatch } from '../../src/sending/delivery/batch-queries.ts';
import { deliverLane } from '../../src/sending/delivery/deliver.ts';
import { newLane, startCron, wantedLanes } from '../../src/sending/delivery/lanes.ts';
import { ringPlan, senderOf } from '../../src/wiring.ts';
import { confirmReaders, type Engine, startEngine, writeDigest } from '../support/engine.ts';

/** Works what lies in the queue of jobs, and none of what it causes. */
async function workOnce(engine: Engine): Promise<void> {
  const messages = engine.queues.jobs.messages.splice(0);
  await workMessages(
    engine.deps,
    messages.map(({ body }, i) => ({ id: String(i), body, attempts: 1, ack() {}, retry() {} })),
  );
}

async function startSend(engine: Engine): Promise<string> {
  const { deps } = engine;
  const input = { digestId: await writeDigest(engine), revision: 1, lists: ['digest'] };
  const send = await createSend(deps.db, senderOf(deps.env), input, 'test', new Date());
  await ringPlan(deps, send.id);
  return send.id;
}

/** A send, planned; its lanes are rung and not worked. */
async function planSend(engine: Engine): Promise<string> {
  const sendId = await startSend(engine);
  await workOnce(engine);
  return sendId;
}

const rungLanes = ({ queues }: Engine) =>
  queues.jobs.messages.filter(({ body }) => Object(body).kind === 'deliver');

/** How many slots were taken, counted beside the engine. */
async function countSlots(engine: Engine): Promise<() => Promise<number>> {
  const { db } = engine.database;
  await db.execute(sql`create table slots_taken (at timestamptz default now())`);
  await db.execute(sql`
    create function note_slot() returns trigger language plpgsql as $$ begin
      insert into slots_taken default values; return null; end $$`);
  await db.execute(sql`
    create trigger slot_witness after update of next_at on pace
      for each row execute function note_slot()`);
  return async () => {
    const rows = await db.execute(sql`select count(*)::int as count from slots_taken`);
    return Number(rows[0]?.count);
  };
}

/** Claims the first batch under a live lease that nobody settles. */
async function dieInMidCall(engine: Engine, sendId: string, lane = newLane()): Promise<void> {
  expect(await claimNextBatch(engine.deps.db, sendId, -1, lane)).toMatchObject({ n: 0 });
}

test('no more lanes are rung than there are batches to work', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 250);
  await planSend(engine);
  expect(rungLanes(engine)).toHaveLength(3);
});

test('twenty small sends at once take one lane and one slot each', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 10);
  const slots = await countSlots(engine);
  for (let i = 0; i < 20; i++) await startSend(engine);
  await workOnce(engine);
  expect(rungLanes(engine)).toHaveLength(20);
  await engine.drain();
  expect(await engine.stats()).toMatchObject({ accepted: 200, requests: 20 });
  expect(await slots()).toBe(20);
});

test('a lane that finds only live leases takes no slot and comes back when the first of them ends', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 100);
  const sendId = await planSend(engine);
  await dieInMidCall(engine, sendId);
  const slots = await countSlots(engine);
  const end = await deliverLane({ ...engine.deps, lanes: 5 }, sendId, newLane());
  expect(end).toMatchObject({ kind: 'more' });
  const seconds = end.kind === 'more' ? end.afterSeconds : 0;
  expect(seconds).toBeGreaterThan(50);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(await slots()).toBe(0);
});

test('a lane passes over the live leases of the dead and works the rest', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 300);
  const sendId = await planSend(engine);
  await dieInMidCall(engine, sendId);
  await engine.drain();
  expect(await engine.stats()).toMatchObject({ accepted: 200 });
});

test('a tick rings for nobody while lanes claim, and for those missing once they have been silent for 25 s', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 300);
  const sendId = await planSend(engine);
  engine.queues.jobs.messages.length = 0;
  await dieInMidCall(engine, sendId);
  await engine.passTime(20);
  await engine.tick();
  expect(rungLanes(engine)).toEqual([]);
  await engine.passTime(6);
  await engine.tick();
  expect(rungLanes(engine)).toHaveLength(2);
  // They may be on their way: the next tick waits.
  await engine.tick();
  expect(rungLanes(engine)).toHaveLength(2);
});

test('half a minute after a tick the sends at work are looked at once more', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 300);
  const sendId = await planSend(engine);
  await dieInMidCall(engine, sendId);
  engine.queues.jobs.messages.length = 0;
  await engine.tick();
  expect(engine.queues.jobs.messages).toEqual([{ body: { kind: 'sweep' }, delaySeconds: 30 }]);
  await engine.passTime(30);
  await workOnce(engine);
  expect(rungLanes(engine)).toHaveLength(2);
});

test('an engine that starts rings at once, whatever the dead have left, and frees no lease', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 300);
  const sendId = await planSend(engine);
  await dieInMidCall(engine, sendId);
  engine.queues.jobs.messages.length = 0;
  await tick(engine.deps, startCron);
  expect(rungLanes(engine)).toHaveLength(2);
  await engine.drain();
  expect(await engine.stats()).toMatchObject({ accepted: 200 });
  const rows = await engine.deps.db.execute(sql`
    select n from batches where state = 'claimed' and lease_until > now()`);
  expect(Array.from(rows)).toEqual([{ n: 0 }]);
});

test('a call is not made when its claim was answered after 20 s: the batch is free again', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 100);
  const sendId = await planSend(engine);
  // Between the claim and its answer the clock of the worker goes on by 21 s.
  const clock = Date.now;
  let claims = 0;
  const slow = new Proxy(engine.deps.db, {
    get(db, name) {
      const value: unknown = Reflect.get(db, name);
      if (name !== 'execute' || typeof value !== 'function') return value;
      return async (query: unknown) => {
        const rows = await value.call(db, query);
        if (rows[0]?.leaseToken && claims++ === 0) Date.now = () => clock() + 21_000;
        return rows;
      };
    },
  });
  try {
    await deliverLane({ ...engine.deps, db: slow, lanes: 5 }, sendId, newLane());
  } finally {
    Date.now = clock;
  }
  expect(claims).toBe(1);
  expect(await engine.stats()).toMatchObject({ requests: 0 });
  const rows = await engine.deps.db.execute(sql`select state, key, attempts, lane from batches`);
  expect(rows[0]).toMatchObject({ state: 'ready', key: null, attempts: 0 });
  expect(rows[0]?.lane).not.toBeNull();
});

test('a copy of a lane at work, or one whose message comes again after its death, goes on under another id', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 200);
  const sendId = await planSend(engine);
  const lane = newLane();
  await dieInMidCall(engine, sendId, lane);
  const end = await deliverLane({ ...engine.deps, lanes: 5 }, sendId, lane);
  expect(end).toMatchObject({ kind: 'more' });
  const rows = await engine.deps.db.execute(sql`select distinct lane from batches`);
  expect(rows).toHaveLength(2);
  expect(end.kind === 'more' && end.lane).not.toBe(lane);
});

test('of more lanes than are wanted, those rung longest ago end', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 300);
  const sendId = await planSend(engine);
  const [older, newer] = [newLane(1_000), newLane(2_000)];
  expect(newer < older).toBe(true);
  await dieInMidCall(engine, sendId, newer);
  const before = await engine.stats();
  expect(await deliverLane({ ...engine.deps, lanes: 1 }, sendId, older)).toEqual({ kind: 'done' });
  expect(await engine.stats()).toEqual(before);
  await deliverLane({ ...engine.deps, lanes: 1 }, sendId, newLane(3_000));
  expect(await engine.stats()).toMatchObject({ accepted: 200 });
});

test('a lane without a slot in sight ends, and leaves the slot to others', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 100);
  const sendId = await planSend(engine);
  const { db } = engine.deps;
  await db.execute(sql`update pace set next_at = now() + interval '30 seconds'`);
  const [before] = await db.execute(sql`select next_at from pace`);
  const end = await deliverLane({ ...engine.deps, lanes: 5 }, sendId, newLane());
  expect(end).toEqual({ kind: 'done' });
  const [after] = await db.execute(sql`select next_at from pace`);
  expect(after).toEqual(before);
});

test('lanes are as many as calls under way use the rate, five at least', () => {
  expect(wantedLanes('production', 2)).toBe(5);
  expect(wantedLanes('production', 10)).toBe(8);
  expect(wantedLanes('production', 200)).toBe(30);
  expect(wantedLanes('development', 200)).toBe(5);
});
