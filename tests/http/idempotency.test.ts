import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';

const list = { slug: 'gardens', name: 'Gardens' };
const headers = { 'idempotency-key': 'first-list' };

test('the same request under one key gives the first answer again and does nothing', async () => {
  const { call } = await setup();
  const first = await call('POST', '/api/lists', { body: list, headers });
  const again = await call('POST', '/api/lists', { body: list, headers });
  expect(first.status).toBe(201);
  expect(again).toMatchObject({ status: 201, text: first.text });
  expect(again.headers.get('location')).toBe('/api/lists/gardens');
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(first.headers.get('idempotent-replayed')).toBe(null);
});

test('another body under the same key is refused', async () => {
  const { call } = await setup();
  await call('POST', '/api/lists', { body: list, headers });
  const other = await call('POST', '/api/lists', { body: { ...list, name: 'Parks' }, headers });
  expect(other.status).toBe(422);
  expect(other.json.type).toBe('/docs#idempotency_mismatch');
});

test('a refused request frees its key', async () => {
  const { call } = await setup();
  expect((await call('POST', '/api/lists', { body: { slug: 'x' }, headers })).status).toBe(422);
  expect((await call('POST', '/api/lists', { body: list, headers })).status).toBe(201);
});

test('two at once under one key: one makes it, the other waits for its turn', async () => {
  const { call } = await setup();
  const post = () => call('POST', '/api/lists', { body: list, headers });
  const statuses = (await Promise.all([post(), post(), post()])).map(({ status }) => status);
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
  expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
  expect((await call('GET', '/api/lists')).json.data.length).toBe(2);
});

test('after an erasure the answer that named the person is gone, and nothing is done again', async () => {
  const { call, db } = await setup();
  const body = { email: 'mai@example.com' };
  const made = await call('POST', '/api/subscribers', { body, headers });
  expect(made.status).toBe(201);
  const data = await call('GET', `/api/subscribers/${made.json.id}/data`);
  expect(data.json.keptAnswers).toMatchObject([{ operation: 'POST /api/subscribers' }]);
  await call('DELETE', `/api/subscribers/${made.json.id}`);
  const again = await call('POST', '/api/subscribers', { body, headers });
  expect([again.status, again.json.detail]).toEqual([409, expect.stringContaining('erased')]);
  expect(again.text).not.toContain('mai@');
  expect(await db.execute('select from subscribers')).toHaveLength(0);
});

test('keys of different callers have nothing to do with each other', async () => {
  const { call, keyWith } = await setup();
  const other = await keyWith('write');
  await call('POST', '/api/lists', { body: list, headers });
  const again = await call('POST', '/api/lists', { body: list, headers, key: other });
  expect(again.status).toBe(409);
  expect(again.json.type).toBe('/docs#conflict');
});

test('a request that died unfinished is taken over after a minute, with the id it had reserved', async () => {
  const { call, db } = await setup();
  const body = digest('Reserved');
  const made = (await call('POST', '/api/digests', { body, headers })).json;
  // As if the worker had died after its commit and before its answer.
  await db.execute(`update idempotent_requests set status = null, response = '${made.id}'`);
  const early = await call('POST', '/api/digests', { body, headers });
  expect(early.status).toBe(409);
  expect(early.headers.get('retry-after')).toBe('1');
  await db.execute(`update idempotent_requests set created_at = now() - interval '61 seconds'`);
  const late = await call('POST', '/api/digests', { body, headers });
  expect(late).toMatchObject({ status: 201, json: made });
  expect((await call('GET', '/api/digests')).json.data.length).toBe(1);
});

test('after a day the key is free again', async () => {
  const { call, db } = await setup();
  const body = digest('Once a day');
  const first = await call('POST', '/api/digests', { body, headers });
  await db.execute(`update idempotent_requests set created_at = now() - interval '25 hours'`);
  const second = await call('POST', '/api/digests', { body, headers });
  expect(second.json.id).not.toBe(first.json.id);
});

test('a key of spaces or of 300 characters is refused', async () => {
  const { call } = await setup();
  for (const key of ['a b', 'x'.repeat(300), 'é']) {
    const sent = { body: list, headers: { 'idempotency-key': key } };
    expect((await call('POST', '/api/lists', sent)).status).toBe(422);
  }
});

function digest(headline: string) {
  const sections = [{ heading: 'Only one', body: [{ text: 'Enough.' }] }];
  return { version: 1, language: 'en', headline, sections, conclusion: ['Done.'] };
}
