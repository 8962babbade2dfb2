import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueueLanes } from '../../src/jobs/enqueue.ts';
import { readSend } from '../../src/sending/report/report.ts';
import { confirmReaders, type Engine, startEngine } from '../support/engine.ts';
import { startSend } from '../support/sends.ts';

/** As a deploy with `SENDING` set so. */
function deploy(engine: Engine, SENDING: 'on' | 'off'): void {
  engine.deps.env = { ...engine.deps.env, SENDING };
}

test('with SENDING=off nothing is mailed, whatever is due, enqueued or half done; then all of it once', async () => {
  const engine = await startEngine();
  const { db } = engine.deps;
  await confirmReaders(engine, 250);
  await engine.fault({ fault: 'error503', skip: 1, times: 90 });
  const underWay = await startSend(engine);
  await engine.drain();
  expect((await readSend(db, underWay)).counts).toMatchObject({ accepted: 100, pending: 150 });
  await fetch(`${engine.mailbox.url}/_mailbox/faults`, { method: 'DELETE' });

  deploy(engine, 'off');
  const { requests } = await engine.stats();
  const unplanned = await startSend(engine);
  await db.execute(sql`
    insert into letters (id, kind, address, subscriber_id)
    select gen_random_uuid(), 'preferences', email, id from subscribers limit 1`);
  for (let round = 0; round < 3; round++) {
    await engine.passTime(3600);
    await engine.tick();
    await enqueueLanes(engine.deps, underWay);
    await engine.drain({ delayed: true });
  }
  expect((await engine.stats()).requests).toBe(requests);
  expect(await readSend(db, underWay)).toMatchObject({ status: 'sending' });
  expect(await readSend(db, unplanned)).toMatchObject({ status: 'planning' });

  deploy(engine, 'on');
  for (let round = 0; round < 4; round++) {
    await engine.passTime(120);
    await engine.tick();
    await engine.drain({ delayed: true });
  }
  for (const id of [underWay, unplanned]) {
    expect(await readSend(db, id)).toMatchObject({ status: 'sent', counts: { accepted: 250 } });
  }
  expect(await engine.stats()).toMatchObject({ accepted: 501, duplicates: 0 });
});

test('events are folded and imports run while sending is off', async () => {
  const engine = await startEngine({ SENDING: 'off' });
  const payload = { type: 'email.delivered', data: {} };
  await engine.queues.events.send({ kind: 'event', id: 'msg_1', payload });
  await engine.drain();
  const [row] = await engine.database.db.execute(sql`select count(*)::int as count from events`);
  expect(row).toEqual({ count: 1 });
});
