import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { ApiAnswer, ResendApi } from '../../../src/resend/api.ts';
import { replayMissedEvents } from '../../../src/sending/feedback/missed-events.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { confirmReaders, type Engine, startEngine } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

const endpoint = 'https://digest.example.com/webhooks/resend';
const webhook = { id: 'ours', endpoint, status: 'enabled' };

/** A provider that lists these events as failed unless told otherwise, and notes what it is asked. */
function stubApi(
  engine: Engine,
  events: readonly { id: string; type?: string; status?: string }[],
) {
  const calls = { webhooks: 0, pages: [] as (string | null)[], replays: [] as string[] };
  const status = new Map(events.map(({ id, status: known = 'failed' }) => [id, known]));
  const createdAt = Date.now();
  const answers: Pick<ResendApi, 'listWebhooks' | 'listWebhookEvents' | 'replayWebhookEvent'> = {
    listWebhooks: async () => {
      calls.webhooks += 1;
      return {
        kind: 'ok',
        value: { data: [{ ...webhook, id: 'other', endpoint: 'https://x.example' }, webhook] },
      };
    },
    async listWebhookEvents(_id, after) {
      calls.pages.push(after);
      const from = events.findIndex(({ id }) => id === after) + 1;
      const data = events.slice(from, from + 100).map(({ id, type = 'email.sent' }) => ({
        id,
        type,
        created_at: createdAt,
        status: status.get(id) ?? 'failed',
      }));
      return { kind: 'ok', value: { has_more: from + 100 < events.length, data } };
    },
    async replayWebhookEvent(_id, eventId) {
      calls.replays.push(eventId);
      return { kind: 'ok', value: {} };
    },
  };
  Object.assign(engine.deps, { resendApi: { ...engine.deps.resendApi, ...answers } });
  return { calls, answers };
}

/** A send of two hours ago of which no event has come. */
async function sendUnheard(engine: Engine, readers = 3): Promise<string> {
  await confirmReaders(engine, readers);
  const sendId = await startSend(engine);
  await engine.drain();
  await engine.passTime('2 hours');
  return sendId;
}

const ask = (engine: Engine, rate = 1000) =>
  replayMissedEvents({ db: engine.deps.db, api: engine.deps.resendApi }, { endpoint, rate });

/** The event has come: it stands in the log. */
async function hear(engine: Engine, ...ids: string[]) {
  for (const id of ids) {
    await engine.deps.db.execute(sql`
      insert into events (id, kind, at) values (${id}, 'sent', now()) on conflict do nothing`);
  }
}

const warnings = async (engine: Engine, sendId: string) =>
  (await readSend(engine.deps.db, sendId)).warnings;

const refuse = (status: number, name: string) => async (): Promise<ApiAnswer<never>> => ({
  kind: 'refused',
  status,
  name,
  message: '',
});

test('failed events that we do not have are asked for once, and nothing else', async () => {
  const engine = await startEngine();
  await sendUnheard(engine);
  const { calls } = stubApi(engine, [
    { id: 'taken', status: 'success' },
    { id: 'under way', status: 'attempting' },
    { id: 'lost' },
    { id: 'here' },
    { id: 'somebody', type: 'contact.created' },
    { id: 'lost too' },
  ]);
  await hear(engine, 'here');
  expect(await ask(engine)).toBe(2);
  expect(calls.replays).toEqual(['lost', 'lost too']);
  await hear(engine, 'lost', 'lost too');
  for (const hours of ['1 hour', '1 hour', '7 hours', '7 hours']) {
    await engine.passTime(hours);
    expect(await ask(engine)).toBe(0);
  }
  expect(calls.replays).toHaveLength(2);
  const [left] = await engine.deps.db.execute(sql`select count(*)::int as n from event_replays`);
  expect(left?.n).toBe(0);
});

