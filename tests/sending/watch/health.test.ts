import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueueLanes } from '../../../src/jobs/enqueue.ts';
import { resumeSend } from '../../../src/sending/commands/steer.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { confirmReaders, type Engine, startEngine } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

/** A send of which 1,100 of 1,300 mails are accepted, and the rest wait. */
async function underWay(engine: Engine): Promise<string> {
  await confirmReaders(engine, 1300);
  const { deps } = engine;
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'error503', skip: 11, times: 90 });
  await engine.drain();
  expect((await readSend(deps.db, sendId)).counts).toMatchObject({ accepted: 1100, pending: 200 });
  return sendId;
}

/** Webhooks of this kind for so many recipients. */
async function hear(engine: Engine, sendId: string, column: string, count: number) {
  await engine.deps.db.execute(sql`
    insert into deliveries (send_id, subscriber_id, ${sql.identifier(column)})
    select ${sendId}, id, now() from subscribers order by id limit ${count}`);
}

test.each([
  { column: 'bounced_at', few: 44, one: 'bounced' },
  { column: 'complained_at', few: 1, one: 'complained' },
])(
  'too many $one readers pause a running send; one fewer does not',
  async ({ column, few, one }) => {
    const engine = await startEngine();
    const sendId = await underWay(engine);
    const { db } = engine.deps;
    await hear(engine, sendId, column, few);
    await engine.tick();
    expect((await readSend(db, sendId)).status).toBe('sending');
    await db.execute(sql`delete from deliveries`);
    await hear(engine, sendId, column, few + 1);
    await engine.tick();
    const paused = await readSend(db, sendId);
    expect(paused.status).toBe('paused');
    expect(paused.pauseReason).toContain(one);

    // A person who has looked decides, and the same figures do not pause it again.
    await resumeSend(db, sendId);
    await fetch(`${engine.mailbox.url}/_mailbox/faults`, { method: 'DELETE' });
    await engine.passTime(100);
    await engine.tick();
    await enqueueLanes(engine.deps, sendId);
    await engine.drain({ delayed: true });
    expect(await readSend(db, sendId)).toMatchObject({
      status: 'sent',
      counts: { accepted: 1300 },
    });
  },
);

test('a few bounces among a few hundred mails say nothing yet', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 300);
  const { deps } = engine;
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'error503', skip: 2, times: 90 });
  await engine.drain();
  await hear(engine, sendId, 'bounced_at', 100);
  await engine.tick();
  expect((await readSend(deps.db, sendId)).status).toBe('sending');
});

test('five refused batches in a row pause the send before the whole list is burnt', async () => {
  const engine = await startEngine();
  const readers = await confirmReaders(engine, 2000);
  const addresses = readers.map((_, i) => `reader${i + 1}@example.com`);
  const { deps } = engine;
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'poison', addresses });
  await engine.drain();
  const paused = await readSend(deps.db, sendId);
  expect(paused.status).toBe('paused');
  expect(paused.pauseReason).toContain('5 batches in a row');
  expect(paused.counts.rejected).toBeLessThan(1500);
  expect(paused.counts.pending).toBeGreaterThan(0);
});

test('a monthly quota pauses until the first of the next month', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 3);
  const { deps } = engine;
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'monthly_quota' });
  await engine.drain();
  expect(await readSend(deps.db, sendId)).toMatchObject({
    status: 'paused',
    pauseReason: 'monthly_quota_exceeded',
    counts: { pending: 3 },
  });
  const rows = await deps.db.execute(sql`
    select abs(extract(epoch from resume_at - (date_trunc('month', now() at time zone 'UTC')
      + interval '1 month') at time zone 'UTC')) < 5 as "isFirst" from sends`);
  expect(rows[0]?.isFirst).toBe(true);
});
