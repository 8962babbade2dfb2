// A digest reaches a person once, whatever brought it: lists, segments, schedules, retries, welcomes.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { eraseSubscriber, readPersonalData } from '../../../src/audience/people/erasure.ts';
import { mergeSubscribers } from '../../../src/audience/people/merge-queries.ts';
import type { SegmentRule } from '../../../src/audience/segments/schema.ts';
import { enqueuePlan } from '../../../src/jobs/enqueue.ts';
import type { SendInput } from '../../../src/sending/commands/check-send.ts';
import { changeSend } from '../../../src/sending/commands/create.ts';
import { pauseSend, resumeSend, retrySend } from '../../../src/sending/commands/steer.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { senderOf } from '../../../src/wiring.ts';
import {
  confirmReaders,
  type Engine,
  estimateOf,
  startEngine,
  writeDigest,
} from '../../support/engine.ts';
import { newSend, startSend } from '../../support/sends.ts';

async function setup() {
  const engine = await startEngine();
  await engine.deps.db.execute(sql`insert into lists (slug, name) values ('news', 'News')`);
  return { engine, db: engine.deps.db, digestId: await writeDigest(engine) };
}

async function sendNow(engine: Engine, input: Partial<SendInput> & { digestId: string }) {
  const id = await startSend(engine, input);
  await engine.drain();
  return readSend(engine.deps.db, id);
}

/** How often each address was mailed, by the mailbox. */
async function copies(engine: Engine): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { to } of await engine.messages()) {
    for (const address of to) counts[address] = (counts[address] ?? 0) + 1;
  }
  return counts;
}

const once = (...readers: number[]) =>
  Object.fromEntries(readers.map((n) => [`reader${n}@example.com`, 1]));

async function join(engine: Engine, list: number, readers: readonly number[]): Promise<void> {
  for (const id of readers) {
    await engine.deps.db.execute(sql`
      insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
      values (${list}, ${id}, 'confirmed', now())`);
  }
}

/** As confirming by email writes it; the email's id. */
async function welcome(engine: Engine, digestId: string, reader: number): Promise<string> {
  const { db } = engine.deps;
  const id = crypto.randomUUID();
  await db.execute(sql`
    insert into letters (id, kind, subscriber_id, address, list_ids, data)
    values (${id}, 'welcome', ${reader}, 'reader1@example.com', '{1}', '{"digestSlug": "morning"}')`);
  await db.execute(sql`
    insert into digest_welcomes (digest_id, subscriber_id, letter_id)
    values (${digestId}, ${reader}, ${id})`);
  return id;
}

test('the same send again is refused, and says how many have it since when', async () => {
  const { engine, digestId } = await setup();
  await confirmReaders(engine, 3);
  await sendNow(engine, { digestId });
  await expect(newSend(engine, { digestId })).rejects.toMatchObject({
    code: 'already_sent',
    message: expect.stringMatching(
      /3 people have this digest already.* began at 20\d\d-.*Nothing was started/,
    ),
  });
  expect(await copies(engine)).toEqual(once(1, 2, 3));
});

test('two sends planned at once divide the people between them', async () => {
  const { engine, db, digestId } = await setup();
  const readers = await confirmReaders(engine, 4);
  await join(engine, 2, readers.slice(1));
  const sends = await Promise.all([
    newSend(engine, { digestId, lists: ['digest'] }),
    newSend(engine, { digestId, lists: ['news'] }),
    newSend(engine, { digestId, lists: ['news', 'digest'] }),
  ]);
  await Promise.all(sends.map(({ id }) => enqueuePlan(engine.deps, id)));
  await engine.drain();
  expect(await copies(engine)).toEqual(once(1, 2, 3, 4));
  const ends = await Promise.all(sends.map(({ id }) => readSend(db, id)));
  const total = ends.reduce((sum, { counts }) => sum + counts.recipients, 0);
  expect(total).toBe(4);
  for (const end of ends) {
    if (end.counts.recipients > 0) expect(end.status).toBe('sent');
    else
      expect(end).toMatchObject({
        status: 'failed',
        pauseReason: expect.stringContaining('Nobody is left'),
      });
  }
});

