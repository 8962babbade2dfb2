import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setupWithEngine, type TestApp } from '../support/app.ts';
import { confirmReaders, type Engine, plainDigest } from '../support/engine.ts';

type Setup = TestApp & { engine: Engine };

async function writeDigest({ call }: Setup, more: object = {}): Promise<string> {
  return (await call('POST', '/api/digests', { body: { ...plainDigest, ...more } })).json.id;
}

const bodyOf = (digestId: string, more: object = {}) => ({
  body: { digestId, revision: 1, lists: ['digest'], ...more },
});

test('fifty who press at once, without a key, mail each reader once, and each is told why', async () => {
  const app = await setupWithEngine();
  const { call, engine } = app;
  await confirmReaders(engine, 5);
  const id = await writeDigest(app);
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => call('POST', '/api/sends', bodyOf(id))),
  );
  await engine.drain();
  expect(await engine.stats()).toMatchObject({ accepted: 5, distinct: 5, duplicates: 0 });
  const started = answers.filter(({ status }) => status === 202);
  expect(started).toHaveLength(1);
  for (const { status, json, headers } of answers.filter((answer) => answer.status !== 202)) {
    expect(status).toBe(409);
    const isNamed = json.detail.includes(started[0]?.json.id);
    expect(isNamed || headers.get('retry-after') === '2').toBe(true);
  }
});

test('while another send of the digest is planned, a trigger answers within seconds to come again', async () => {
  const app = await setupWithEngine();
  const { call, db } = app;
  await confirmReaders(app.engine, 1);
  const id = await writeDigest(app);
  await db.transaction(async (tx) => {
    await tx.execute(sql`select from digests where id = ${id} for no key update`);
    const answer = await call('POST', '/api/sends', bodyOf(id));
    expect(answer).toMatchObject({ status: 409, json: { type: '/docs#conflict' } });
    expect(answer.headers.get('retry-after')).toBe('2');
  });
  expect((await call('POST', '/api/sends', bodyOf(id))).status).toBe(202);
});

test('an estimate says what would be sent, to whom, when, and what is odd about it', async () => {
  const app = await setupWithEngine();
  const { call, engine } = app;
  await confirmReaders(engine, 3);
  await call('PATCH', '/api/lists/digest', { body: { language: 'ja' } });
  const id = await writeDigest(app, { language: 'en', headline: 'Quiet harbours' });
  const scheduledAt = `${new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)}T08:00:00`;
  const body = bodyOf(id, { scheduledAt, timezone: 'Asia/Tokyo', expectedRecipients: 9 });
  const { status, json } = await call('POST', '/api/sends/estimate', body);
  expect({ status, json }).toMatchObject({
    status: 200,
    json: {
      digest: { headline: 'Quiet harbours', revision: 1, subject: 'Quiet harbours' },
      lists: [{ slug: 'digest', language: 'ja' }],
      recipients: 3,
      excluded: { alreadySent: 0, inAnotherSend: 0 },
      otherSends: [],
      at: { local: scheduledAt, zone: 'Asia/Tokyo' },
      seconds: 1,
    },
  });
  expect(Date.parse(json.at.utc)).toBe(Date.parse(`${scheduledAt}+09:00`));
  const codes = json.warnings.map(({ code }: { code: string }) => code);
  expect(codes).toContain('language');
  expect(codes).toContain('unexpected_recipients');
});

test.each([
  [{ revision: 77 }, 'digestId'],
  [{ scheduledAt: 'tomorrow' }, 'scheduledAt'],
  [{ scheduledAt: '2036-12-01T08:00' }, 'scheduledAt'],
  [{ lists: ['nowhere'] }, 'lists.0'],
])('an estimate refuses what the send would refuse: %j', async (more, path) => {
  const app = await setupWithEngine();
  await confirmReaders(app.engine, 1);
  const id = await writeDigest(app);
  for (const route of ['/api/sends/estimate', '/api/sends']) {
    const answer = await app.call('POST', route, bodyOf(id, more));
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ path }] } });
  }
});

test('the second send is refused with how many have it, and the estimate names the first', async () => {
  const app = await setupWithEngine();
  const { call, engine } = app;
  await confirmReaders(engine, 2);
  const id = await writeDigest(app);
  const first = (await call('POST', '/api/sends', bodyOf(id))).json;
  await engine.drain();
  expect(await call('POST', '/api/sends', bodyOf(id))).toMatchObject({
    status: 409,
    json: { type: '/docs#already_sent', detail: expect.stringContaining('2 people have') },
  });
  const { json } = await call('POST', '/api/sends/estimate', bodyOf(id));
  expect(json).toMatchObject({
    recipients: 0,
    excluded: { alreadySent: 2 },
    otherSends: [{ id: first.id, status: 'sent', people: 2 }],
    warnings: [{ code: 'already_sent' }],
  });
  expect((await call('POST', '/api/sends', bodyOf(id, { again: true }))).status).toBe(202);
  const readOnly = await app.keyWith('read', 'write');
  const again = { ...bodyOf(id, { again: true }), key: readOnly };
  expect((await call('POST', '/api/sends', again)).status).toBe(403);
});

test('a waiting send takes another revision, alone or with another moment', async () => {
  const app = await setupWithEngine();
  const { call, engine } = app;
  await confirmReaders(engine, 1);
  const id = await writeDigest(app);
  const at = (hours: number) => new Date(Date.now() + hours * 3600_000).toISOString();
  const { json: send } = await call('POST', '/api/sends', bodyOf(id, { scheduledAt: at(1) }));
  const headers = { 'if-match': '"1"' };
  const content = { ...plainDigest, headline: 'The second' };
  await call('PUT', `/api/digests/${id}`, { body: content, headers });
  const path = `/api/sends/${send.id}`;
  const patch = (body: object) => call('PATCH', path, { body });
  expect(await patch({})).toMatchObject({ status: 422 });
  expect(await patch({ timezone: 'Asia/Tokyo' })).toMatchObject({ status: 422 });
  expect(await patch({ revision: 3 })).toMatchObject({ status: 422 });
  expect(await patch({ revision: 2 })).toMatchObject({
    status: 200,
    json: { status: 'scheduled', revision: 2, scheduledAt: send.scheduledAt },
  });
  const moved = at(2);
  expect(await patch({ scheduledAt: moved })).toMatchObject({
    status: 200,
    json: { revision: 2, scheduledAt: moved },
  });
});

test('a missed send says what to say to send it now', async () => {
  const app = await setupWithEngine();
  const { call, engine, db } = app;
  await confirmReaders(engine, 1);
  const id = await writeDigest(app);
  const scheduledAt = new Date(Date.now() + 3600_000).toISOString();
  const { json: send } = await call('POST', '/api/sends', bodyOf(id, { scheduledAt }));
  await db.execute(sql`update sends set scheduled_at = now() - interval '3 hours'`);
  await engine.tick();
  const resume = `/api/sends/${send.id}/resume`;
  expect(await call('POST', resume)).toMatchObject({
    status: 409,
    json: { type: '/docs#missed_schedule', detail: expect.stringContaining('"missed"') },
  });
  const odd = await call('POST', resume, { body: { missed: 'later' } });
  expect(odd).toMatchObject({ status: 422, json: { errors: [{ path: 'missed' }] } });
  expect(await call('POST', resume, { body: { missed: 'send_now' } })).toMatchObject({
    status: 200,
    json: { status: 'planning' },
  });
  await engine.drain();
  expect((await engine.stats()).accepted).toBe(1);
});
