import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueuePlan } from '../../../src/jobs/enqueue.ts';
import { changeSend } from '../../../src/sending/commands/create.ts';
import { cancelSend, resumeSend } from '../../../src/sending/commands/steer.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { senderOf } from '../../../src/wiring.ts';
import { confirmReaders, type Engine, startEngine } from '../../support/engine.ts';
import { newSend } from '../../support/sends.ts';

const now = new Date('2026-11-20T00:00:00Z');
const eight = { scheduledAt: '2026-12-01T08:00:00', timezone: 'recipient' };

/** Readers 1–4 live in these zones; the others said none. */
const zones = ['Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Mars/Olympus_Mons'];

async function readersAround(engine: Engine, count: number): Promise<void> {
  const readers = await confirmReaders(engine, count);
  for (const [i, zone] of zones.entries()) {
    await engine.deps.db.execute(
      sql`update subscribers set timezone = ${zone} where id = ${readers[i]}`,
    );
  }
}

const schedule = (engine: Engine, more: Record<string, string> = {}) =>
  newSend(engine, { ...eight, ...more }, now);

/** Lets the send's own moment come, as far as the sweep can see. */
async function begin(engine: Engine, sendId: string): Promise<void> {
  await engine.deps.db.execute(sql`
    update sends set scheduled_at = now(), created_at = now() - interval '1 day'
    where id = ${sendId}`);
  await engine.tick();
  await engine.drain();
}

const dueTimes = async (engine: Engine, sendId: string) => {
  const rows = await engine.deps.db.execute(sql`
    select to_char(not_before at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as due,
      cardinality(subscriber_ids) as size from batches where send_id = ${sendId} order by n`);
  return rows.map((row) => [row.due, row.size]);
};

test('each reader is due at the same wall-clock time in their own zone, others in the fallback', async () => {
  const engine = await startEngine();
  await readersAround(engine, 150);
  const send = await schedule(engine);
  expect(send).toMatchObject({
    status: 'scheduled',
    timezone: 'recipient',
    localTime: '2026-12-01T08:00:00',
    fallbackTimezone: 'Asia/Tokyo',
    scheduledAt: '2026-11-30T23:00:00.000Z',
  });
  await begin(engine, send.id);
  expect(await dueTimes(engine, send.id)).toEqual([
    ['2026-11-30 23:00', 100],
    ['2026-11-30 23:00', 48],
    ['2026-12-01 07:00', 1],
    ['2026-12-01 13:00', 1],
  ]);
});

test('a zone is mailed when its moment has come and not before; the send is sending from the first', async () => {
  const engine = await startEngine();
  await readersAround(engine, 10);
  const send = await schedule(engine, { fallbackTimezone: 'Pacific/Honolulu' });
  await begin(engine, send.id);
  const { db } = engine.deps;
  expect((await engine.stats()).accepted).toBe(0);
  await db.execute(sql`
    update batches set not_before = now() - interval '1 second'
    where send_id = ${send.id} and n = 0`);
  await engine.passTime(30);
  await engine.tick();
  await engine.drain();
  expect(await readSend(db, send.id)).toMatchObject({
    status: 'sending',
    counts: { recipients: 10, accepted: 1, pending: 9 },
  });
  // Nothing looks again and again meanwhile: the sweep will enqueue.
  expect(engine.queues.lanes.messages).toEqual([]);
  const [mail] = await engine.messages(`send=${send.id}`);
  expect(mail?.to).toEqual(['reader1@example.com']);
  await db.execute(sql`update batches set not_before = now() where send_id = ${send.id}`);
  await engine.passTime(30);
  await engine.tick();
  await engine.drain();
  expect(await readSend(db, send.id)).toMatchObject({ status: 'sent', counts: { accepted: 10 } });
  expect(await engine.stats()).toMatchObject({ accepted: 10, duplicates: 0 });
});

