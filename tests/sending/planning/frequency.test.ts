import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholeAudience } from '../../../src/audience/segments/rule-queries.ts';
import type { Database } from '../../../src/db/client.ts';
import { enqueuePlan } from '../../../src/jobs/enqueue.ts';
import { readFrequencyRule } from '../../../src/sending/planning/frequency-queries.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import {
  confirmReaders,
  type Engine,
  estimateOf,
  startEngine,
  writeDigest,
} from '../../support/engine.ts';
import { newSend, startSend } from '../../support/sends.ts';
import { passTime } from '../../support/time.ts';

const news = 2;

async function setup() {
  const engine = await startEngine();
  await engine.deps.db.execute(sql`insert into lists (slug, name) values ('news', 'News')`);
  const digestId = await writeDigest(engine);
  return { engine, db: engine.deps.db, digestId };
}

/** A digest of its own each time: one digest reaches a person once. */
async function sendTo(engine: Engine, lists: string[]): Promise<string> {
  const id = await startSend(engine, { lists });
  await engine.drain();
  return id;
}

test('who wants one a week or one a month is left out until then, and the estimate says so', async () => {
  const { engine, db, digestId } = await setup();
  const [, weekly = 0, monthly = 0] = await confirmReaders(engine, 3);
  await db.execute(sql`
    update subscriptions set frequency = case subscriber_id when ${weekly} then 'weekly' else 'monthly' end
    where subscriber_id in (${weekly}, ${monthly})`);
  const input = { digestId, revision: 1, lists: ['digest'] };
  const mailed = async () => {
    const { recipients, excluded } = await estimateOf(engine, input);
    const { counts } = await readSend(db, await sendTo(engine, ['digest']));
    expect(counts).toMatchObject({ recipients, accepted: recipients, skipped: 0 });
    return [recipients, excluded.frequency];
  };
  const day = 24;
  expect(await mailed()).toEqual([3, 0]);
  await passTime(db, `${6 * day} hours`);
  expect(await mailed()).toEqual([1, 2]);
  await passTime(db, `${day - 3} hours`); // a send that took some hours
  expect(await mailed()).toEqual([2, 1]);
  await passTime(db, `${20 * day} hours`);
  expect(await mailed()).toEqual([2, 1]);
  await passTime(db, `${day} hours`); // February
  expect(await mailed()).toEqual([2, 1]);
});

test('a list counts for itself: what came by one does not keep back the other', async () => {
  const { engine, db } = await setup();
  const [reader = 0] = await confirmReaders(engine, 1);
  await db.execute(sql`
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    values (${news}, ${reader}, 'confirmed', now())`);
  await db.execute(sql`update subscriptions set frequency = 'weekly' where list_id = 1`);
  await sendTo(engine, ['digest']);
  const second = await sendTo(engine, ['digest', 'news']);
  const [batch] = await db.execute(
    sql`select list_id as list from batches where send_id = ${second}`,
  );
  expect(batch).toEqual({ list: news });
});

const lists = [1, news] as const;
const states = [
  'ready',
  'claimed',
  'accepted',
  'rejected',
  'unknown',
  'split',
  'cancelled',
] as const;
const reader = fc.record({
  memberships: fc.uniqueArray(
    fc.record({
      list: fc.constantFrom(...lists),
      status: fc.constantFrom('confirmed' as const, 'confirmed' as const, 'unsubscribed' as const),
      frequency: fc.constantFrom(null, 'weekly' as const, 'monthly' as const),
    }),
    { selector: ({ list }) => list, minLength: 1 },
  ),
  isPaused: fc.boolean(),
});
const history = fc.record({
  readers: fc.array(reader, { minLength: 12, maxLength: 12 }),
  sent: fc.array(
    fc.record({
      list: fc.constantFrom(...lists),
      state: fc.oneof(fc.constant('accepted' as const), fc.constantFrom(...states)),
      hoursAgo: fc.constantFrom(1, 155, 157, 300, 659, 661, 2000),
      to: fc.subarray(Array.from({ length: 12 }, (_, n) => n)),
    }),
    { maxLength: 8 },
  ),
  asked: fc.constantFrom<string[][]>(['digest'], ['news'], ['digest', 'news'], ['news', 'digest']),
});
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

