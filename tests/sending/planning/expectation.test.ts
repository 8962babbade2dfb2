// The number of readers that was said with a send: at the press, inside the plan, and after a stop.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueueNext, enqueuePlan } from '../../../src/jobs/enqueue.ts';
import { changeSend } from '../../../src/sending/commands/create.ts';
import { resumeSend } from '../../../src/sending/commands/steer.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { senderOf } from '../../../src/wiring.ts';
import { confirmReaders, type Engine, startEngine } from '../../support/engine.ts';
import { newSend } from '../../support/sends.ts';

async function plan(engine: Engine, id: string) {
  await enqueuePlan(engine.deps, id);
  await engine.drain();
  return readSend(engine.deps.db, id);
}

/** So many people more. */
async function join({ database }: Engine, count: number): Promise<void> {
  await database.db.execute(sql`
    with people as (
      insert into subscribers (email) select gen_random_uuid() || '@example.com'
      from generate_series(1, ${count}::int) returning id)
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    select 1, id, 'confirmed', now() from people`);
}

/** So many leave, each in a way of their own. */
const leaving = {
  unsubscribed: (ids: number[]) => sql`
    update subscriptions set status = 'unsubscribed', unsubscribed_at = now()
    where subscriber_id in ${ids}`,
  suppressed: (ids: number[]) => sql`
    insert into suppressions (address, reason) select email, 'complaint' from subscribers where id in ${ids}`,
  pausing: (ids: number[]) => sql`
    update subscribers set paused_until = now() + interval '1 day', updated_at = now() where id in ${ids}`,
  erased: (ids: number[]) => sql`
    with gone as (delete from subscribers where id in ${ids} returning id),
      left_list as (delete from subscriptions where subscriber_id in ${ids})
    insert into suppressions (address_hash, reason) select 'hash' || id, 'erased' from gone`,
};

test('an audience within the tolerance is mailed, on both sides of it', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 10);
  for (const expectedRecipients of [8, 10, 12]) {
    const send = await newSend(engine, { expectedRecipients, tolerance: 2 });
    expect(await plan(engine, send.id)).toMatchObject({ status: 'sent', counts: { accepted: 10 } });
  }
  for (const expectedRecipients of [7, 13]) {
    const press = newSend(engine, { expectedRecipients, tolerance: 2 });
    await expect(press).rejects.toMatchObject({ code: 'unexpected_recipients' });
    await expect(press).rejects.toThrow(`The audience is 10 now, not ${expectedRecipients}.`);
  }
});

test('who joins between press and plan stops a send beyond the tolerance, and nobody is mailed', async () => {
  const engine = await startEngine();
  const { db } = engine.deps;
  await confirmReaders(engine, 10);
  const send = await newSend(engine, { expectedRecipients: 10, tolerance: 2, holdSeconds: 20 });
  await join(engine, 3);
  await enqueueNext(engine.deps, send);
  await engine.passTime(20);
  await engine.drain({ delayed: true });
  const stopped = await readSend(db, send.id);
  expect(stopped).toMatchObject({
    status: 'paused',
    expectedRecipients: 10,
    foundRecipients: 13,
    counts: { recipients: 0, pending: 0 },
    startedAt: null,
  });
  expect(stopped.pauseReason).toContain('The audience is 13 now, not 10.');
  const [{ batches } = {}] = await db.execute(sql`select count(*)::int as batches from batches`);
  expect(batches).toBe(0);
  // Nothing but another number brings it on.
  for (const word of [{}, { missed: 'send_now' } as const]) {
    const resumed = resumeSend(db, send.id, word);
    await expect(resumed).rejects.toMatchObject({ code: 'unexpected_recipients' });
  }
  await resumeSend(db, send.id, { expectedRecipients: 12 });
  expect(await plan(engine, send.id)).toMatchObject({ status: 'paused', expectedRecipients: 12 });
  await resumeSend(db, send.id, { expectedRecipients: 12, tolerance: 1 });
  expect(await plan(engine, send.id)).toMatchObject({
    status: 'sent',
    foundRecipients: null,
    counts: { accepted: 13 },
  });
});

test.each(Object.keys(leaving) as (keyof typeof leaving)[])(
  'who leaves between press and plan is never missed (%s)',
  async (way) => {
    const engine = await startEngine();
    const ids = await confirmReaders(engine, 10);
    const send = await newSend(engine, { expectedRecipients: 10 });
    await engine.database.db.execute(leaving[way](ids.slice(0, 4)));
    expect(await plan(engine, send.id)).toMatchObject({ status: 'sent', counts: { accepted: 6 } });
  },
);

test('who left while the number was being looked at is not missed at the press', async () => {
  const engine = await startEngine();
  const ids = await confirmReaders(engine, 10);
  await engine.database.db.execute(leaving.unsubscribed(ids.slice(0, 4)));
  const send = await newSend(engine, { expectedRecipients: 10 });
  expect((await plan(engine, send.id)).counts.accepted).toBe(6);
});

test('people who are gone for another reason than their own are missed', async () => {
  const engine = await startEngine();
  const ids = await confirmReaders(engine, 10);
  const send = await newSend(engine, { expectedRecipients: 10 });
  // Somebody took them off the list, or put them there by mistake before.
  await engine.database.db.execute(
    sql`delete from subscriptions where subscriber_id in ${ids.slice(0, 4)}`,
  );
  expect(await plan(engine, send.id)).toMatchObject({ status: 'paused', foundRecipients: 6 });
});

test('a scheduled send stops outside half and twice its number only', async () => {
  const engine = await startEngine();
  const { db, env } = engine.deps;
  await confirmReaders(engine, 10);
  const later = () => new Date(Date.now() + 86_400_000).toISOString();
  const first = await newSend(engine, { expectedRecipients: 10, scheduledAt: later() });
  const second = await newSend(engine, { expectedRecipients: 10, scheduledAt: later() });
  await join(engine, 10);
  const comeDue = async (id: string) => {
    await db.execute(sql`update sends set scheduled_at = now() where id = ${id}`);
    await engine.tick();
    return plan(engine, id);
  };
  expect(await comeDue(first.id)).toMatchObject({ status: 'sent', counts: { accepted: 20 } });
  await join(engine, 1);
  expect(await comeDue(second.id)).toMatchObject({ status: 'paused', foundRecipients: 21 });
  const change = { scheduledAt: later() };
  const moved = await changeSend(db, senderOf(env), second.id, change, new Date());
  expect(moved).toMatchObject({ status: 'scheduled', foundRecipients: null, pauseReason: null });
});

test('a held send that is given a moment of its own is held to half and twice from then on', async () => {
  const engine = await startEngine();
  const { db, env } = engine.deps;
  await confirmReaders(engine, 10);
  const send = await newSend(engine, { expectedRecipients: 10, holdSeconds: 20 });
  const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
  const moved = await changeSend(db, senderOf(env), send.id, { scheduledAt }, new Date());
  expect(moved).toMatchObject({ status: 'scheduled', holdSeconds: null });
  await join(engine, 5);
  await db.execute(sql`update sends set scheduled_at = now() where id = ${send.id}`);
  await engine.tick();
  expect(await plan(engine, send.id)).toMatchObject({ status: 'sent', counts: { accepted: 15 } });
});
