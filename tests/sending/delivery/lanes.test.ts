import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { deliveryDeps } from '../../../src/jobs/jobs.ts';
import { tick } from '../../../src/jobs/tick.ts';
import { claimNextBatch } from '../../../src/sending/delivery/batch-queries.ts';
import { type DeliveryDeps, deliverRoad } from '../../../src/sending/delivery/deliver.ts';
import { doesAnotherWait, readTempo } from '../../../src/sending/delivery/road-queries.ts';
import { markOf, newRoad, startCron, wantedRoads } from '../../../src/sending/delivery/roads.ts';
import { workOnce } from '../../faults/scenes.ts';
import { confirmReaders, type Engine, startEngine, testQueue } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

/** A send, planned; its lanes are enqueued and not worked. */
async function planSend(engine: Engine): Promise<string> {
  const sendId = await startSend(engine);
  await workOnce({ engine });
  return sendId;
}

const rungRoads = ({ queues }: Engine) => queues.lanes.messages;

/** Works one road of the send as its message would; what it passes on stands in the queue. */
async function workRoad(
  { deps }: Engine,
  sendId: string,
  road = newRoad(),
  other: Partial<DeliveryDeps> = {},
): Promise<void> {
  await deliverRoad({ ...deliveryDeps(deps), ...other }, { sendId, road, turn: 0 });
}

function loseMessages({ queues }: Engine): void {
  for (const { messages } of [queues.jobs, queues.lanes]) messages.length = 0;
}

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
async function dieInMidCall(engine: Engine, sendId: string, road = newRoad()): Promise<void> {
  expect(await claimNextBatch(engine.deps.db, sendId, -1, road)).toMatchObject({ n: 0 });
}

test('a road has no more lanes than there are batches to work, and five at most', async () => {
  for (const [readers, lanes] of [
    [250, 3],
    [1_200, 5],
  ] as const) {
    const engine = await startEngine();
    await confirmReaders(engine, readers);
    const sendId = await planSend(engine);
    expect(rungRoads(engine)).toHaveLength(1);
    let [most, underWay] = [0, 0];
    const allAtOnce = Promise.withResolvers<void>();
    const { resend } = engine.deps;
    await workRoad(engine, sendId, newRoad(), {
      resend: {
        ...resend,
        async sendBatch(...call) {
          underWay += 1;
          most = Math.max(most, underWay);
          if (underWay === lanes) allAtOnce.resolve();
          await allAtOnce.promise;
          const outcome = await resend.sendBatch(...call);
          underWay -= 1;
          return outcome;
        },
      },
    });
    expect(most).toBe(lanes);
  }
});

test('as many roads are enqueued as have batches, up to as many as are wanted', async () => {
  const engine = await startEngine({ ENVIRONMENT: 'production', RESEND_BASE_URL: '', RATE: '10' });
  await confirmReaders(engine, 1_100);
  await planSend(engine);
  expect(rungRoads(engine)).toHaveLength(3);
});

test('a lane of a version before goes on as a road in the queue of lanes', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 250);
  const sendId = await planSend(engine);
  loseMessages(engine);
  engine.queues.jobs.messages.push({ body: { kind: 'deliver', sendId } });
  await workOnce({ engine });
  expect(rungRoads(engine)).toMatchObject([{ body: { kind: 'lanes', sendId, turn: 0 } }]);
  await engine.drain();
  expect(await engine.stats()).toMatchObject({ accepted: 250 });
});

test('twenty small sends at once take one lane and one slot each', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 10);
  const slots = await countSlots(engine);
  for (let i = 0; i < 20; i++) await startSend(engine);
  await workOnce({ engine });
  expect(rungRoads(engine)).toHaveLength(20);
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
  loseMessages(engine);
  const road = newRoad();
  await workRoad(engine, sendId, road);
  const [next, ...others] = rungRoads(engine);
  expect(next?.body).toEqual({ kind: 'lanes', sendId, road, turn: 0 });
  expect(next?.delaySeconds).toBeGreaterThan(50);
  expect(next?.delaySeconds).toBeLessThanOrEqual(60);
  expect(others).toEqual([]);
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

test('a tick enqueues nobody while lanes claim, and those missing once they have been silent for 25 s', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 300);
  const sendId = await planSend(engine);
  loseMessages(engine);
  await dieInMidCall(engine, sendId);
  await engine.passTime(20);
  await engine.tick();
  expect(rungRoads(engine)).toEqual([]);
  await engine.passTime(6);
  await engine.tick();
  expect(rungRoads(engine)).toHaveLength(1);
  // They may be on their way: the next tick waits.
  await engine.tick();
  expect(rungRoads(engine)).toHaveLength(1);
});

test('half a minute after a tick the sends at work are looked at once more', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 300);
  const sendId = await planSend(engine);
  await dieInMidCall(engine, sendId);
  loseMessages(engine);
  await engine.tick();
  expect(engine.queues.jobs.messages).toEqual([{ body: { kind: 'sweep' }, delaySeconds: 30 }]);
  await engine.passTime(30);
  await workOnce({ engine });
  expect(rungRoads(engine)).toHaveLength(1);
});

