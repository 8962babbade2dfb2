import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';

test('a made key is shown once and opens what its scopes say', async () => {
  const { call } = await setup();
  const made = await call('POST', '/api/keys', { body: { name: 'reader', scopes: ['read'] } });
  expect(made.status).toBe(201);
  expect(made.json.key).toMatch(/^cd_[A-Za-z0-9_-]{43}$/);
  const { key } = made.json;
  expect((await call('GET', '/api/digests', { key })).status).toBe(200);
  const refused = await call('GET', '/api/keys', { key });
  expect(refused.status).toBe(403);
  expect(refused.json.detail).toContain('admin');
  const listed = await call('GET', '/api/keys');
  expect(listed.text).not.toContain(key);
  expect(listed.json.data[0]).toMatchObject({ name: 'reader', scopes: ['read'] });
});

test('a revoked key opens nothing any more', async () => {
  const { call } = await setup();
  const { key, id } = (
    await call('POST', '/api/keys', { body: { name: 'old', scopes: ['admin'] } })
  ).json;
  expect((await call('DELETE', `/api/keys/${id}`)).status).toBe(204);
  expect((await call('GET', '/api/keys', { key })).status).toBe(401);
  expect((await call('DELETE', `/api/keys/${id}`)).status).toBe(404);
});

test('an expired key is refused, and none is born expired', async () => {
  const { call, db } = await setup();
  const born = { name: 'late', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' };
  expect((await call('POST', '/api/keys', { body: born })).status).toBe(422);
  const alive = { ...born, expiresAt: '2999-01-01T00:00:00+09:00' };
  const { key } = (await call('POST', '/api/keys', { body: alive })).json;
  expect((await call('GET', '/api/digests', { key })).status).toBe(200);
  await db.execute("update api_keys set expires_at = now() where name = 'late'");
  expect((await call('GET', '/api/digests', { key })).status).toBe(401);
});

test('without a key the answer says how to come back', async () => {
  const { call } = await setup();
  for (const headers of [{}, { authorization: 'Basic eDp5' }, { authorization: 'Bearer' }]) {
    const { status, headers: answered } = await call('GET', '/api/digests', { key: null, headers });
    expect(status).toBe(401);
    expect(answered.get('www-authenticate')).toContain('Bearer');
  }
});

test('the time of a key’s last use is kept to the minute', async () => {
  const { call } = await setup();
  await call('GET', '/api/digests');
  const first = (await call('GET', '/api/keys')).json.data[0].lastUsedAt;
  expect(first).not.toBe(null);
  await call('GET', '/api/digests');
  expect((await call('GET', '/api/keys')).json.data[0].lastUsedAt).toBe(first);
});