test('a second who presses at the same moment is told of the first send', async () => {
  const { engine, digestId } = await setup();
  await confirmReaders(engine, 2);
  const { id } = await newSend(engine, { digestId });
  await expect(newSend(engine, { digestId })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(id),
  });
});

test('a segment and then the list, list A and then B: the second mails only who is left', async () => {
  const { engine, db, digestId } = await setup();
  const [one = 0, two = 0] = await confirmReaders(engine, 4);
  await db.execute(sql`update subscribers set language = 'en' where id = ${one}`);
  await join(engine, 2, [one, two]);
  const segment: SegmentRule = { kind: 'language', in: ['en'] };
  expect((await sendNow(engine, { digestId, segment })).counts.recipients).toBe(1);
  expect(await estimateOf(engine, { digestId, revision: 1, lists: ['news'] })).toMatchObject({
    recipients: 1,
    excluded: { alreadySent: 1, inAnotherSend: 0 },
    otherSends: [{ status: 'sent', people: 1 }],
  });
  expect((await sendNow(engine, { digestId, lists: ['news'] })).counts.recipients).toBe(1);
  expect((await sendNow(engine, { digestId })).counts.recipients).toBe(2);
  expect(await copies(engine)).toEqual(once(1, 2, 3, 4));
});

test('scheduled twice, the second fails at its moment and says why', async () => {
  const { engine, db, digestId } = await setup();
  await confirmReaders(engine, 2);
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const first = await newSend(engine, { digestId, scheduledAt: at(60) });
  const estimate = await estimateOf(engine, { digestId, revision: 1, lists: ['digest'] });
  expect(estimate).toMatchObject({
    recipients: 2,
    otherSends: [{ id: first.id, status: 'scheduled', people: 0 }],
    warnings: [{ code: 'waiting_send' }],
  });
  const second = await newSend(engine, { digestId, scheduledAt: at(90) });
  for (const { id } of [first, second]) {
    await engine.passTime(60);
    await db.execute(sql`update sends set scheduled_at = now() where id = ${id}`);
    await engine.tick();
    await engine.drain();
  }
  expect(await readSend(db, second.id)).toMatchObject({
    status: 'failed',
    pauseReason: 'Nobody is left to mail. 2 people have this digest already: they are left out.',
  });
  expect(await copies(engine)).toEqual(once(1, 2));
});

test('people who await it in a paused send are left to that one, even with `again`', async () => {
  const { engine, db, digestId } = await setup();
  const readers = await confirmReaders(engine, 3);
  const { id } = await newSend(engine, { digestId });
  await engine.fault({ fault: 'unauthorized401', times: 1 });
  await enqueuePlan(engine.deps, id);
  await engine.drain();
  expect((await readSend(db, id)).status).toBe('paused');
  await expect(newSend(engine, { digestId, again: true })).rejects.toMatchObject({
    code: 'already_sent',
    message: expect.stringContaining('on the way from another send'),
  });
  await join(engine, 2, readers.slice(0, 1));
  expect(await estimateOf(engine, { digestId, revision: 1, lists: ['news'] })).toMatchObject({
    recipients: 0,
    excluded: { alreadySent: 0, inAnotherSend: 1 },
    otherSends: [{ id, status: 'paused', people: 1 }],
  });
});

test('`again` mails those who have it once more, and the send remembers whose word that was', async () => {
  const { engine, db, digestId } = await setup();
  await confirmReaders(engine, 2);
  await sendNow(engine, { digestId });
  const again = await sendNow(engine, { digestId, again: true });
  expect(again).toMatchObject({
    status: 'sent',
    again: true,
    createdBy: 'test',
    counts: { accepted: 2 },
  });
  expect(await copies(engine)).toEqual({ 'reader1@example.com': 2, 'reader2@example.com': 2 });
  const [log] = await db.execute(
    sql`select why from send_transitions where send_id = ${again.id} order by id limit 1`,
  );
  expect(log).toEqual({ why: 'created by test, to mail people again' });
});

