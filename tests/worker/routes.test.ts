import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { developmentWebhookSecret } from '../../dev/mailbox/server.ts';
import { freePort } from '../../dev/postgres.ts';
import { type RunningWorker, startWorker } from '../../dev/worker.ts';
import { ensureDevelopmentKey } from '../../src/access/keys/api-key.ts';
import { createApp } from '../../src/app.ts';
import { cloneDatabase, fitSessions, type TestDatabase } from '../support/database.ts';
import { plainDigest, testBindings } from '../support/engine.ts';

// One worker for the whole file: it takes a second to build, and routes share nothing.
let worker: RunningWorker;
let database: TestDatabase;
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-routes-'));

beforeAll(async () => {
  database = await cloneDatabase();
  await fitSessions(database.url);
  await ensureDevelopmentKey(database.db, 'dev', 'development');
  const { bindings } = testBindings(database.url, 'http://127.0.0.1:9');
  const variables = Object.fromEntries(
    Object.entries(bindings).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  worker = await startWorker({
    port: await freePort(),
    dataDir,
    databaseUrl: database.url,
    variables,
  });
});

afterAll(async () => {
  await worker?.stop();
  await database?.drop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

test('three requests in a row to every route stay below 500', async () => {
  const app = createApp(() => {
    throw new Error('Only its list of routes is wanted');
  });
  const routes = app.routes.filter(({ method }) => method !== 'ALL');
  expect(routes.length).toBeGreaterThan(40);
  for (const { method, path: route } of routes) {
    const place = route
      .replace(':id', '0190c8f0-0000-7000-8000-000000000000')
      .replace(/:\w+/g, 'nothing-here');
    for (let turn = 0; turn < 3; turn++) {
      const { status } = await call(method, place, method === 'GET' ? undefined : '{}');
      expect(status, `${method} ${route}, turn ${turn}`).toBeLessThan(500);
    }
  }
});

test('the events of a send stream until it has ended', async () => {
  const digest = await (await call('POST', '/api/digests', JSON.stringify(plainDigest))).json();
  const { id: digestId } = digest as { id: string };
  const lists = [{ slug: 'digest', status: 'confirmed' }];
  const reader = JSON.stringify({ email: 'reader@example.com', lists, consent: 'asked' });
  expect((await call('POST', '/api/subscribers', reader)).status).toBe(201);
  const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
  const order = JSON.stringify({ digestId, revision: 1, lists: ['digest'], scheduledAt });
  const place = (await call('POST', '/api/sends', order)).headers.get('location') ?? '';
  const events = await call('GET', `${place}/events`);
  expect((await call('POST', `${place}/cancel`, '{}')).status).toBe(200);
  expect(await events.text()).toMatch(/id: final\ndata: \{.*"status":"cancelled"/);
});

test('an event nested as deep as its size allows is taken, and holds none of those beside it', async () => {
  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const bodies = [10, 59_000, 5_000, 1, 59_900].map(
    (depth) => `{"type":"email.delivered","data":{"x":${deep(depth)}}}`,
  );
  const answers = bodies.map(async (body, n) => {
    const now = new Date();
    const headers = {
      'svix-id': `deep_${n}`,
      'svix-timestamp': String(Math.floor(now.getTime() / 1000)),
      'svix-signature': new Webhook(developmentWebhookSecret).sign(`deep_${n}`, now, body),
    };
    const url = `${worker.url}/webhooks/resend`;
    return (await fetch(url, { method: 'POST', headers, body })).status;
  });
  expect(await Promise.all(answers)).toEqual(bodies.map(() => 202));
  const stored = async () => {
    const rows = await database.db.execute<{ id: string }>(sql`select id from events order by id`);
    return Array.from(rows, ({ id }) => id);
  };
  const ids = bodies.map((_, n) => `deep_${n}`);
  await expect.poll(stored, { timeout: 20_000 }).toEqual(ids);
});

test('a digest is written, kept and shown by the worker', async () => {
  const made = await call('POST', '/api/digests', JSON.stringify(plainDigest));
  expect(made.status).toBe(201);
  const place = made.headers.get('location') ?? '';
  const preview = await call('GET', `${place}/preview`);
  expect(preview.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await preview.text()).toContain('</html>');
  const checks = await call('GET', `${place}/checks`);
  expect(await checks.json()).toMatchObject({ ok: true });
});

test('each of 200 lists is there as soon as it was made, twenty at a time', {
  timeout: 120_000,
}, async () => {
  const makeAndRead = async (slug: string) => {
    const made = await call('POST', '/api/lists', JSON.stringify({ slug, name: slug }));
    const read = await call('GET', `/api/lists/${slug}`);
    await Promise.all([made.text(), read.text()]);
    return [slug, made.status, read.status] as const;
  };
  const lanes = Array.from({ length: 20 }, async (_, lane) => {
    const seen: Awaited<ReturnType<typeof makeAndRead>>[] = [];
    for (let turn = 0; turn < 10; turn++) seen.push(await makeAndRead(`list-${lane}-${turn}`));
    return seen;
  });
  const seen = (await Promise.all(lanes)).flat();
  expect(seen).toHaveLength(200);
  expect(seen.filter(([, made, read]) => made !== 201 || read !== 200)).toEqual([]);
});

test('people are imported and exported as streams', async () => {
  const rows = Array.from({ length: 3000 }, (_, n) => `reader${n}@example.com,Reader ${n}`);
  const started = await call(
    'POST',
    '/api/subscribers/import?status=confirmed&consent=Fair',
    ['email,name', ...rows].join('\n'),
    'text/csv',
  );
  expect(started.status).toBe(202);
  const place = started.headers.get('location') ?? '';
  await expect
    .poll(async () => (await call('GET', place)).json(), { timeout: 20_000 })
    .toMatchObject({ status: 'done', created: 3000, rejected: 0 });
  const exported = await (await call('GET', '/api/subscribers/export')).text();
  expect(exported.match(/^reader\d+@/gm)).toHaveLength(3000);
});

test('the worker knows Japanese encodings, registered languages and the digits of numbers', async () => {
  const take = async (body: string | Uint8Array<ArrayBuffer>, type: string) => {
    const query = 'status=confirmed&consent=Fair';
    const started = await call('POST', `/api/subscribers/import?${query}`, body, type);
    const place = started.headers.get('location') ?? '';
    const counts = { status: 'done', created: 1, rejected: 0 };
    const read = async () => (await call('GET', place)).json();
    await expect.poll(read, { timeout: 20_000 }).toMatchObject(counts);
  };
  const csv = 'email,name,language,timezone\njis@example.com,\x1b$B:4F#\x1b(B,ja_JP,Asia/Tokyo\n';
  await take(new TextEncoder().encode(csv), 'text/csv');
  const line = '{"email":"digits@example.com","member":9007199254740993}';
  await take(line, 'application/x-ndjson');
  const people = await (await call('GET', '/api/subscribers/export?format=ndjson')).text();
  expect(people).toContain('"佐藤"');
  expect(people).toContain('"9007199254740993"');
});

function call(
  method: string,
  place: string,
  body?: string | Uint8Array<ArrayBuffer>,
  type = 'application/json',
) {
  return fetch(worker.url + place, {
    method,
    headers: { authorization: 'Bearer dev', 'if-match': '*', 'content-type': type },
    ...(body === undefined ? {} : { body }),
  });
}
