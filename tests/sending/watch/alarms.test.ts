import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { readEnv } from '../../../src/env.ts';
import type { AlarmNote } from '../../../src/jobs/alarms.ts';
import { workMessages } from '../../../src/jobs/jobs.ts';
import { tick } from '../../../src/jobs/tick.ts';
import { createDeps } from '../../../src/wiring.ts';
import { confirmReaders, startEngine, testBindings } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

/** Who is woken; `status` is what they answer. */
async function startPager() {
  const pager = { notes: [] as AlarmNote[], status: 204, url: '' };
  const server = createServer((request, answer) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      pager.notes.push(JSON.parse(body));
      answer.writeHead(pager.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  pager.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`;
  return pager;
}

async function startWatched() {
  const pager = await startPager();
  const engine = await startEngine({ ALARM_URL: pager.url });
  const { db } = engine.database;
  const told = () =>
    pager.notes.splice(0).map(({ alarm, state }) => (state === 'over' ? `${alarm} over` : alarm));
  return {
    ...{ ...engine, db, pager, told },
    /** A send of 250 readers, planned and not yet at work. */
    async plan() {
      await confirmReaders(engine, 250);
      return startSend(engine);
    },
    /** As if so many minutes had gone by without a step. */
    standStill: (minutes: number) => engine.passTime(minutes * 60),
    /** As if the alarms were so much older. */
    async age(seconds: number) {
      await db.execute(sql`
        update alarms set taken_at = taken_at - make_interval(secs => ${seconds}),
          told_at = told_at - make_interval(secs => ${seconds})`);
    },
  };
}

test('nobody is woken while all is well, nor of a send that is under way', async () => {
  const { plan, drain, tick, told, db } = await startWatched();
  await plan();
  // Triggered days ago for this moment.
  await db.execute(sql`update sends set created_at = now() - interval '3 days'`);
  await tick();
  await drain();
  await tick();
  expect(told()).toEqual([]);
});

test('work that is due and stands still is told again after an hour, ever more rarely, and when it is over', async () => {
  const { plan, drain, tick, told, age, standStill, db, queues } = await startWatched();
  const id = await plan();
  await drain();
  await db.execute(sql`
    update batches set state = 'ready', settled_at = null, claimed_at = null where n = 2`);
  await db.execute(sql`update sends set status = 'sending', finished_at = null`);
  await standStill(9);
  await tick();
  expect(told()).toEqual([]);
  await standStill(2);
  await tick();
  await tick();
  await age(3500);
  await tick();
  expect(told()).toEqual(['work_stands_still']);
  await age(200);
  await tick();
  expect(told()).toEqual(['work_stands_still']);
  const tellTimes = (since: number, toldAt: number) =>
    db.execute(sql`
      update alarms set taken_at = now() - interval '1 hour',
        since = now() - make_interval(hours => ${since}),
        told_at = now() - make_interval(hours => ${toldAt})`);
  await tellTimes(5, 2);
  await tick();
  expect(told()).toEqual([]);
  await tellTimes(4, 2);
  await tick();
  expect(told()).toEqual(['work_stands_still']);
  await tellTimes(200, 25);
  await tick();
  expect(told()).toEqual(['work_stands_still']);
  queues.jobs.messages.splice(0);
  await db.execute(sql`update sends set status = 'cancelled' where id = ${id}`);
  await tick();
  await tick();
  expect(told()).toEqual(['work_stands_still over']);
});

test('an unknown outcome, a silent webhook, a late email and a missed schedule are told, without an address', async () => {
  const { plan, drain, tick, told, pager, db } = await startWatched();
  await plan();
  await drain();
  await db.execute(sql`update batches set settled_at = settled_at - interval '70 minutes'`);
  // Of readers whom Resend does not know, either.
  await db.execute(sql`
    insert into batches (send_id, n, list_id, state, subscriber_ids, settled_at, key, first_called_at)
    select id, 99, 1, 'unknown', '{901,902}', now() - interval '20 minutes', gen_random_uuid(), now()
    from sends`);
  await db.execute(sql`
    insert into letters (id, kind, address, created_at)
    values (gen_random_uuid(), 'test', 'late@example.com', now() - interval '20 minutes')`);
  await tick();
  expect(pager.notes.map(({ text }) => text).sort()).toEqual([
    '[digest.example.com] Mail was accepted 70 minutes ago and no event has come since: look at the webhook at Resend.',
    '[digest.example.com] Nobody can tell whether 2 recipients were mailed. They are not mailed again by themselves.',
    '[digest.example.com] Work is due and stands still: a transactional email for 20 minutes.',
  ]);
  expect(JSON.stringify(pager.notes)).not.toMatch(/@|secret-path/);
  told();
  // Any event at all ends the silence.
  await db.execute(sql`
    insert into events (id, kind, at) values ('e', 'email.delivered', now())`);
  await tick();
  expect(told()).toEqual(['silent_webhook over']);
});

test('a tick that does not come is told by whoever works a message, and the tick that comes ends it', async () => {
  const { deps, told, db } = await startWatched();
  await tick(deps);
  expect(told()).toEqual([]);
  await db.execute(sql`update heartbeats set at = at - interval '6 minutes'`);
  const later = (minutes: number) => ({
    ...deps,
    clock: () => new Date(Date.now() + minutes * 60_000),
  });
  await workMessages(later(100), []);
  // Once a minute and isolate.
  await workMessages(later(100.5), []);
  expect(told()).toEqual(['no_tick']);
  await tick(deps);
  await tick(deps);
  expect(told()).toEqual(['no_tick over']);
});

test('what nobody took is told again, and of two ticks at once one tells', async () => {
  const { tick, told, age, pager, db } = await startWatched();
  await db.execute(sql`
    insert into imports (id, status, options, created_at)
    values (gen_random_uuid(), 'running', '{}', now() - interval '20 minutes')`);
  pager.status = 500;
  await Promise.all([tick(), tick()]);
  expect(told()).toEqual(['work_stands_still']);
  pager.status = 200;
  await tick();
  expect(told()).toEqual([]);
  await age(31);
  await tick();
  expect(told()).toEqual(['work_stands_still']);
  await age(31);
  await tick();
  expect(told()).toEqual([]);
});

test('a database that is away is told, too, once in a quarter of an hour', async () => {
  const pager = await startPager();
  const { bindings } = testBindings('postgres://nobody:x@127.0.0.1:9/none', 'http://127.0.0.1:9');
  const deps = createDeps({ ...bindings, ALARM_URL: pager.url });
  onTestFinished(() => deps.close() ?? undefined);
  await expect(tick(deps)).rejects.toThrow();
  await expect(tick(deps)).rejects.toThrow();
  expect(pager.notes.map(({ alarm }) => alarm)).toEqual(['database_away']);
  const later = { ...deps, db: deps.db, clock: () => new Date(Date.now() + 16 * 60_000) };
  await expect(tick(later)).rejects.toThrow();
  expect(pager.notes).toHaveLength(2);
  expect(JSON.stringify(pager.notes)).not.toMatch(/nobody|127\.0\.0\.1/);
});

test('in production the alarm goes out by https only', () => {
  const { bindings } = testBindings('postgres://a@b/c', '');
  const production = { ...bindings, ENVIRONMENT: 'production' };
  expect(() => readEnv({ ...production, ALARM_URL: 'http://alarm.example/a' })).toThrow(
    'ALARM_URL: In production only https',
  );
  expect(readEnv({ ...production, ALARM_URL: 'https://alarm.example/a' }).ALARM_URL).toContain(
    'https',
  );
});
