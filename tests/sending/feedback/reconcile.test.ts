import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { resolveUnknown } from '../../../src/sending/commands/resolve.ts';
import { cancelSend } from '../../../src/sending/commands/steer.ts';
import { takeFeedback } from '../../../src/sending/feedback/fold.ts';
import { reconcileUnknown } from '../../../src/sending/feedback/reconcile.ts';
import { listRecipients, readSend } from '../../../src/sending/report/report.ts';
import { confirmReaders, type Engine, startEngine, writeDigest } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

/** A send whose calls got no answer, cancelled: everybody is unknown. `when` decides the truth. */
async function loseAnswers(engine: Engine, when: 'before' | 'after', digestId?: string) {
  const digest = digestId === undefined ? {} : { digestId };
  const sendId = await startSend(engine, { again: true, ...digest });
  await engine.fault({ fault: 'drop', when, times: 50 });
  await engine.drain();
  await cancelSend(engine.deps.db, sendId);
  await fetch(`${engine.mailbox.url}/_mailbox/faults`, { method: 'DELETE' });
  expect((await readSend(engine.deps.db, sendId)).counts.pending).toBe(0);
  return sendId;
}

const ask = (engine: Engine) =>
  reconcileUnknown({ db: engine.deps.db, api: engine.deps.resendApi });

const codes = async (engine: Engine, sendId: string) =>
  (await readSend(engine.deps.db, sendId)).warnings.map(({ code }) => code);

test('mails that Resend lists were accepted after all, each with its id', async () => {
  const engine = await startEngine();
  const readers = await confirmReaders(engine, 250);
  const sendId = await loseAnswers(engine, 'after');
  expect(await codes(engine, sendId)).toContain('unknown_recipients');
  const { accepted, requests } = await engine.stats();
  expect(await ask(engine)).toBe(3);
  const { counts, warnings } = await readSend(engine.deps.db, sendId);
  expect(counts).toMatchObject({ recipients: 250, accepted: 250, unknown: 0 });
  expect(warnings).toEqual([]);
  const page = { limit: 200, outcome: null, after: null };
  const { data } = await listRecipients(engine.deps.db, sendId, page);
  const mails = await engine.messages(`send=${sendId}`);
  const idOf = new Map(mails.map((mail) => [mail.to[0], mail.id]));
  expect(data.map(({ providerId }) => providerId)).toEqual(
    data.map(({ email }) => idOf.get(email ?? '')),
  );
  expect(data[0]?.subscriberId).toBe(readers[0]);
  // Asking is all it did.
  expect(await engine.stats()).toMatchObject({ accepted, requests });
});

test('mails that Resend does not list stay unknown, and are never sent', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 150);
  const sendId = await loseAnswers(engine, 'before');
  expect(await ask(engine)).toBe(0);
  expect(await ask(engine)).toBe(0);
  await engine.tick();
  await engine.drain({ delayed: true });
  const { counts, warnings } = await readSend(engine.deps.db, sendId);
  expect(counts).toMatchObject({ unknown: 150, accepted: 0 });
  expect(warnings[0]?.message).toContain('does not list them');
  expect((await engine.stats()).accepted).toBe(0);
});

test('the same digest, sent to the same people before, does not speak for a lost batch', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 30);
  const digestId = await writeDigest(engine);
  const lost = await loseAnswers(engine, 'before', digestId);
  const taken = await loseAnswers(engine, 'after', digestId);
  expect(await ask(engine)).toBe(0);
  expect(await ask(engine)).toBe(1);
  expect((await readSend(engine.deps.db, lost)).counts).toMatchObject({ unknown: 30 });
  expect((await readSend(engine.deps.db, taken)).counts).toMatchObject({ accepted: 30 });
});

test('a long list is read over several ticks, and a batch cut in two is found whole', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 60);
  const sendId = await loseAnswers(engine, 'after');
  const { resendApi } = engine.deps;
  // Pages of ten instead of a hundred: the mails end up on six pages.
  let calls = 0;
  engine.deps.resendApi = {
    ...resendApi,
    async listEmails(after) {
      calls += 1;
      // The account sent much else since: nineteen pages of it.
      if (calls < 19) return { kind: 'ok', value: { has_more: true, data: [other(calls)] } };
      const page = await resendApi.listEmails(after?.startsWith('other') ? null : after);
      if (page.kind !== 'ok') return page;
      return { kind: 'ok', value: { has_more: true, data: page.value.data.slice(0, 10) } };
    },
  };
  expect(await ask(engine)).toBe(0);
  expect(await ask(engine)).toBe(1);
  expect((await readSend(engine.deps.db, sendId)).counts).toMatchObject({ accepted: 60 });
  const rows = await engine.deps.db.execute(sql`
    select array_position(provider_ids, null) as gap from batches where send_id = ${sendId}`);
  expect(rows[0]?.gap).toBeNull();
});

