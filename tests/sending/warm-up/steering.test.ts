// What comes in between while a send waits for its next day.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueueLanes } from '../../../src/jobs/enqueue.ts';
import {
  cancelSend,
  pauseSend,
  resumeSend,
  retrySend,
} from '../../../src/sending/commands/steer.ts';
import { confirmReaders, type Engine, writeDigest } from '../../support/engine.ts';
import { look, nextDay, startAtNoon, warmUp } from '../../support/warm-up.ts';

/** As the routes do after a resume or a retry. */
async function goOn(engine: Engine, sendId: string): Promise<void> {
  await enqueueLanes(engine.deps, sendId);
  await engine.drain();
}

test('paused for three days, it goes on with the next step, and not with three days at once', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 1000);
  const id = await warmUp(engine);
  await pauseSend(engine.deps.db, id);
  for (let day = 0; day < 3; day++) await nextDay(engine);
  expect((await look(engine, id)).counts.accepted).toBe(150);
  await resumeSend(engine.deps.db, id);
  await goOn(engine, id);
  const resumed = await look(engine, id);
  expect(resumed.counts.accepted).toBe(400);
  expect(resumed.waiting.map(({ recipients }) => recipients)).toEqual([400, 200]);
  await nextDay(engine);
  await nextDay(engine);
  expect((await look(engine, id)).status).toBe('sent');
  expect(await engine.stats()).toMatchObject({ accepted: 1000, duplicates: 0 });
});

test('a tick that comes three days late sends one day, and the next the day after', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 1000);
  const id = await warmUp(engine);
  await engine.passTime(3 * 86_400);
  await engine.tick();
  await engine.drain();
  expect((await look(engine, id)).counts.accepted).toBe(400);
  await nextDay(engine);
  expect((await look(engine, id)).counts.accepted).toBe(800);
});

test('cancelled between two days, the rest is cancelled, and its days are free', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 300);
  const id = await warmUp(engine);
  expect(await cancelSend(engine.deps.db, id)).toMatchObject({
    status: 'cancelled',
    counts: { accepted: 150, cancelled: 150, pending: 0 },
  });
  const { waiting } = await look(engine, await warmUp(engine));
  expect(waiting.map(({ recipients }) => recipients)).toEqual([250, 50]);
});

test('what Resend did not take, because of its rate, takes no room', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 150);
  await engine.fault({ fault: 'rate_limit', times: 3, retryAfter: 0 });
  const id = await warmUp(engine);
  await engine.passTime(5);
  await engine.tick();
  await engine.drain();
  expect(await look(engine, id)).toMatchObject({ status: 'sent', counts: { accepted: 150 } });
});

test('an answer that was lost is asked for again, and counts once', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 400);
  await engine.fault({ fault: 'drop', when: 'after', times: 2 });
  const id = await warmUp(engine);
  for (let look = 0; look < 3; look++) {
    await engine.passTime(90);
    await engine.tick();
    await engine.drain();
  }
  expect((await look(engine, id)).counts).toMatchObject({ accepted: 150, pending: 250 });
  await nextDay(engine);
  expect((await look(engine, id)).counts).toMatchObject({ accepted: 400 });
  expect(await engine.stats()).toMatchObject({ accepted: 400, duplicates: 0 });
});

test('a worker that dies with a batch keeps the room of that batch, and nobody gets two mails', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 400);
  const id = await warmUp(engine);
  // Accepted, and never settled.
  await engine.deps.db.execute(sql`
    update batches set state = 'claimed', provider_ids = null, settled_at = null,
      lease_token = gen_random_uuid(), lease_until = now() + interval '50 seconds'
    where send_id = ${id} and n = 1`);
  await engine.deps.db.execute(
    sql`update batches set not_before = now() where send_id = ${id} and n > 2`,
  );
  await engine.passTime(30);
  await goOn(engine, id);
  expect((await engine.stats()).accepted).toBe(150);
  await engine.passTime(30);
  await engine.tick();
  await engine.drain();
  expect((await look(engine, id)).counts).toMatchObject({ accepted: 150, pending: 250 });
  await nextDay(engine);
  expect(await engine.stats()).toMatchObject({ accepted: 400, duplicates: 0 });
});