test('who leaves before the morning of their zone gets nothing', async () => {
  const engine = await startEngine();
  await readersAround(engine, 4);
  const send = await schedule(engine);
  await begin(engine, send.id);
  const { db } = engine.deps;
  await db.execute(sql`
    update subscriptions set status = 'unsubscribed'
    where subscriber_id = (select id from subscribers where timezone = 'America/New_York')`);
  await db.execute(sql`update batches set not_before = now() where send_id = ${send.id}`);
  await engine.passTime(30);
  await engine.tick();
  await engine.drain();
  expect(await readSend(db, send.id)).toMatchObject({
    status: 'sent',
    counts: { accepted: 3, skipped: 1 },
  });
});

test('cancelled between two zones, the later ones are cancelled', async () => {
  const engine = await startEngine();
  await readersAround(engine, 4);
  const send = await schedule(engine);
  await begin(engine, send.id);
  expect(await cancelSend(engine.deps.db, send.id)).toMatchObject({
    status: 'cancelled',
    counts: { recipients: 4, cancelled: 4 },
  });
});

test('a local time that has passed for some readers is refused, naming their zone', async () => {
  const engine = await startEngine();
  await readersAround(engine, 4);
  const early = { scheduledAt: '2026-11-20T08:00:00' };
  await expect(schedule(engine, early)).rejects.toMatchObject({
    errors: [{ path: 'scheduledAt', message: expect.stringContaining('Asia/Tokyo') }],
  });
});

test.each([
  { scheduledAt: '2026-12-01T08:00:00Z', path: 'scheduledAt' },
  { scheduledAt: '2026-02-30T08:00:00', path: 'scheduledAt' },
  { timezone: 'Asia/Tokyo', fallbackTimezone: 'Asia/Tokyo', path: 'fallbackTimezone' },
])(
  '$scheduledAt $timezone is no schedule in the zone of each reader',
  async ({ path, ...more }) => {
    const engine = await startEngine();
    const given = Object.fromEntries(
      Object.entries(more).filter(([, value]) => value !== undefined),
    );
    await expect(schedule(engine, given as Record<string, string>)).rejects.toMatchObject({
      errors: [expect.objectContaining({ path })],
    });
  },
);

test('a scheduled send takes another moment; one under way does not', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2);
  const { db, env } = engine.deps;
  const sender = senderOf(env);
  const send = await schedule(engine);
  const fixed = { scheduledAt: '2026-12-02T09:30:00', timezone: 'Europe/Paris' };
  expect(await changeSend(db, sender, send.id, fixed, now)).toMatchObject({
    status: 'scheduled',
    scheduledAt: '2026-12-02T08:30:00.000Z',
    timezone: 'Europe/Paris',
    localTime: null,
    fallbackTimezone: null,
  });
  await begin(engine, send.id);
  await expect(changeSend(db, sender, send.id, eight, now)).rejects.toThrow('cannot be changed');
});

test('a missed schedule waits for a person, who may give it another moment or send it now', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2);
  const { db, env } = engine.deps;
  const sender = senderOf(env);
  const send = await schedule(engine);
  const miss = () =>
    db.execute(
      sql`update sends set scheduled_at = now() - interval '2 hours' where id = ${send.id}`,
    );
  await miss();
  await engine.tick();
  const missed = await readSend(db, send.id);
  expect(missed).toMatchObject({ status: 'paused' });
  expect(missed.pauseReason).toContain('120 minutes ago');
  expect((await engine.stats()).accepted).toBe(0);
  expect(await changeSend(db, sender, send.id, eight, now)).toMatchObject({
    status: 'scheduled',
    pauseReason: null,
  });
  await miss();
  await engine.tick();
  await expect(resumeSend(db, send.id)).rejects.toMatchObject({ code: 'missed_schedule' });
  expect(await resumeSend(db, send.id, { missed: 'send_now' })).toMatchObject({
    status: 'planning',
  });
  await enqueuePlan(engine.deps, send.id);
  await engine.drain();
  expect((await readSend(db, send.id)).status).toBe('sending');
});
