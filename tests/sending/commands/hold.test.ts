// The hold of a send: some seconds after the press in which it can be cancelled, ended by a delayed message.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueueNext } from '../../../src/jobs/enqueue.ts';
import { createSend } from '../../../src/sending/commands/create.ts';
import { cancelSend, pauseSend, resumeSend } from '../../../src/sending/commands/steer.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { startIfDue } from '../../../src/sending/watch/sweep.ts';
import { senderOf } from '../../../src/wiring.ts';
import { confirmReaders, type Engine, startEngine, writeDigest } from '../../support/engine.ts';
import { newSend } from '../../support/sends.ts';

/** A send that is held, its bell in the queue. */
async function heldSend(engine: Engine, holdSeconds = 20): Promise<string> {
  const send = await newSend(engine, { holdSeconds });
  await enqueueNext(engine.deps, send);
  return send.id;
}

const accepted = async (engine: Engine) => (await engine.stats()).accepted;

test('a held send waits, and its bell sends it although nobody looks', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 3);
  const { db } = engine.deps;
  const id = await heldSend(engine);
  expect(await readSend(db, id)).toMatchObject({ status: 'scheduled', holdSeconds: 20 });
  const { messages } = engine.queues.jobs;
  expect(messages).toEqual([{ body: { kind: 'due', sendId: id }, delaySeconds: 20 }]);
  await engine.drain();
  expect(await accepted(engine)).toBe(0);
  await engine.passTime(20);
  await engine.drain({ delayed: true });
  expect(await accepted(engine)).toBe(3);
  expect(await readSend(db, id)).toMatchObject({ status: 'sent' });
});

test('a bell that rings early rings again, and one that is lost is made up for by the tick', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 1);
  const id = await heldSend(engine);
  await engine.passTime(5);
  await engine.drain({ delayed: true });
  expect((await readSend(engine.deps.db, id)).status).toBe('scheduled');
  const [again] = engine.queues.jobs.messages.splice(0);
  expect(again).toMatchObject({ body: { kind: 'due', sendId: id } });
  expect(again?.delaySeconds).toBeGreaterThan(0);
  expect(again?.delaySeconds).toBeLessThanOrEqual(15);
  await engine.passTime(15);
  await engine.tick();
  await engine.drain();
  expect((await readSend(engine.deps.db, id)).status).toBe('sent');
});

test('cancelled in the hold, nobody is mailed, whatever rings', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2);
  const { db } = engine.deps;
  const id = await heldSend(engine);
  expect((await cancelSend(db, id)).status).toBe('cancelled');
  await engine.passTime(30);
  await engine.drain({ delayed: true });
  await engine.tick();
  await engine.drain();
  expect(await accepted(engine)).toBe(0);
});

test('cancel and bell at the same moment: either is first, and who cancelled mails nobody', async () => {
  const engine = await startEngine({ LANE_CONNECTIONS: '1' });
  await confirmReaders(engine, 1);
  const { db } = engine.deps;
  const ends = new Set<string>();
  for (let i = 0; i < 12; i++) {
    const digestId = await writeDigest(engine);
    const { id } = await newSend(engine, { digestId, holdSeconds: 1 });
    await engine.passTime(1);
    // Both have seen it wait when they try to move it.
    const order = [() => cancelSend(db, id), () => startIfDue(db, id)] as const;
    const [first, second] = i % 2 === 0 ? order : [order[1], order[0]];
    await Promise.all([first(), second()]);
    await engine.drain({ delayed: true });
    await engine.tick();
    await engine.drain();
    ends.add((await readSend(db, id)).status);
  }
  expect([...ends]).toEqual(['cancelled']);
  expect(await accepted(engine)).toBe(0);
});

test('cancelled while the bell plans it, what the plan wrote is never mailed', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2);
  const { db } = engine.deps;
  const id = await heldSend(engine, 1);
  await engine.passTime(1);
  let worked: Promise<void> | undefined;
  let cancelled: ReturnType<typeof cancelSend> | undefined;
  // The plan holds the send and stands before its audience; the press on Cancel waits for the plan.
  await db.transaction(async (tx) => {
    await tx.execute(sql`lock table subscriptions in access exclusive mode`);
    worked = engine.drain({ delayed: true });
    await untilWaiting(engine, 1);
    cancelled = cancelSend(engine.database.db, id);
    await untilWaiting(engine, 2);
    engine.queues.lanes.send = async () => {};
  });
  expect(await cancelled).toMatchObject({ status: 'cancelled' });
  await worked;
  await engine.drain();
  const { counts } = await readSend(db, id);
  expect(counts.accepted).toBe(await accepted(engine));
  expect(counts.accepted + counts.cancelled).toBe(2);
});

/** Until so many sessions of this database wait for a lock. */
async function untilWaiting({ database }: Engine, sessions: number): Promise<void> {
  for (let looks = 0; looks < 2000; looks++) {
    const rows = await database.db.execute(sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    if (rows.length >= sessions) return;
  }
  throw new Error('Nobody waits for a lock');
}

test('two presses are one send, a second apart as well', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 1);
  const { db, env } = engine.deps;
  const digestId = await writeDigest(engine);
  const { id } = await newSend(engine, { digestId, holdSeconds: 20 });
  await engine.passTime(1);
  const again = { digestId, holdSeconds: 20 };
  await expect(newSend(engine, again)).rejects.toThrow(`Send ${id} does exactly this`);
  await expect(newSend(engine, { digestId })).rejects.toThrow('does exactly this');
  const input = { digestId, revision: 1, lists: ['digest'], holdSeconds: 20 };
  const repeated = await createSend(db, senderOf(env), input, 'test', new Date(), readId(id));
  expect(repeated.id).toBe(id);
});

const readId = (id: string) => id as Parameters<typeof createSend>[5] & string;

test('a hold is for what goes out at once, and paused in it, a send goes on by word alone', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 1);
  const { db } = engine.deps;
  const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
  await expect(newSend(engine, { holdSeconds: 5, scheduledAt })).rejects.toMatchObject({
    errors: [{ path: 'holdSeconds' }],
  });
  const id = await heldSend(engine);
  await pauseSend(db, id);
  await engine.passTime(60);
  await engine.drain({ delayed: true });
  expect((await readSend(db, id)).status).toBe('paused');
  await expect(resumeSend(db, id)).rejects.toMatchObject({ code: 'missed_schedule' });
  expect((await resumeSend(db, id, { missed: 'send_now' })).status).toBe('planning');
});