test('a retry waits for a day with room', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 150);
  const id = await warmUp(engine);
  const { db } = engine.deps;
  await db.execute(sql`
    update batches set state = 'rejected', provider_ids = null, error = '{"name": "not_found", "message": ""}'
    where send_id = ${id} and n = 0`);
  // Others take all of the second day.
  await engine.passTime(86_400);
  await warmUp(engine);
  await warmUp(engine);
  await retrySend(db, id);
  await goOn(engine, id);
  expect((await look(engine, id)).counts).toMatchObject({ accepted: 100, pending: 50 });
  await nextDay(engine);
  expect((await look(engine, id)).counts).toMatchObject({ accepted: 150, pending: 0 });
});

test('whoever waits for their day is left out of other sends of the digest, also of `again`', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 200);
  const digestId = await writeDigest(engine);
  const id = await warmUp(engine, { digestId });
  await expect(warmUp(engine, { digestId })).rejects.toMatchObject({ code: 'already_sent' });
  const again = await warmUp(engine, { digestId, again: true });
  expect((await look(engine, again)).counts.recipients).toBe(150);
  await nextDay(engine);
  await nextDay(engine);
  expect((await look(engine, id)).counts).toMatchObject({ accepted: 200, pending: 0 });
  expect((await look(engine, again)).counts).toMatchObject({ accepted: 150, pending: 0 });
});

test('whoever leaves meanwhile gets nothing', async () => {
  const engine = await startAtNoon();
  const readers = await confirmReaders(engine, 200);
  const id = await warmUp(engine);
  await engine.deps.db.execute(sql`
    update subscriptions set status = 'unsubscribed' where subscriber_id = ${readers.at(-1)}`);
  await nextDay(engine);
  expect(await look(engine, id)).toMatchObject({
    status: 'sent',
    counts: { accepted: 199, skipped: 1 },
  });
});

test('readers in later zones wait for their own time on a later day', async () => {
  const engine = await startAtNoon();
  const readers = await confirmReaders(engine, 300);
  await engine.deps.db.execute(sql`
    update subscribers set timezone = 'Asia/Tokyo' where id = any(${`{${readers.slice(0, 100).join(',')}}`}::bigint[])`);
  const soon = new Date(Date.now() + 11 * 3600_000).toISOString().slice(0, 16);
  const zoned = { scheduledAt: `${soon}:00`, timezone: 'recipient', fallbackTimezone: 'Etc/UTC' };
  const id = await warmUp(engine, zoned);
  const { db } = engine.deps;
  // Tokyo is nine hours ahead: due in two hours; everybody else nine hours later.
  await db.execute(
    sql`update sends set scheduled_at = now(), created_at = now() - interval '1 day' where id = ${id}`,
  );
  await engine.tick();
  await engine.drain();
  const { waiting } = await look(engine, id);
  const inHours = waiting.map(({ at, recipients }) => [
    Math.round((Date.parse(at) - Date.now()) / 3600_000),
    recipients,
  ]);
  expect(inHours).toEqual([
    [2, 100],
    [11, 50],
    [35, 150],
  ]);
});

test('a hosted template stands until a day after the last day', async () => {
  const engine = await startAtNoon({ DELIVERY: 'template' });
  await confirmReaders(engine, 450);
  const id = await warmUp(engine);
  const { db } = engine.deps;
  const state = async () =>
    (await db.execute(sql`select template_state as state from sends where id = ${id}`))[0]?.state;
  for (let day = 0; day < 2; day++) {
    await nextDay(engine);
    expect(await state()).toBe('published');
  }
  expect(await look(engine, id)).toMatchObject({ status: 'sent', counts: { accepted: 450 } });
  const hosted = await db.execute(sql`select distinct hosted from batches where send_id = ${id}`);
  expect(hosted.map((row) => row.hosted)).toEqual([true]);
  await engine.tick();
  expect(await state()).toBe('published');
  await engine.passTime('25 hours');
  await engine.tick();
  expect(await state()).toBe('removed');
});

test('bounces of the first day pause it before the second', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 400);
  const id = await warmUp(engine);
  const { db } = engine.deps;
  const bounce = (first: number, last: number) =>
    db.execute(sql`
      insert into deliveries (send_id, subscriber_id, bounced_at)
      select ${id}, m, now() from batches, unnest(subscriber_ids) with ordinality b(m, i)
      where send_id = ${id} and n = 0 and i between ${first} and ${last}`);
  await bounce(1, 6);
  await engine.tick();
  expect((await look(engine, id)).status).toBe('sending');
  await bounce(7, 7);
  await engine.tick();
  const paused = await look(engine, id);
  expect(paused.status).toBe('paused');
  expect(paused.pauseReason).toContain('4.7 % of the mails bounced while the domain warms up');
  await nextDay(engine);
  expect((await look(engine, id)).counts.accepted).toBe(150);
});
