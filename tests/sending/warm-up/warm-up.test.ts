import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newRoad } from '../../../src/sending/delivery/roads.ts';
import { claimWithinDay } from '../../../src/sending/delivery/warm-up-claim.ts';
import { foreseeWarmUp } from '../../../src/sending/warm-up/outlook.ts';
import { senderOf } from '../../../src/wiring.ts';
import { confirmReaders, estimateOf, writeDigest } from '../../support/engine.ts';
import { haveMailed, look, nextDay, startAtNoon, warmUp } from '../../support/warm-up.ts';

test('a new domain mails 150 people, then 250, then 400; each day the rest waits for the next', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 1000);
  const id = await warmUp(engine);
  const first = await look(engine, id);
  expect(first).toMatchObject({
    status: 'sending',
    warmUp: 'new_domain',
    counts: { recipients: 1000, accepted: 150, pending: 850 },
  });
  expect(first.waiting.map(({ recipients }) => recipients)).toEqual([250, 400, 200]);
  expect(first.eta).toBe(first.waiting[2]?.at);
  // Nothing looks again and again meanwhile: the sweep will enqueue.
  expect(engine.queues.lanes.messages).toEqual([]);
  for (const accepted of [400, 800]) {
    await nextDay(engine);
    expect((await look(engine, id)).counts).toMatchObject({ accepted, pending: 1000 - accepted });
  }
  await nextDay(engine);
  expect(await look(engine, id)).toMatchObject({ status: 'sent', counts: { accepted: 1000 } });
  expect(await engine.stats()).toMatchObject({ accepted: 1000, duplicates: 0 });
});

test('the rest goes out at the same time of day', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 500);
  const begun = Date.now();
  const { waiting } = await look(engine, await warmUp(engine));
  const [second, third] = waiting.map(({ at }) => Date.parse(at));
  expect((third ?? 0) - (second ?? 0)).toBe(86_400_000);
  expect(Math.abs((second ?? 0) - begun - 86_400_000)).toBeLessThan(60_000);
});

test('two sends on one day share its cap, and days that only one of them uses', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 120);
  const first = await warmUp(engine);
  const second = await warmUp(engine);
  expect((await look(engine, first)).status).toBe('sent');
  expect((await look(engine, second)).counts).toMatchObject({ accepted: 20, pending: 100 });
  await nextDay(engine);
  expect((await look(engine, second)).counts).toMatchObject({ accepted: 120, pending: 0 });
});

test('lanes that claim in the same moment take no more than the day has room for', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 700);
  await haveMailed(engine, 1);
  const { db } = engine.deps;
  const id = await warmUp(engine);
  // All batches are due at once, as after a long pause.
  await db.execute(sql`
    update batches set state = 'ready', not_before = null, key = null, first_called_at = null,
      provider_ids = null, settled_at = null, attempts = 0, lease_token = null, lease_until = null
    where send_id = ${id}`);
  await db.execute(sql`update sends set status = 'sending', finished_at = null where id = ${id}`);
  const warm = {
    ladder: 'new_domain',
    domain: 'example.com',
    zone: engine.deps.env.TIMEZONE,
  } as const;
  const claims = await Promise.all(
    Array.from({ length: 12 }, () => claimWithinDay(db, warm, id, -1, newRoad())),
  );
  expect(claims.filter((batch) => batch !== null)).toHaveLength(5);
});

test('a domain that has climbed the ladder is not held back', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 2500);
  await haveMailed(engine, 7);
  const id = await warmUp(engine);
  expect(await look(engine, id)).toMatchObject({ status: 'sent', counts: { accepted: 2500 } });
  expect((await engine.stats()).requests).toBe(25);
});

test('a day on which nothing was accepted is no step of the ladder', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 200);
  await haveMailed(engine, 1);
  const { db } = engine.deps;
  const days = async () =>
    (await db.execute(sql`select cardinality(days) as n from warm_ups`))[0]?.n;
  await engine.fault({ fault: 'unauthorized401', times: 50 });
  const id = await warmUp(engine);
  expect(await look(engine, id)).toMatchObject({ status: 'paused', counts: { accepted: 0 } });
  expect(await days()).toBe(1);
});

test('of a million readers the estimate says how many days it takes, and how many of them are left for the last', async () => {
  const engine = await startAtNoon();
  const { db, env } = engine.deps;
  const audience = { recipients: 1_000_000, dueAt: new Date(Date.now() + 86_400_000) };
  const { warmUp: foreseen, warnings } = await foreseeWarmUp(
    db,
    'known_domain',
    senderOf(env),
    audience,
  );
  expect(foreseen?.days.map(({ recipients }) => recipients)).toEqual([
    1000, 2500, 5000, 5000, 7500, 7500, 10_000, 961_500,
  ]);
  expect(warnings).toEqual([expect.stringContaining('961500 mails go out on')]);
});

test('the estimate has a table of days, warns of a leap, and of a domain that is warm', async () => {
  const engine = await startAtNoon();
  await confirmReaders(engine, 700);
  const input = { digestId: await writeDigest(engine), revision: 1, lists: ['digest'] };
  const estimate = await estimateOf(engine, { ...input, warmUp: 'new_domain' });
  expect(estimate.warmUp?.domain).toBe('example.com');
  expect(estimate.warmUp?.days.map(({ recipients }) => recipients)).toEqual([150, 250, 300]);
  expect(estimate.warmUp?.lastDay).toBe(estimate.warmUp?.days[2]?.day);
  await haveMailed(engine, 4);
  const later = await estimateOf(engine, { ...input, warmUp: 'new_domain' });
  expect(later.warmUp?.days.map(({ recipients }) => recipients)).toEqual([700]);
  const hasty = await estimateOf(engine, input);
  expect(hasty.warmUp).toBe(null);
  expect(hasty.warnings).toContainEqual(expect.objectContaining({ code: 'warm_up' }));
});
