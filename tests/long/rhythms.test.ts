// Sixty days of a rhythm whose worker is killed again and again, and its moments, articles and mails afterwards.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createTokenRing } from '../../src/base/token.ts';
import { answerApproval } from '../../src/editing/approvals/approvals.ts';
import { startWorld, type World } from '../faults/world.ts';
import { openFeed } from '../proposals/rhythms/changing-feed.ts';
import { drawFrom } from '../proposals/rhythms/days-house.ts';
import { judgeArticles } from '../proposals/rhythms/days-judge.ts';
import { approvalToken, openSite } from '../proposals/rhythms/house.ts';
import { testBindings } from '../support/engine.ts';

const days = 60;
const draw = drawFrom(Number(process.env.SEED ?? 7));
const tokens = createTokenRing([testBindings('', '').bindings.SIGNING_KEYS]);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('sixty days under kills: no article twice, none lost, one line a day', {
  // A busy machine starts a worker slowly.
  timeout: 3_600_000,
}, async () => {
  const site = await openSite();
  const world = await startWorld({
    readers: 2,
    variables: { ALLOW_SOURCES: site.origin, TIMEZONE: 'UTC' },
  });
  const { db } = world;
  const feed = openFeed(site, 'news');
  feed.publish(9000, new Date());
  const watched = await world.call<{ id: string }>('POST', '/api/feeds', { url: feed.url });
  // A little ago: after each day that goes by it is due at once.
  const time = new Date(Date.now() - 300_000).toISOString().slice(11, 16);
  const rhythm = await world.call<{ id: string }>('POST', '/api/rhythms', {
    ...{
      name: '朝',
      list: 'digest',
      feeds: [watched.id],
      sections: 3,
      language: 'ja',
      staleHours: 20,
    },
    ...{ when: { weekdays: [1, 2, 3, 4, 5, 6, 7], times: [time] }, approver: 'aiko@example.com' },
  });
  let published = 0;
  let kills = 0;
  for (let day = 0; day < days; day += 1) {
    for (let n = draw(3); n > 0; n -= 1) feed.publish(published++, new Date());
    if (draw(4) === 0) feed.failNext('cut', 500);
    if (draw(10) === 0) feed.move();
    await world.passTime(86_400);
    if (draw(2) === 0) kills += await killAtWork(world);
    await settle(world);
    await answerSome(world);
    if (draw(4) === 0) kills += await killAtWork(world);
    await settle(world);
  }
  feed.recover();
  await world.passTime(100);
  await world.call('POST', `/api/feeds/${watched.id}/read`);
  await settle(world);
  const lines = await db.execute(sql`select from rhythm_runs where rhythm_id = ${rhythm.id}`);
  expect(lines).toHaveLength(days);
  const { addressesOf } = site;
  const told = await judgeArticles({ db, rhythmId: rhythm.id, published, addressesOf });
  const stats = await world.askMailbox<{ duplicates: number }>('stats');
  expect(stats.duplicates).toBe(0);
  const states = await db.execute(sql`
    select state, count(*)::int as count from rhythm_runs group by state order by state`);
  console.info(
    JSON.stringify({
      days,
      published,
      kills,
      ...told,
      feed: feed.seen,
      states: Array.from(states),
    }),
  );
  expect(told.sends).toBeGreaterThan(days / 4);
  expect(kills).toBeGreaterThan(days / 4);
});

/** The clock ticks, and somewhere in what it rings the worker dies. */
async function killAtWork(world: World): Promise<number> {
  const ticking = world.tick().catch(() => {});
  await pause(draw(700));
  await world.worker.kill();
  await ticking;
  for (let n = 1; ; n += 1) {
    try {
      await world.restartWorker();
      return 1;
    } catch (error) {
      if (n === 3) throw error;
    }
  }
}

/** Until nothing is being made or sent, as long as minutes go by. */
async function settle(world: World): Promise<void> {
  for (let round = 0; round < 30; round += 1) {
    await world.tick();
    await pause(250);
    const [busy] = await world.db.execute<{ count: number }>(sql`
      select (select count(*) from rhythms where next_at <= now())::int
        + (select count(*) from rhythm_runs where state in ('making', 'sending'))::int
        + (select count(*) from sends where status in ('planning', 'sending'))::int
        + (select count(*) from approvals a join rhythm_runs r on r.digest_id = a.digest_id
            where a.answer = 'yes' and r.state = 'waiting')::int as count`);
    if (busy?.count === 0) return;
    if (round > 1) await world.passTime(100);
  }
  throw new Error('It does not come to rest');
}

/** Most questions are answered; of the others some never. */
async function answerSome({ db }: World): Promise<void> {
  const asked = await db.execute<{ id: string; at: string }>(sql`
    select a.id, to_json(a.created_at) #>> '{}' as at from approvals a
    join rhythm_runs r on r.digest_id = a.digest_id and r.state = 'waiting'
    where a.answer is null`);
  for (const { id, at } of asked) {
    const token = approvalToken(tokens, { id, createdAt: new Date(at) });
    const answer = draw(8) === 0 ? 'no' : 'yes';
    if (draw(5) === 0) continue;
    await answerApproval({ db, tokens, enqueueEmail: async () => {} }, token, {
      answer,
      comment: '',
    });
  }
}