const other = (n: number) => ({
  id: `other${n}`,
  to: ['somebody@example.net'],
  subject: 'Something else',
  created_at: Date.now(),
});

test('a key that may only send learns nothing, and asks again hours later', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 3);
  await loseAnswers(engine, 'after');
  let calls = 0;
  engine.deps.resendApi = {
    ...engine.deps.resendApi,
    listEmails: async () => {
      calls += 1;
      return { kind: 'refused', status: 401, name: 'restricted_api_key', message: '' };
    },
  };
  await ask(engine);
  await ask(engine);
  expect(calls).toBe(1);
  await engine.deps.db.execute(sql`update sends set reconciled_at = now() - interval '7 hours'`);
  await ask(engine);
  expect(calls).toBe(2);
});

test.each(['accepted', 'rejected'] as const)(
  'an editor decides that the unknown were %s, and nobody is mailed',
  async (outcome) => {
    const engine = await startEngine();
    await confirmReaders(engine, 120);
    const sendId = await loseAnswers(engine, 'before');
    const { db } = engine.deps;
    const send = await resolveUnknown(db, sendId, { outcome }, 'a key');
    expect(send.counts).toMatchObject({ recipients: 120, unknown: 0, [outcome]: 120 });
    expect(send.warnings).toEqual([]);
    await engine.tick();
    await engine.drain({ delayed: true });
    expect((await engine.stats()).accepted).toBe(0);
    await expect(resolveUnknown(db, sendId, { outcome }, 'a key')).rejects.toThrow('no recipient');
  },
);

test('a webhook that comes after an editor gave up makes the batch accepted', async () => {
  const engine = await startEngine();
  const readers = await confirmReaders(engine, 2);
  const sendId = await loseAnswers(engine, 'after');
  const { db } = engine.deps;
  await resolveUnknown(db, sendId, { outcome: 'rejected' }, 'a key');
  const event = (subscriberId: number) => ({
    id: `msg_${subscriberId}`,
    kind: 'delivered',
    at: new Date(),
    sendId,
    subscriberId,
    to: null,
    isPermanentBounce: false,
    isTransientBounce: false,
    detail: {},
  });
  await takeFeedback(db, readers.slice(0, 1).map(event));
  await engine.tick();
  expect((await readSend(db, sendId)).counts).toMatchObject({ rejected: 2, accepted: 0 });
  await takeFeedback(db, readers.map(event));
  await engine.tick();
  expect((await readSend(db, sendId)).counts).toMatchObject({ rejected: 0, accepted: 2 });
});

test('accepted mail of which no webhook speaks for an hour is worth a warning', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 3);
  const sendId = await startSend(engine, { again: true });
  await engine.drain();
  const { db } = engine.deps;
  expect(await codes(engine, sendId)).toEqual([]);
  await db.execute(sql`update batches set settled_at = now() - interval '61 minutes'`);
  expect(await codes(engine, sendId)).toEqual(['silent_webhook']);
  await db.execute(sql`insert into events (id, kind, at) values ('msg_1', 'delivered', now())`);
  expect(await codes(engine, sendId)).toEqual([]);
});

test.each(['delayed_at', 'complained_at', 'delivered_at', 'suppressed_at'])(
  'without email.sent an event such as %s speaks for a lost batch',
  async (column) => {
    const engine = await startEngine();
    await confirmReaders(engine, 20);
    const sendId = await loseAnswers(engine, 'before');
    const { db } = engine.deps;
    await db.execute(sql`
      insert into deliveries (send_id, subscriber_id, ${sql.identifier(column)})
      select ${sendId}, id, now() from subscribers`);
    await engine.tick();
    expect((await readSend(db, sendId)).counts).toMatchObject({ unknown: 0, accepted: 20 });
  },
);
