import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setupWithEngine, type TestApp } from '../support/app.ts';
import { confirmReaders, type Engine, plainDigest } from '../support/engine.ts';

type Setup = TestApp & { engine: Engine };

async function trigger({ call, engine }: Setup, more: Record<string, unknown> = {}) {
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  await confirmReaders(engine, 3);
  const body = { digestId: id, revision: 1, lists: ['digest'], ...more };
  return call('POST', '/api/sends', { body });
}

/** Local time, some days ahead. */
const soon = (days: number) =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T08:00:00`;

test('a send at the local time of each reader is scheduled, read and rescheduled', async () => {
  const app = await setupWithEngine();
  const made = await trigger(app, { scheduledAt: soon(3), timezone: 'recipient' });
  expect(made).toMatchObject({
    status: 202,
    json: {
      status: 'scheduled',
      timezone: 'recipient',
      localTime: soon(3),
      fallbackTimezone: 'Asia/Tokyo',
      warnings: [],
    },
  });
  const path = `/api/sends/${made.json.id}`;
  const moved = await app.call('PATCH', path, {
    body: { scheduledAt: soon(5), timezone: 'Europe/Paris' },
  });
  expect(moved).toMatchObject({
    status: 200,
    json: { status: 'scheduled', timezone: 'Europe/Paris', localTime: null },
  });
  const refused = await app.call('PATCH', path, { body: { scheduledAt: 'tomorrow' } });
  expect(refused).toMatchObject({ status: 422, json: { errors: [{ path: 'scheduledAt' }] } });
  const readOnly = await app.keyWith('read');
  const body = { scheduledAt: soon(6), timezone: 'Asia/Tokyo' };
  expect((await app.call('PATCH', path, { body, key: readOnly })).status).toBe(403);
  await app.call('POST', `${path}/cancel`);
  expect(await app.call('PATCH', path, { body })).toMatchObject({ status: 409 });
  const nowhere = '/api/sends/00000000-0000-7000-8000-000000000000';
  expect((await app.call('PATCH', nowhere, { body })).status).toBe(404);
});

test('unknown recipients are listed, explained and decided about', async () => {
  const app = await setupWithEngine();
  const made = await trigger(app);
  const path = `/api/sends/${made.json.id}`;
  expect(
    await app.call('POST', `${path}/resolve`, { body: { outcome: 'accepted' } }),
  ).toMatchObject({
    status: 409,
  });
  await app.engine.fault({ fault: 'drop', when: 'before', times: 9 });
  await app.engine.drain();
  await app.call('POST', `${path}/cancel`);
  const send = (await app.call('GET', path)).json;
  expect(send.counts).toMatchObject({ unknown: 3, pending: 0 });
  expect(send.warnings).toEqual([
    { code: 'unknown_recipients', message: expect.stringContaining('3 recipients') },
  ]);
  const listed = (await app.call('GET', `${path}/recipients?outcome=unknown`)).json;
  expect(listed.data).toHaveLength(3);
  expect(listed.data[0]).toMatchObject({ outcome: 'unknown', reason: 'no_answer' });
  const wrong = await app.call('POST', `${path}/resolve`, { body: { outcome: 'sent' } });
  expect(wrong.status).toBe(422);
  const decided = await app.call('POST', `${path}/resolve`, { body: { outcome: 'rejected' } });
  expect(decided).toMatchObject({ status: 200, json: { counts: { unknown: 0, rejected: 3 } } });
  const rejected = (await app.call('GET', `${path}/recipients?outcome=rejected`)).json;
  expect(rejected.data[0]).toMatchObject({ reason: 'resolved_by_editor' });
  // Nothing of this can be retried: nobody is mailed twice on a guess.
  expect((await app.call('POST', `${path}/retry`)).status).toBe(409);
});

test('a missed schedule says so among the warnings', async () => {
  const app = await setupWithEngine();
  const made = await trigger(app, { scheduledAt: soon(2), timezone: 'Asia/Tokyo' });
  await app.db.execute(sql`update sends set scheduled_at = now() - interval '3 hours'`);
  await app.engine.tick();
  const { json } = await app.call('GET', `/api/sends/${made.json.id}`);
  expect(json.status).toBe('paused');
  expect(json.warnings).toEqual([
    { code: 'missed_schedule', message: expect.stringContaining('reschedule') },
  ]);
});
