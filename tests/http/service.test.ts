import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { createDeps } from '../../src/wiring.ts';
import { setup } from '../support/app.ts';
import { fitSessions } from '../support/database.ts';

test('health asks nobody, and readiness asks the database', async () => {
  const { call } = await setup({ DB: { connectionString: 'postgres://127.0.0.1:9/none' } });
  expect((await call('GET', '/health', { key: null })).json).toEqual({ status: 'ok' });
  const away = await call('GET', '/ready', { key: null });
  expect(away).toMatchObject({ status: 503, json: { type: '/docs#unavailable' } });
  expect(away.headers.get('retry-after')).toBe('5');
});

test('a database that misses a migration is not ready', async () => {
  const { call, db, url } = await setup();
  await fitSessions(url);
  expect((await call('GET', '/ready', { key: null })).status).toBe(200);
  await db.execute(sql`delete from drizzle.__drizzle_migrations`);
  expect((await call('GET', '/ready', { key: null })).status).toBe(503);
  await db.execute(sql`drop schema drizzle cascade`);
  expect((await call('GET', '/ready', { key: null })).status).toBe(503);
});

test('readiness says when the cron tick has stopped to come', async () => {
  const { call, db, url } = await setup();
  await fitSessions(url);
  const ready = async () => (await call('GET', '/ready', { key: null })).json;
  expect(await ready()).toEqual({ status: 'ready', tick: 'none yet' });
  await db.execute(sql`insert into heartbeats (name) values ('tick')`);
  expect(await ready()).toEqual({ status: 'ready', tick: 'on time' });
  await db.execute(sql`update heartbeats set at = now() - interval '301 seconds'`);
  expect(await ready()).toEqual({ status: 'ready', tick: 'late' });
});

test('while the database is away every route of the API is 503, not 500', async () => {
  const { call } = await setup({ DB: { connectionString: 'postgres://127.0.0.1:9/none' } });
  expect((await call('GET', '/api/lists')).status).toBe(503);
});

test('each request closes what it opened', async () => {
  const { bindings, key } = await setup();
  const closed: string[] = [];
  const app = createApp((env) => {
    const deps = createDeps(env);
    const close = async () => {
      closed.push('closed');
      await deps.close();
    };
    return { ...deps, close };
  });
  const waited: Promise<unknown>[] = [];
  const context = {
    waitUntil: (work: Promise<unknown>) => waited.push(work),
    passThroughOnException() {},
    props: {},
  };
  const headers = { authorization: `Bearer ${key}` };
  const get = (path: string) =>
    app.fetch(new Request(`https://digest.example.com${path}`, { headers }), bindings, context);
  await get('/health');
  expect(waited).toEqual([]);
  await get('/api/lists');
  await get('/api/nowhere');
  await get('/api/lists?limit=0');
  await Promise.all(waited);
  expect(closed.length).toBe(2);
  // A stream that nobody reads must not hold the connection.
  const url = 'https://digest.example.com/api/subscribers/export';
  await app.fetch(new Request(url, { method: 'HEAD', headers }), bindings, context);
  await Promise.all(waited);
  expect(closed.length).toBe(3);
});

test('answers carry an id and headers that keep browsers calm', async () => {
  const { call } = await setup();
  const { headers } = await call('GET', '/api/lists');
  expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toBe('private, no-store');
  const named = await call('GET', '/api/nowhere', { headers: { 'x-request-id': 'mine-1' } });
  expect(named.json.requestId).toBe('mine-1');
});

test('the page of the API names every operation and loads nothing from elsewhere', async () => {
  const { call } = await setup();
  const { text, status } = await call('GET', '/docs', { key: null });
  expect(status).toBe(200);
  expect(text).toContain('/api/digests/{id}/preview');
  expect(text).toContain('id="not_found"');
  expect(text).not.toMatch(/<script|(src|href)="https?:(?!\/\/digest\.example\.com)/);
});
