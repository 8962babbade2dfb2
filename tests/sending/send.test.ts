import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createTokenRing, type TokenRing } from '../../src/base/token.ts';
import { enqueueLanes } from '../../src/jobs/enqueue.ts';
import { cancelSend, pauseSend, resumeSend } from '../../src/sending/commands/steer.ts';
import { readSend } from '../../src/sending/report/report.ts';
import { confirmReaders, type Engine, startEngine } from '../support/engine.ts';
import { startSend } from '../support/sends.ts';

const subscriberOf = (claim: ReturnType<TokenRing['verify']>) =>
  claim?.purpose === 'unsubscribe' ? claim.subscriber : 0;

const count = async (engine: Engine, sendId: string) =>
  (await readSend(engine.deps.db, sendId)).counts;

test('every confirmed reader gets exactly one mail with an unsubscribe link of their own', async () => {
  const engine = await startEngine();
  const readers = await confirmReaders(engine, 250);
  const sendId = await startSend(engine);
  await engine.drain();

  const send = await readSend(engine.deps.db, sendId);
  expect(send).toMatchObject({
    status: 'sent',
    counts: { recipients: 250, accepted: 250, pending: 0 },
  });
  expect(await engine.stats()).toMatchObject({
    accepted: 250,
    distinct: 250,
    duplicates: 0,
    requests: 3,
  });
  const mails = await engine.messages(`send=${sendId}`);
  const ring = createTokenRing(['a-key-for-tests-of-more-than-32-characters']);
  const claims = mails.map((mail) => {
    const link = /^<https:\/\/digest\.example\.com\/u\/([\w-]+)>/.exec(
      mail.headers['List-Unsubscribe'] ?? '',
    );
    expect(mail.html).toContain(`/u/${link?.[1]}`);
    expect(mail.text).toContain(`/u/${link?.[1]}`);
    return ring.verify(link?.[1] ?? '');
  });
  const byReader = claims.sort((a, b) => subscriberOf(a) - subscriberOf(b));
  expect(byReader).toEqual(
    readers.map((subscriber) => ({ purpose: 'unsubscribe', subscriber, list: 1, send: sendId })),
  );
});

test('the unconfirmed, the unsubscribed, the suppressed and the pausing are left out of the plan', async () => {
  const engine = await startEngine();
  const readers = await confirmReaders(engine, 6);
  const { db } = engine.deps;
  await db.execute(
    sql`update subscriptions set status = 'pending' where subscriber_id = ${readers[0]}`,
  );
  await db.execute(
    sql`update subscriptions set status = 'unsubscribed' where subscriber_id = ${readers[1]}`,
  );
  await db.execute(
    sql`insert into suppressions (address, reason) values ('reader3@example.com', 'bounce')`,
  );
  await db.execute(
    sql`update subscribers set paused_until = now() + interval '1 day' where id = ${readers[3]}`,
  );
  const sendId = await startSend(engine);
  await engine.drain();
  const mails = await engine.messages(`send=${sendId}`);
  expect(mails.flatMap((mail) => mail.to).sort()).toEqual([
    'reader5@example.com',
    'reader6@example.com',
  ]);
});

test('a reader of two chosen lists gets one mail, as a member of the first of them', async () => {
  const engine = await startEngine();
  await engine.deps.db.execute(sql`insert into lists (slug, name) values ('weekly', 'Weekly')`);
  const readers = await confirmReaders(engine, 3);
  await engine.deps.db.execute(
    sql`insert into subscriptions (list_id, subscriber_id, status) values (2, ${readers[0]}, 'confirmed')`,
  );
  const sendId = await startSend(engine, { lists: ['weekly', 'digest'] });
  await engine.drain();
  expect(await count(engine, sendId)).toMatchObject({ recipients: 3, accepted: 3 });
  const mails = await engine.messages(`send=${sendId}`);
  const lists = mails.map((mail) => [mail.to[0], mail.headers['List-Id']]);
  expect(lists).toContainEqual(['reader1@example.com', expect.stringContaining('weekly.')]);
  expect(lists).toContainEqual(['reader2@example.com', expect.stringContaining('digest.')]);
});