test('an engine that starts enqueues at once, whatever the dead have left, and frees no lease', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 300);
  const sendId = await planSend(engine);
  await dieInMidCall(engine, sendId);
  loseMessages(engine);
  await tick(engine.deps, startCron);
  expect(rungRoads(engine)).toHaveLength(1);
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
    await workRoad(engine, sendId, newRoad(), { db: slow });
  } finally {
    Date.now = clock;
  }
  expect(claims).toBe(1);
  expect(await engine.stats()).toMatchObject({ requests: 0 });
  const rows = await engine.deps.db.execute(sql`select state, key, attempts, lane from batches`);
  expect(rows[0]).toMatchObject({ state: 'ready', key: null, attempts: 0 });
  expect(rows[0]?.lane).not.toBeNull();
});

test('a copy of a road at work, or one whose message comes again after its death, goes on under another id', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 200);
  const sendId = await planSend(engine);
  loseMessages(engine);
  const road = newRoad();
  await dieInMidCall(engine, sendId, markOf(road, 0).own);
  await workRoad(engine, sendId, road);
  const rows = await engine.deps.db.execute(sql`select distinct left(lane::text, 34) from batches`);
  expect(rows).toHaveLength(2);
  expect(rungRoads(engine)).toHaveLength(1);
  expect(rungRoads(engine)).not.toMatchObject([{ body: { road } }]);
});

test('of more roads than are wanted, those enqueued longest ago end', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 300);
  const sendId = await planSend(engine);
  loseMessages(engine);
  const [oldest, older, newer] = [newRoad(1_000), newRoad(2_000), newRoad(3_000)];
  expect(newer < older).toBe(true);
  await dieInMidCall(engine, sendId, newer);
  await engine.deps.db.execute(
    sql`update batches set lane = ${older}, claimed_at = now() where n = 1`,
  );
  const before = await engine.stats();
  await workRoad(engine, sendId, oldest, { wantedRoads: () => 1 });
  expect(await engine.stats()).toEqual(before);
  expect(rungRoads(engine)).toEqual([]);
  await workRoad(engine, sendId, newRoad(4_000), { wantedRoads: () => 1 });
  expect(await engine.stats()).toMatchObject({ accepted: 200 });
});

test('a lane without a slot in sight ends, and leaves the slot to others', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 100);
  const sendId = await planSend(engine);
  loseMessages(engine);
  const { db } = engine.deps;
  await db.execute(sql`update pace set next_at = now() + interval '30 seconds'`);
  const [before] = await db.execute(sql`select next_at from pace`);
  await workRoad(engine, sendId);
  expect(rungRoads(engine)).toEqual([]);
  const [after] = await db.execute(sql`select next_at from pace`);
  expect(after).toEqual(before);
});

test('a road ends early for another send that waits, and not for one that is being worked', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 100);
  const [first, second] = [await planSend(engine), await startSend(engine)];
  const { db } = engine.deps;
  expect(await doesAnotherWait(db, first)).toBe(false);
  await workOnce({ engine: { ...engine, queues: { ...engine.queues, lanes: testQueue() } } });
  expect(await doesAnotherWait(db, first)).toBe(true);
  await dieInMidCall(engine, second);
  expect(await doesAnotherWait(db, first)).toBe(false);
});

test('roads are as many as calls under way use the rate, and one; more when calls grow slow', () => {
  const wanted = (rate: number, callSeconds: number | null = null) =>
    wantedRoads('production', 5, { rate, callSeconds });
  expect(wantedRoads('production', 5, { rate: null, callSeconds: null })).toBe(2);
  expect(wanted(5)).toBe(2);
  expect(wanted(50)).toBe(11);
  // One call in a hundred hangs for half a minute.
  expect(wanted(50, 1.09)).toBe(15);
  expect(wanted(5, 5)).toBe(8);
  expect(wanted(1000, 30)).toBe(30);
  expect(wantedRoads('development', 5, { rate: 200, callSeconds: 2 })).toBe(1);
});

test('the tempo of a send is what its account grants and how long its calls of a minute took', async () => {
  const engine = await startEngine({ RATE: '7' });
  await confirmReaders(engine, 400);
  const sendId = await planSend(engine);
  const { db } = engine.deps;
  expect(await readTempo(db, sendId)).toEqual({ rate: 7, callSeconds: null });
  await dieInMidCall(engine, sendId);
  await db.execute(sql`
    update batches set state = 'accepted', claimed_at = now() - make_interval(secs => 10 * n),
      settled_at = now() - make_interval(secs => 10 * n - 1) where n in (1, 2)`);
  await db.execute(sql`
    update batches set state = 'accepted', claimed_at = now() - interval '2 minutes',
      settled_at = now() - interval '1 minute' where n = 3`);
  await db.execute(sql`update batches set claimed_at = now() - interval '4 seconds' where n = 0`);
  expect((await readTempo(db, sendId)).callSeconds).toBeCloseTo(2, 1);
});
