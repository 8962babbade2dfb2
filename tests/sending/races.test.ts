// Two who act on one send at the same moment: whoever comes second sees what the first has done.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { reopenTransient } from '../../src/sending/commands/command-queries.ts';
import { pauseSend } from '../../src/sending/commands/steer.ts';
import { takeFeedback } from '../../src/sending/feedback/fold.ts';
import { finishSend } from '../../src/sending/finish.ts';
import { readSend } from '../../src/sending/report/report.ts';
import { changeStatus, lockSend } from '../../src/sending/send-queries.ts';
import { confirmReaders, type Engine, startEngine } from '../support/engine.ts';
import { startSend } from '../support/sends.ts';

/** Until a session of this database waits for a row lock. */
async function someoneWaits(engine: Engine): Promise<void> {
  for (let looks = 0; looks < 2000; looks++) {
    const rows = await engine.database.db.execute(sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    if (rows.length > 0) return;
  }
  throw new Error('Nobody waits for a lock');
}

test('a send is not called sent while a retry is opening one of its recipients again', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 1);
  const sendId = await startSend(engine);
  await engine.drain();
  const { db } = engine.deps;
  const { digestId } = await readSend(db, sendId);
  await db.execute(sql`
    update batches set state = 'rejected', error = '{"name":"not_found"}' where send_id = ${sendId}`);
  await db.execute(sql`update sends set status = 'sending' where id = ${sendId}`);
  let finished: Promise<boolean> | undefined;
  await db.transaction(async (tx) => {
    await lockSend(tx, sendId);
    expect(await reopenTransient(tx, { id: sendId, digestId })).toBe(1);
    finished = finishSend(engine.database.db, sendId);
    await someoneWaits(engine);
  });
  expect(await finished).toBe(false);
  expect(await readSend(db, sendId)).toMatchObject({ status: 'sending', counts: { pending: 1 } });
});

test("an editor's pause outlasts the reset of the quota", async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 3);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'daily_quota', retryAfter: 60 });
  await engine.drain();
  const { db } = engine.deps;
  expect(await pauseSend(db, sendId)).toMatchObject({
    status: 'paused',
    pauseReason: 'daily_quota_exceeded',
  });
  await engine.passTime(3600);
  await engine.tick();
  await engine.drain({ delayed: true });
  expect(await readSend(db, sendId)).toMatchObject({ status: 'paused', counts: { accepted: 0 } });
  const log = await db.execute(sql`
    select why from send_transitions where send_id = ${sendId} order by id desc limit 1`);
  expect(log[0]?.why).toBe('kept paused by an editor');
});

test('the sweep resumes nothing that was paused anew after it looked', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 3);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'daily_quota', retryAfter: 60 });
  await engine.drain();
  const { db } = engine.deps;
  await pauseSend(db, sendId);
  const change = { to: 'sending', why: 'its pause has ended', ifPauseEnded: true } as const;
  expect(await changeStatus(db, sendId, ['paused'], change)).toBe(false);
});

const feedback = {
  sendId: null,
  subscriberId: null,
  at: new Date('2026-11-01T09:00:00Z'),
  isPermanentBounce: false,
  isTransientBounce: false,
  detail: {},
};

test('the echo of a complaint does not put out a reader who has come back since', async () => {
  const engine = await startEngine();
  const [reader = 0] = await confirmReaders(engine, 1);
  const { db } = engine.deps;
  const complaint = {
    ...feedback,
    id: 'msg_1',
    kind: 'complained',
    subscriberId: reader,
    to: 'reader1@example.com',
  };
  await takeFeedback(db, [complaint]);
  await db.execute(sql`delete from suppressions`);
  await db.execute(sql`update subscriptions set status = 'confirmed'`);
  await takeFeedback(db, [complaint, complaint]);
  expect(await db.execute(sql`select from suppressions`)).toHaveLength(0);
  const rows = await db.execute(sql`select status from subscriptions`);
  expect(rows[0]?.status).toBe('confirmed');
});

test('a bounce that is told twice at once counts once', async () => {
  const engine = await startEngine();
  const [reader = 0] = await confirmReaders(engine, 1);
  const { db } = engine.deps;
  const bounce = {
    ...feedback,
    id: 'msg_1',
    kind: 'bounced',
    subscriberId: reader,
    to: 'reader1@example.com',
    isTransientBounce: true,
  };
  await takeFeedback(db, [bounce, bounce]);
  const rows = await db.execute(sql`select transient_bounces from subscribers`);
  expect(rows[0]?.transient_bounces).toBe(1);
});
