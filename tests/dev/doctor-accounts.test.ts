import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { examine } from '../../dev/doctor.ts';
import { examined } from '../support/doctor.ts';
import { confirmReaders, type Engine, startEngine } from '../support/engine.ts';
import { startSend } from '../support/sends.ts';

async function sendToReaders(engine: Engine): Promise<string> {
  await confirmReaders(engine, 250);
  const sendId = await startSend(engine);
  await engine.drain();
  return sendId;
}

const states = async ({ database }: Engine) => {
  const findings = await examine(examined(database), 'accounts');
  return Object.fromEntries(findings.map(({ name, state }) => [name, state]));
};

test('the doctor finds the books of a send that went through in order', async () => {
  const engine = await startEngine();
  await sendToReaders(engine);
  expect(await states(engine)).toEqual({ equation: 'ok', once: 'ok', open: 'ok' });
});

test('the doctor finds a batch that is gone, a person who stands twice, and a send that stands still', async () => {
  const engine = await startEngine();
  const { db } = engine.database;
  const id = await sendToReaders(engine);
  await db.execute(sql`delete from batches where send_id = ${id} and n = 1`);
  expect(await states(engine)).toEqual({ equation: 'fail', once: 'ok', open: 'ok' });

  await db.execute(sql`
    insert into batches (send_id, n, list_id, state, subscriber_ids, settled_at)
    select send_id, 1, list_id, state, subscriber_ids, settled_at from batches
    where send_id = ${id} and n = 0`);
  expect(await states(engine)).toEqual({ equation: 'ok', once: 'fail', open: 'ok' });

  await db.execute(sql`delete from batches where send_id = ${id} and n = 1`);
  await db.execute(sql`
    insert into batches (send_id, n, list_id, state, subscriber_ids)
    select ${id}, 1, 1, 'ready', array_agg(id) from subscribers
    where id not in (select unnest(subscriber_ids) from batches where send_id = ${id})`);
  expect(await states(engine)).toEqual({ equation: 'fail', once: 'ok', open: 'ok' });
  await db.execute(sql`update sends set status = 'sending' where id = ${id}`);
  expect(await states(engine)).toEqual({ equation: 'ok', once: 'ok', open: 'ok' });
  await db.execute(sql`update batches set settled_at = settled_at - interval '2 hours'`);
  expect(await states(engine)).toEqual({ equation: 'ok', once: 'ok', open: 'warn' });
});