test('nothing is asked before something was sent, nor oftener than every six hours', async () => {
  const engine = await startEngine();
  const { calls } = stubApi(engine, []);
  await ask(engine);
  expect(calls.webhooks).toBe(0);
  await sendUnheard(engine);
  for (let hour = 0; hour < 24; hour++) {
    await ask(engine);
    await ask(engine);
    await engine.passTime('1 hour');
  }
  expect(calls.webhooks).toBe(4);
});

test('a long list is read over several ticks, each going on where the last one stopped', async () => {
  const engine = await startEngine();
  await sendUnheard(engine);
  const events = Array.from({ length: 450 }, (_, n) => ({ id: `msg_${n}` }));
  const { calls } = stubApi(engine, events);
  // Ten calls a tick: at a rate of half a call a second.
  for (let tick = 0; calls.replays.length < 450 && tick < 100; tick++) {
    const before = calls.replays.length;
    await ask(engine, 0.5);
    expect(calls.replays.length - before).toBeLessThan(10);
    await hear(engine, ...calls.replays.slice(before));
  }
  expect(calls.replays).toEqual(events.map(({ id }) => id));
  expect(new Set(calls.pages)).toEqual(new Set([null, 'msg_99', 'msg_199', 'msg_299', 'msg_399']));
  const pages = calls.pages.map((after) => Number(after?.slice(4) ?? 0));
  expect(pages).toEqual(pages.toSorted((a, b) => a - b));
  expect(calls.webhooks).toBe(1);
});

test('two ticks at once do not ask twice', async () => {
  const engine = await startEngine();
  await sendUnheard(engine);
  const { calls } = stubApi(engine, [{ id: 'a' }, { id: 'b' }]);
  await Promise.all([ask(engine), ask(engine), ask(engine)]);
  expect(calls.replays).toEqual(['a', 'b']);
});

test('beside a send at work a tick asks a page and one event, no more', async () => {
  const engine = await startEngine();
  await sendUnheard(engine);
  const events = Array.from({ length: 30 }, (_, n) => ({ id: `msg_${n}` }));
  const { calls } = stubApi(engine, events);
  expect(await ask(engine, 0.01)).toBe(0);
  await engine.deps.db.execute(sql`update sends set status = 'sending'`);
  await engine.deps.db.execute(sql`update batches set state = 'ready'`);
  expect(await ask(engine, 5)).toBe(1);
  expect(await ask(engine, 5)).toBe(1);
  await engine.deps.db.execute(sql`update sends set status = 'sent'`);
  expect(await ask(engine, 5)).toBe(28);
  expect(calls.replays).toHaveLength(30);
});

test('while the webhook is down one event an hour is tried, and then all of them again', async () => {
  const engine = await startEngine();
  const sendId = await sendUnheard(engine);
  const events = Array.from({ length: 250 }, (_, n) => ({ id: `msg_${n}` }));
  const { calls } = stubApi(engine, events);
  await ask(engine, 5);
  expect(calls.replays).toHaveLength(98);
  for (let hour = 1; hour <= 40; hour++) {
    await engine.passTime('1 hour');
    expect(await ask(engine, 5)).toBe(1);
    expect(await ask(engine, 5)).toBe(0);
  }
  expect(await warnings(engine, sendId)).toMatchObject([
    { code: 'silent_webhook' },
    { code: 'missed_events', message: expect.stringContaining('did not arrive either') },
  ]);
  await hear(engine, calls.replays.at(-1) ?? '');
  await engine.passTime('1 hour');
  for (let tick = 0; tick < 10; tick++) {
    const before = calls.replays.length;
    await ask(engine, 5);
    await hear(engine, ...calls.replays.slice(before));
  }
  const [heard] = await engine.deps.db.execute(sql`select count(*)::int as n from events`);
  expect(heard?.n).toBe(250);
  expect((await warnings(engine, sendId)).map(({ code }) => code)).toEqual([]);
});