test('who unsubscribes between plan and claim is skipped, with the reason', async () => {
  const engine = await startEngine();
  const readers = await confirmReaders(engine, 5);
  const sendId = await startSend(engine);
  const { db } = engine.deps;
  // The plan only: its deliveries wait in the queue.
  const deliveries = engine.queues.jobs.messages;
  const { workMessages } = await import('../../src/jobs/jobs.ts');
  const plan = deliveries.splice(0).map(({ body }) => ({
    id: 'plan',
    body,
    attempts: 1,
    ack() {},
    retry() {},
  }));
  await workMessages(engine.deps, plan);
  await db.execute(
    sql`update subscriptions set status = 'unsubscribed' where subscriber_id = ${readers[1]}`,
  );
  await db.execute(sql`delete from subscribers where id = ${readers[2]}`);
  await db.execute(
    sql`insert into suppressions (address, reason) values ('reader4@example.com', 'manual')`,
  );
  await engine.drain();
  expect(await count(engine, sendId)).toMatchObject({
    recipients: 5,
    accepted: 2,
    skipped: 3,
    pending: 0,
  });
  const rows = await db.execute(sql`select skipped from batches where send_id = ${sendId}`);
  expect(rows[0]?.skipped).toEqual([
    { id: readers[1], reason: 'unsubscribed' },
    { id: readers[2], reason: 'erased' },
    { id: readers[3], reason: 'suppressed' },
  ]);
});

test('planning twice at once makes one set of batches', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 120);
  const sendId = await startSend(engine);
  engine.queues.jobs.messages.push({ body: { kind: 'plan', sendId } });
  engine.queues.jobs.messages.push({ body: { kind: 'plan', sendId } });
  await engine.drain();
  expect(await count(engine, sendId)).toMatchObject({ recipients: 120, accepted: 120 });
  expect(await engine.stats()).toMatchObject({ accepted: 120, duplicates: 0 });
});

test('a paused send calls nobody; resumed, it goes on where it stopped', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 250);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'error503', skip: 1, times: 50 });
  await engine.drain();
  await pauseSend(engine.deps.db, sendId);
  await fetch(`${engine.mailbox.url}/_mailbox/faults`, { method: 'DELETE' });
  await engine.passTime(10);
  await engine.tick();
  await engine.drain({ delayed: true });
  expect((await engine.stats()).accepted).toBe(100);
  await resumeSend(engine.deps.db, sendId);
  await enqueueLanes(engine.deps, sendId);
  await engine.drain();
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({ status: 'sent' });
  expect(await engine.stats()).toMatchObject({ accepted: 250, duplicates: 0 });
});

test('a send cancelled before its first call has cancelled everybody', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 250);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'rate_limit', retryAfter: 30, times: 50 });
  await engine.drain();
  const send = await cancelSend(engine.deps.db, sendId);
  expect(send).toMatchObject({
    status: 'cancelled',
    counts: { recipients: 250, cancelled: 250, pending: 0 },
  });
  await expect(resumeSend(engine.deps.db, sendId)).rejects.toThrow('cannot be');
});

test('of a send cancelled in mid-call, who may have been mailed is unknown and never called again', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 250);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'error503', skip: 1, times: 50 });
  await engine.drain();
  const send = await cancelSend(engine.deps.db, sendId);
  expect(send.counts).toMatchObject({ recipients: 250, accepted: 100, unknown: 150, pending: 0 });
  const before = (await engine.stats()).requests;
  await engine.passTime(3600);
  await engine.tick();
  await engine.drain({ delayed: true });
  expect((await engine.stats()).requests).toBe(before);
});

test('one poisoned address in a hundred is rejected with its reason, and the others get their mail', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 100);
  await engine.deps.db.execute(
    sql`update subscribers set email = 'poison@example.com' where email = 'reader42@example.com'`,
  );
  const sendId = await startSend(engine);
  await engine.drain();
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'sent',
    counts: { recipients: 100, accepted: 99, rejected: 1 },
  });
  expect(await engine.stats()).toMatchObject({ accepted: 99, distinct: 99, duplicates: 0 });
});

