import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueueEmails } from '../../../src/jobs/enqueue.ts';
import { slowDown, waitForSlot } from '../../../src/resend/pace.ts';
import { ensurePace, takeSlot } from '../../../src/resend/pace-queries.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { requestTestMail } from '../../../src/transactional/test-mail.ts';
import { confirmReaders, type Engine, startEngine, writeDigest } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

const rateOf = async (engine: Engine) => {
  const rows = await engine.deps.db.execute(sql`select rate::float8 as rate from pace`);
  return Number(rows[0]?.rate);
};

const grant = (engine: Engine, rate: number) =>
  fetch(`${engine.mailbox.url}/_mailbox/rate`, {
    method: 'POST',
    body: JSON.stringify({ rate }),
    headers: { 'content-type': 'application/json' },
  });

test('slots lie as far apart as the rate says, whoever takes them', async () => {
  const engine = await startEngine();
  const { db } = engine.deps;
  await ensurePace(db, 0.5);
  const waits = await Promise.all(Array.from({ length: 8 }, () => takeSlot(db, 60_000)));
  const sorted = waits.map(Number).sort((a, b) => a - b);
  for (const [i, wait] of sorted.entries()) {
    // Slots are fixed moments; only the look at the clock comes later and later.
    expect(wait).toBeLessThanOrEqual((i * 1000) / (0.5 * 0.985) + 1);
    expect(wait).toBeGreaterThan(((i - 1) * 1000) / (0.5 * 0.985));
  }
});

test('a slot that is too far off is not waited for', async () => {
  const engine = await startEngine();
  await ensurePace(engine.deps.db, 5);
  await slowDown(engine.deps.db, 60, null);
  expect(await waitForSlot(engine.deps.db)).toBe(false);
});

test('the rate follows what the answers grant', async () => {
  const engine = await startEngine({ RATE: '50' });
  await confirmReaders(engine, 300);
  await grant(engine, 80);
  await startSend(engine);
  await engine.drain();
  expect(await rateOf(engine)).toBe(80);
});

test('a storm of 429s without a word lowers the rate step by step, and calm lets it climb back', async () => {
  const engine = await startEngine();
  const { db } = engine.deps;
  await ensurePace(db, 50);
  // Eight calls that were under way together.
  for (let i = 0; i < 8; i++) await slowDown(db, 0, null);
  expect(await rateOf(engine)).toBe(40);
  await db.execute(sql`update pace set slowed_at = now() - interval '3 seconds'`);
  await slowDown(db, 0, null);
  expect(await rateOf(engine)).toBe(32);
  await takeSlot(db, 60_000);
  expect(await rateOf(engine)).toBe(32);
  await db.execute(sql`update pace set slowed_at = now() - interval '11 seconds'`);
  for (let i = 0; i < 60; i++) await takeSlot(db, 60_000);
  expect(await rateOf(engine)).toBe(50);
});

test('a rate that a 429 names is kept to from then on', async () => {
  const engine = await startEngine();
  const { db } = engine.deps;
  await ensurePace(db, 50);
  await slowDown(db, 0, 2);
  await db.execute(sql`update pace set slowed_at = now() - interval '11 seconds'`);
  await takeSlot(db, 60_000);
  expect(await rateOf(engine)).toBe(2);
});

test('everybody is mailed once through a storm of 429s, with and without retry-after', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 450);
  const sendId = await startSend(engine);
  await engine.fault({ fault: 'rate_limit', retryAfter: null, times: 6 });
  await engine.fault({ fault: 'rate_limit', retryAfter: 30, times: 6 });
  for (let i = 0; i < 12; i++) {
    await engine.drain({ delayed: true });
    await engine.passTime(40);
    await engine.tick();
  }
  expect(await readSend(engine.deps.db, sendId)).toMatchObject({
    status: 'sent',
    counts: { recipients: 450, accepted: 450 },
  });
  expect(await engine.stats()).toMatchObject({ accepted: 450, duplicates: 0 });
});

test('two sends at once share the lanes: neither waits for the other to end', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2_000);
  const first = await startSend(engine);
  const second = await startSend(engine);
  await engine.drain();
  const log = await (await fetch(`${engine.mailbox.url}/_mailbox/log`)).text();
  const order = [...log.matchAll(/"send":"([0-9a-f-]+)"/g)].map(([, id]) => id);
  const switches = order.filter((id, i) => i > 0 && id !== order[i - 1]).length;
  expect(new Set(order)).toEqual(new Set([first, second]));
  expect(switches).toBeGreaterThan(4);
});

test('a test mail is not behind the batches of a large send: it needs one slot, in a queue of its own', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 1000);
  await startSend(engine);
  const digestId = await writeDigest(engine);
  const input = { to: ['editor@example.com'] };
  const ids = await requestTestMail(engine.deps.db, { id: digestId, revision: 1 }, input);
  await enqueueEmails(engine.deps, ids);
  expect(engine.queues.letters.messages).toHaveLength(1);
  await engine.drain();
  const mails = await engine.messages();
  const place = mails.findIndex((mail) => mail.to.includes('editor@example.com'));
  expect(place).toBeGreaterThanOrEqual(0);
  expect(place).toBeLessThan(500);
});