/** The list under which each reader gets it, said in plain code; null: left out by what they chose. */
function expectedAudience({ readers, sent, asked }: History) {
  const chosen = asked.map((slug) => (slug === 'digest' ? 1 : news));
  const audience = new Map<number, number | null>();
  readers.forEach(({ memberships, isPaused }, n) => {
    const open = chosen.flatMap(
      (list) => memberships.find((m) => m.list === list && m.status === 'confirmed') ?? [],
    );
    if (isPaused || open.length === 0) return;
    const due = open.find(({ list, frequency }) => {
      const gap = { weekly: 156, monthly: 660 }[frequency ?? 'weekly'];
      const written = sent.some(
        (batch) =>
          batch.list === list &&
          batch.to.includes(n) &&
          ['ready', 'claimed', 'accepted', 'unknown'].includes(batch.state) &&
          batch.hoursAgo < gap,
      );
      return frequency === null || !written;
    });
    audience.set(n, due?.list ?? null);
  });
  return audience;
}

async function writeHistory(db: Database, { readers, sent }: History): Promise<number[]> {
  const ids: number[] = [];
  for (const [n, { memberships, isPaused }] of readers.entries()) {
    const [row] = await db.execute<{ id: number }>(sql`
      insert into subscribers (email, paused_until)
      values (${`r${n}@example.com`}, case when ${isPaused} then now() + interval '1 day' end)
      returning id::float8 as id`);
    ids.push(row?.id ?? 0);
    for (const { list, status, frequency } of memberships) {
      await db.execute(sql`
        insert into subscriptions (list_id, subscriber_id, status, frequency)
        values (${list}, ${row?.id ?? 0}, ${status}, ${frequency})`);
    }
  }
  for (const { list, state, hoursAgo, to } of sent) {
    const id = crypto.randomUUID();
    const at = sql`now() - make_interval(hours => ${hoursAgo}::int)`;
    const isOver = !['ready', 'claimed'].includes(state);
    const members = `{${to.map((n) => ids[n]).join(',')}}`;
    await db.execute(sql`
      insert into sends (id, digest_id, revision, list_ids, status, started_at, finished_at)
      select ${id}, id, 1, '{1,2}', ${isOver ? 'sent' : 'paused'}, ${at}, case when ${isOver} then ${at} end
      from digests limit 1`);
    await db.execute(sql`
      insert into batches (send_id, n, list_id, state, subscriber_ids, settled_at)
      values (${id}, 0, ${list}, ${state}, ${members}::bigint[], case when ${isOver} then ${at} end)`);
  }
  return ids;
}

test('whatever was sent and chosen, the plan takes whom plain code takes, and the estimate says it before', async () => {
  const { engine, db } = await setup();
  for (const past of fc.sample(history, { numRuns: 25, seed: 5 })) {
    const ids = await writeHistory(db, past);
    const expected = expectedAudience(past);
    const due = [...expected].flatMap(([n, list]) => (list === null ? [] : [[ids[n], list]]));
    const digestId = await writeDigest(engine);
    const input = { digestId, revision: 1, lists: past.asked };
    const estimate = await estimateOf(engine, input);
    expect(estimate.recipients).toBe(due.length);
    expect(estimate.excluded).toMatchObject({ frequency: expected.size - due.length, segment: 0 });
    const creating = newSend(engine, input);
    if (due.length === 0) {
      await expect(creating).rejects.toMatchObject({ code: 'empty_audience' });
      await db.execute(sql`truncate sends, batches, subscribers, subscriptions cascade`);
      continue;
    }
    const send = await creating;
    await enqueuePlan(engine.deps, send.id);
    await engine.drain();
    const frozen = await db.execute(sql`
        select m.id::float8 as id, b.list_id as list from batches b, unnest(b.subscriber_ids) m(id)
        where b.send_id = ${send.id} order by m.id`);
    expect(frozen.map(({ id, list }) => [id, list])).toEqual(due);
    await db.execute(sql`truncate sends, batches, subscribers, subscriptions cascade`);
  }
});

test('where nobody of the lists chose anything, a plan asks nothing of other sends', async () => {
  const { db, engine } = await setup();
  await confirmReaders(engine, 2);
  await db.execute(sql`update lists set frequencies = '{every,weekly}'`);
  expect(await readFrequencyRule(db, [1, news])).toBe(wholeAudience);
  await db.execute(sql`update subscriptions set frequency = 'weekly'`);
  expect(await readFrequencyRule(db, [news])).toBe(wholeAudience);
  expect(await readFrequencyRule(db, [1, news])).not.toBe(wholeAudience);
});