test.each([
  { fault: 'drop', when: 'after' },
  { fault: 'drop', when: 'before' },
  { fault: 'truncate' },
  { fault: 'html200', when: 'after' },
  { fault: 'wrong_count' },
])(
  'after $fault ($when) the same bytes are sent under the same key, and nobody gets two',
  async (order) => {
    const engine = await startEngine();
    await confirmReaders(engine, 150);
    const sendId = await startSend(engine);
    await engine.fault({ ...order, times: 2 });
    await engine.drain();
    expect((await count(engine, sendId)).pending).toBeGreaterThan(0);
    await engine.passTime(100);
    await engine.drain({ delayed: true });
    expect(await readSend(engine.deps.db, sendId)).toMatchObject({
      status: 'sent',
      counts: { recipients: 150, accepted: 150 },
    });
    expect(await engine.stats()).toMatchObject({ accepted: 150, distinct: 150, duplicates: 0 });
  },
);

test.each([
  { fault: 'rate_limit', retryAfter: 5 },
  { fault: 'rate_limit', retryAfter: null },
  { fault: 'daily_quota', retryAfter: 5 },
  { fault: 'unauthorized401' },
  { fault: 'forbidden403' },
])('a lost answer, and $fault for the replay: nobody gets two', async (order) => {
  const engine = await startEngine();
  await confirmReaders(engine, 3);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'drop', when: 'after' });
  await engine.drain();
  await engine.fault(order);
  await engine.passTime(100);
  await engine.drain({ delayed: true });
  if ((await readSend(engine.deps.db, sendId)).status === 'paused') {
    await resumeSend(engine.deps.db, sendId);
  }
  await engine.passTime(100);
  await enqueueLanes(engine.deps, sendId);
  await engine.drain({ delayed: true });
  expect(await engine.stats()).toMatchObject({ accepted: 3, distinct: 3, duplicates: 0 });
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'sent',
    counts: { accepted: 3 },
  });
});

test('an ambiguous batch is replayed to the old address after its reader has changed it', async () => {
  const engine = await startEngine();
  const [reader] = await confirmReaders(engine, 1);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'drop', when: 'after' });
  await engine.drain();
  await engine.deps.db.execute(sql`
    with old as (insert into address_history (subscriber_id, email) values (${reader}, 'reader1@example.com'))
    update subscribers set email = 'new@example.com' where id = ${reader}`);
  await engine.deps.db.execute(sql`update batches set lease_until = now() - interval '1 second'`);
  await engine.drain({ delayed: true });
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'sent',
    counts: { accepted: 1 },
  });
  expect(await engine.stats()).toMatchObject({ accepted: 1, duplicates: 0 });
});

test('a key older than 23 hours is never used again: the batch is unknown, and a webhook settles it', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 3);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'drop', when: 'after', times: 99 });
  await engine.drain();
  await engine.passTime(24 * 3600);
  const before = (await engine.stats()).requests;
  await engine.drain({ delayed: true });
  expect((await engine.stats()).requests).toBe(before);
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'sent',
    counts: { unknown: 3 },
  });
});

test('a refused key pauses the send, and only a person resumes it', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 3);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'unauthorized401' });
  await engine.drain();
  const send = await readSend(engine.deps.db, sendId);
  expect(send).toMatchObject({ status: 'paused', counts: { pending: 3 } });
  expect(send.pauseReason).toContain('API key');
  await engine.passTime(3600);
  await engine.tick();
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({ status: 'paused' });
});

test('a used-up daily quota pauses until its reset and the sweep goes on', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 3);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'daily_quota', retryAfter: 7200 });
  await engine.drain();
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'paused',
    pauseReason: 'daily_quota_exceeded',
  });
  await engine.tick();
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({ status: 'paused' });
  await engine.passTime(7300);
  await engine.tick();
  await engine.drain();
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'sent',
    counts: { accepted: 3 },
  });
});

test('a send whose every message was lost is finished by the sweep', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 120);
  const sendId = await startSend(engine);
  engine.queues.jobs.messages.length = 0;
  await engine.passTime(60);
  await engine.tick();
  expect(engine.queues.jobs.messages.map(({ body }) => body)).toContainEqual({
    kind: 'plan',
    sendId,
  });
  await engine.drain();
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'sent',
    counts: { accepted: 120 },
  });
});