test('unknown recipients, and those an editor decided about, are not mailed by another send', async () => {
  const { engine, db, digestId } = await setup();
  await confirmReaders(engine, 2);
  const first = await newSend(engine, { digestId });
  await db.execute(sql`
    update sends set status = 'sent', started_at = now(), recipients = 2 where id = ${first.id}`);
  await db.execute(sql`
    insert into batches (send_id, n, list_id, state, subscriber_ids, error)
    select ${first.id}::uuid, 0, 1, 'unknown', array_agg(id) filter (where email like 'reader1@%'), '{"name":"no_answer"}'::jsonb from subscribers
    union all select ${first.id}::uuid, 1, 1, 'rejected', array_agg(id) filter (where email like 'reader2@%'), '{"name":"resolved_by_editor"}' from subscribers`);
  await expect(newSend(engine, { digestId })).rejects.toMatchObject({ code: 'already_sent' });
  await db.execute(sql`update batches set error = '{"name":"validation_error"}' where n = 1`);
  expect((await sendNow(engine, { digestId })).counts.recipients).toBe(1);
  expect(await copies(engine)).toEqual(once(2));
});

test('a retry skips whom another send of the digest reached meanwhile, and says so', async () => {
  const { engine, db, digestId } = await setup();
  const readers = await confirmReaders(engine, 2);
  await join(engine, 2, readers.slice(0, 1));
  const first = await sendNow(engine, { digestId });
  await db.execute(sql`delete from batches where send_id = ${first.id}`);
  for (const [n, id] of readers.entries()) {
    await db.execute(sql`
      insert into batches (send_id, n, list_id, state, subscriber_ids, error)
      values (${first.id}, ${n}, 1, 'rejected', array[${id}]::bigint[], '{"name":"internal_server_error"}')`);
  }
  await sendNow(engine, { digestId, lists: ['news'] });
  await retrySend(db, first.id);
  await engine.passTime(30);
  await engine.tick();
  await engine.drain();
  expect(await readSend(db, first.id)).toMatchObject({
    status: 'sent',
    counts: { accepted: 1, skipped: 1, pending: 0, recipients: 2 },
  });
  const [skipped] = await db.execute(
    sql`select skipped->0->>'reason' as reason from batches where send_id = ${first.id} and skipped is not null`,
  );
  expect(skipped).toEqual({ reason: 'already_sent' });
});

test('two records that became one person after the first send count as that person', async () => {
  const { engine, db, digestId } = await setup();
  const [gone = 0] = await confirmReaders(engine, 1);
  await sendNow(engine, { digestId });
  const [row] = await db.execute<{ id: number }>(sql`
    insert into subscribers (email) values ('kept@example.com') returning id::float8 as id`);
  const kept = Number(row?.id);
  await join(engine, 1, [kept]);
  await db.transaction((tx) => mergeSubscribers(tx, { kept, gone }));
  await expect(newSend(engine, { digestId })).rejects.toMatchObject({ code: 'already_sent' });
});

test('who was erased and joined again is a new person', async () => {
  const { engine, db, digestId } = await setup();
  await confirmReaders(engine, 1);
  await sendNow(engine, { digestId });
  await db.execute(sql`delete from subscriptions`);
  await db.execute(sql`delete from subscribers`);
  await confirmReaders(engine, 1);
  expect((await sendNow(engine, { digestId })).counts.accepted).toBe(1);
});

test('a welcome that held the link of the digest counts, outlives its email, and moves with a merge', async () => {
  const { engine, db, digestId } = await setup();
  const [reader = 0, kept = 0] = await confirmReaders(engine, 2);
  await db.execute(sql`delete from subscriptions where subscriber_id = ${kept}`);
  await welcome(engine, digestId, reader);
  await db.execute(sql`delete from letters`);
  const estimate = await estimateOf(engine, { digestId, revision: 1, lists: ['digest'] });
  expect(estimate).toMatchObject({ recipients: 0, excluded: { alreadySent: 1 } });
  await db.transaction((tx) => mergeSubscribers(tx, { kept, gone: reader }));
  await expect(newSend(engine, { digestId })).rejects.toMatchObject({ code: 'already_sent' });
  const { tokens } = engine.deps;
  expect((await readPersonalData({ db, tokens }, kept)).welcomes).toMatchObject([{ digestId }]);
  await eraseSubscriber({ db, tokens }, kept);
  expect(await db.execute(sql`select from digest_welcomes`)).toHaveLength(0);
});

