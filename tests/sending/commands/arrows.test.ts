// Every arrow that an editor can take a send along, with its moment ahead, passed, and by zones.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueuePlan } from '../../../src/jobs/enqueue.ts';
import { changeSend } from '../../../src/sending/commands/create.ts';
import {
  cancelSend,
  pauseSend,
  resumeSend,
  retrySend,
} from '../../../src/sending/commands/steer.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import type { SendView } from '../../../src/sending/report/send-view.ts';
import { senderOf } from '../../../src/wiring.ts';
import { confirmReaders, type Engine, startEngine } from '../../support/engine.ts';
import { newSend } from '../../support/sends.ts';

type Moment = 'none' | 'ahead' | 'passed' | 'zones ahead' | 'zones passed';
const moments: Moment[] = ['none', 'ahead', 'passed', 'zones ahead', 'zones passed'];

const day = 86_400_000;
const localIn = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 19);

/** A send as it was triggered, its moment then moved by the clock. */
async function waitingSend(engine: Engine, moment: Moment): Promise<SendView> {
  const { db } = engine.deps;
  const zones = moment.startsWith('zones');
  const when =
    moment === 'none'
      ? {}
      : { scheduledAt: localIn(7), timezone: zones ? 'recipient' : 'Europe/Paris' };
  const send = await newSend(engine, when);
  if (moment.endsWith('passed')) {
    await db.execute(sql`
      update sends set scheduled_at = now() - interval '5 minutes', local_time = to_char(local_time::timestamp - interval '9 days', 'YYYY-MM-DD"T"HH24:MI:SS')
      where id = ${send.id}`);
  }
  return send;
}

const isLate = (moment: Moment) => moment.endsWith('passed');
const mailed = async (engine: Engine) => (await engine.stats()).accepted;

test.each(moments)(
  'paused before it began and resumed, a send goes back to where it came from (%s)',
  async (moment) => {
    const engine = await startEngine();
    await confirmReaders(engine, 3);
    const { db } = engine.deps;
    const send = await waitingSend(engine, moment);
    expect(send.status).toBe(moment === 'none' ? 'planning' : 'scheduled');
    const paused = await pauseSend(db, send.id);
    expect(paused.status).toBe('paused');
    expect(paused.warnings.map(({ code }) => code)).toEqual(
      isLate(moment) ? ['missed_schedule'] : [],
    );

    if (isLate(moment)) {
      await expect(resumeSend(db, send.id)).rejects.toMatchObject({ code: 'missed_schedule' });
      expect((await readSend(db, send.id)).status).toBe('paused');
      await engine.drain();
      await engine.tick();
      await engine.drain();
      expect(await mailed(engine)).toBe(0);
    }
    const resumed = await resumeSend(db, send.id, isLate(moment) ? { missed: 'send_now' } : {});
    const waits = moment === 'ahead' || moment === 'zones ahead';
    expect(resumed.status).toBe(waits ? 'scheduled' : 'planning');
    await engine.tick();
    await enqueuePlan(engine.deps, send.id);
    await engine.drain();
    expect(await mailed(engine)).toBe(waits ? 0 : 3);
    expect((await readSend(db, send.id)).status).toBe(waits ? 'scheduled' : 'sent');
  },
);

test.each(['ahead', 'zones ahead'] as const)(
  'words do not hurry a send whose moment lies ahead (%s)',
  async (moment) => {
    const engine = await startEngine();
    await confirmReaders(engine, 1);
    const send = await waitingSend(engine, moment);
    await pauseSend(engine.deps.db, send.id);
    const resumed = await resumeSend(engine.deps.db, send.id, { missed: 'send_now' });
    expect(resumed.status).toBe('scheduled');
    expect(resumed.scheduledAt).toBe(send.scheduledAt);
  },
);

test.each(moments)(
  'a send that waits can be cancelled, and then nothing brings it back (%s)',
  async (moment) => {
    const engine = await startEngine();
    await confirmReaders(engine, 2);
    const { db, env } = engine.deps;
    const send = await waitingSend(engine, moment);
    expect((await cancelSend(db, send.id)).status).toBe('cancelled');
    expect((await cancelSend(db, send.id)).status).toBe('cancelled');
    await expect(resumeSend(db, send.id)).rejects.toThrow(
      'A send that is cancelled cannot be resumed.',
    );
    await expect(pauseSend(db, send.id)).rejects.toThrow(
      'A send that is cancelled cannot be paused.',
    );
    await expect(retrySend(db, send.id)).rejects.toThrow('cannot be retried');
    const change = { scheduledAt: localIn(9), timezone: 'Asia/Tokyo' };
    await expect(changeSend(db, senderOf(env), send.id, change, new Date())).rejects.toThrow(
      'A send that is cancelled cannot be changed.',
    );
    await engine.tick();
    await engine.drain();
    expect(await mailed(engine)).toBe(0);
  },
);

test('what goes on cannot be resumed, and what was sent cannot be paused or cancelled', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 1);
  const { db } = engine.deps;
  const scheduled = await waitingSend(engine, 'ahead');
  await expect(resumeSend(db, scheduled.id)).rejects.toThrow(
    'A send that is scheduled cannot be resumed.',
  );
  const send = await waitingSend(engine, 'none');
  expect((await resumeSend(db, send.id)).status).toBe('planning');
  await enqueuePlan(engine.deps, send.id);
  await engine.drain();
  await expect(pauseSend(db, send.id)).rejects.toThrow('A send that is sent cannot be paused.');
  await expect(cancelSend(db, send.id)).rejects.toThrow('A send that is sent cannot be cancelled.');
  await expect(resumeSend(db, send.id)).rejects.toThrow('A send that is sent cannot be resumed.');
});

test('paused between two zones, a send goes on with the next of them at its moment', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2);
  const { db } = engine.deps;
  await db.execute(
    sql`update subscribers set timezone = 'Pacific/Kiritimati' where email like 'reader1@%'`,
  );
  const send = await waitingSend(engine, 'zones ahead');
  await db.execute(sql`
    update sends set scheduled_at = now(), created_at = now() - interval '1 hour',
      local_time = to_char(now() at time zone 'Pacific/Kiritimati', 'YYYY-MM-DD"T"HH24:MI:SS')`);
  await engine.tick();
  await engine.drain();
  expect(await mailed(engine)).toBe(1);
  // The other zone is hours ahead: so is the end, however fast the first one went.
  const { eta } = await readSend(db, send.id);
  expect(Date.parse(eta ?? '')).toBeGreaterThan(Date.now() + 3600_000);
  expect((await pauseSend(db, send.id)).status).toBe('paused');
  expect((await resumeSend(db, send.id)).status).toBe('sending');
  await engine.drain();
  expect(await mailed(engine)).toBe(1);
  await engine.passTime(86_400);
  await engine.tick();
  await engine.drain();
  expect(await mailed(engine)).toBe(2);
});

test('a send that was moved while the sweep looked is not planned at its old moment', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 1);
  const { db, env } = engine.deps;
  const send = await waitingSend(engine, 'passed');
  // The sweep has found it due; before it acts, an editor moves it.
  const change = { scheduledAt: localIn(9), timezone: 'Asia/Tokyo' };
  await changeSend(db, senderOf(env), send.id, change, new Date());
  await engine.tick();
  expect((await readSend(db, send.id)).status).toBe('scheduled');
});