test('an event that fails again and again is given up, and the others come', async () => {
  const engine = await startEngine();
  await sendUnheard(engine);
  const { calls } = stubApi(engine, [{ id: 'bad' }, { id: 'good' }]);
  await ask(engine);
  await hear(engine, 'good');
  for (let round = 0; round < 60; round++) {
    await engine.passTime('20 minutes');
    // Other events keep coming: the webhook is up.
    await hear(engine, `other ${round}`);
    await ask(engine);
  }
  expect(calls.replays.filter((id) => id === 'bad')).toHaveLength(5);
  expect(calls.replays.filter((id) => id === 'good')).toHaveLength(1);
});

test('mail to us that failed to be told is asked for once, though nothing may come of it', async () => {
  const engine = await startEngine();
  await sendUnheard(engine);
  const { calls } = stubApi(engine, [{ id: 'letter', type: 'email.received' }]);
  for (let round = 0; round < 10; round++) {
    await ask(engine);
    await engine.passTime('3 hours');
  }
  expect(calls.replays).toEqual(['letter']);
});

test.each([
  ['a key that may only send', { listWebhooks: refuse(401, 'restricted_api_key') }, 'full access'],
  ['a key that is not valid', { listWebhooks: refuse(403, 'invalid_api_key') }, 'full access'],
  ['an account without webhooks', { listWebhooks: refuse(404, 'not_found') }, 'not_found'],
  [
    'a webhook elsewhere',
    { listWebhooks: async () => ({ kind: 'ok', value: { data: [] } }) },
    'no webhook with our address',
  ],
  [
    'a webhook that Resend has disabled',
    {
      listWebhooks: async () => ({
        kind: 'ok',
        value: { data: [{ ...webhook, status: 'disabled' }] },
      }),
    },
    'disabled',
  ],
  ['a key that may not replay', { replayWebhookEvent: refuse(403, 'forbidden') }, 'full access'],
] as const)(
  '%s is told to editors, stops nothing, and is seen when it is over',
  async (_, answers, told) => {
    const engine = await startEngine();
    const sendId = await sendUnheard(engine);
    const { answers: good, calls } = stubApi(engine, [{ id: 'a' }]);
    Object.assign(engine.deps.resendApi, answers);
    await engine.tick();
    const [, warning] = await warnings(engine, sendId);
    expect(warning).toMatchObject({
      code: 'missed_events',
      message: expect.stringContaining(told),
    });
    Object.assign(engine.deps.resendApi, good);
    await engine.passTime('7 hours');
    await engine.tick();
    expect(calls.replays).toEqual(['a']);
    expect((await warnings(engine, sendId)).map(({ code }) => code)).toEqual(['silent_webhook']);
  },
);

test('a right that is missing is not spoken of while no event is', async () => {
  const engine = await startEngine();
  const sendId = await sendUnheard(engine);
  await engine.deps.db.execute(sql`
    insert into deliveries (send_id, subscriber_id, sent_at)
    select ${sendId}, id, now() from subscribers`);
  await hear(engine, 'a');
  stubApi(engine, []);
  Object.assign(engine.deps.resendApi, { listWebhooks: refuse(401, 'restricted_api_key') });
  await ask(engine);
  expect(await warnings(engine, sendId)).toEqual([]);
});

test('without an answer the next try is minutes away, and goes on where it stood', async () => {
  const engine = await startEngine();
  await sendUnheard(engine);
  const { answers, calls } = stubApi(engine, [{ id: 'a' }, { id: 'b' }]);
  const silent = async () => ({ kind: 'no_answer', message: '' }) as const;
  for (const name of ['listWebhooks', 'listWebhookEvents', 'replayWebhookEvent'] as const) {
    Object.assign(engine.deps.resendApi, { [name]: silent });
    expect(await ask(engine)).toBe(0);
    Object.assign(engine.deps.resendApi, answers);
    expect(await ask(engine)).toBe(0);
    await engine.passTime('6 minutes');
  }
  expect(await ask(engine)).toBe(2);
  expect(calls.replays).toEqual(['a', 'b']);
});