test.each([
  ['by the provider', { fault: 'poison', addresses: ['reader1@example.com'] }],
  ['because the address is suppressed', null],
])('a welcome that was refused %s held no link: the send reaches its reader', async (_, fault) => {
  const { engine, db, digestId } = await setup();
  const [reader = 0] = await confirmReaders(engine, 1);
  const letterId = await welcome(engine, digestId, reader);
  if (fault) await engine.fault(fault);
  else {
    await db.execute(sql`
      insert into suppressions (address, reason) values ('reader1@example.com', 'manual')`);
  }
  await engine.deps.queues.letters.send({ kind: 'letter', letterId });
  await engine.drain();
  const [mail] = await db.execute(sql`select state from letters`);
  expect(mail).toEqual({ state: 'refused' });
  expect(await db.execute(sql`select from digest_welcomes`)).toHaveLength(0);
});

test('an empty audience is refused at the trigger, and fails at its moment', async () => {
  const { engine, db, digestId } = await setup();
  await expect(newSend(engine, { digestId, lists: ['news'] })).rejects.toMatchObject({
    code: 'empty_audience',
    message: 'There is nobody on these lists. Nothing was started.',
  });
  const [reader = 0] = await confirmReaders(engine, 1);
  const at = new Date(Date.now() + 3600_000).toISOString();
  const { id } = await newSend(engine, { digestId, scheduledAt: at });
  await db.execute(
    sql`update subscribers set paused_until = now() + interval '1 day' where id = ${reader}`,
  );
  await db.execute(sql`update sends set scheduled_at = now()`);
  await engine.passTime(60);
  await engine.tick();
  await engine.drain();
  expect(await readSend(db, id)).toMatchObject({
    status: 'failed',
    pauseReason: 'Nobody would get it. Of the people on these lists: 1 pausing.',
  });
});

test('a plan waits for the calls of a cancelled send, and mails whom they did not reach', async () => {
  const { engine, db, digestId } = await setup();
  const readers = await confirmReaders(engine, 2);
  const first = await newSend(engine, { digestId });
  await db.execute(sql`
    update sends set status = 'cancelled', started_at = now(), finished_at = now(), recipients = 2`);
  // One batch under a live lease: nobody knows yet whether its people will have the digest.
  await db.execute(sql`
    insert into batches (send_id, n, list_id, state, subscriber_ids, lease_token, lease_until)
    values (${first.id}, 0, 1, 'claimed', array[${readers[0]}, ${readers[1]}]::bigint[],
      gen_random_uuid(), now() + interval '40 seconds')`);
  const second = await newSend(engine, { digestId });
  await enqueuePlan(engine.deps, second.id);
  await engine.drain();
  expect((await readSend(db, second.id)).status).toBe('planning');
  expect(engine.queues.jobs.messages).toEqual([
    {
      body: { kind: 'plan', sendId: second.id },
      delaySeconds: expect.toSatisfy((n) => n > 38 && n < 43),
    },
  ]);
  // The lane gives its batch back: it was never called.
  await db.execute(sql`
    update batches set state = 'ready', lease_token = null, lease_until = null`);
  await engine.drain({ delayed: true });
  expect(await copies(engine)).toEqual(once(1, 2));
  expect((await readSend(db, first.id)).counts).toMatchObject({ cancelled: 2, accepted: 0 });
});

test('paused while it is planned and given another revision, a send mails the new one', async () => {
  const { engine, db, digestId } = await setup();
  await confirmReaders(engine, 1);
  await db.execute(sql`
    insert into digest_revisions (digest_id, revision, content)
    select id, 2, jsonb_set(content, '{headline}', '"The second edition"') from digests where id = ${digestId}`);
  const { id } = await newSend(engine, { digestId });
  await pauseSend(db, id);
  await changeSend(db, senderOf(engine.deps.env), id, { revision: 2 }, new Date());
  expect((await resumeSend(db, id)).status).toBe('planning');
  await enqueuePlan(engine.deps, id);
  await engine.drain();
  const [mail] = await engine.messages();
  expect(mail?.subject).toContain('The second edition');
});
