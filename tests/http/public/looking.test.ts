import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import type { Database } from '../../../src/db/client.ts';
import { type Visitor, visit } from './visitor.ts';

/** Every row of every table, as text. */
async function readEverything(db: Database): Promise<string> {
  const tables = await db.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  const rows = [];
  for (const { name } of tables) {
    const table = sql.identifier(name);
    rows.push(
      await db.execute(sql`
        select ${name}::text as name, coalesce(json_agg(t order by t::text), '[]') as rows, max(t.xmin::text) as version
        from (select x.*, x.xmin from ${table} x) t`),
    );
  }
  return JSON.stringify(rows);
}

async function listPaths(at: Visitor): Promise<string[]> {
  await at.post('/subscribe', { email: 'new@example.com' });
  const subscriber = await at.reader('mai@example.com');
  const { tokens } = at;
  const slug = await at.publish();
  const leave = tokens.sign({
    purpose: 'unsubscribe',
    subscriber,
    list: 1,
    send: crypto.randomUUID(),
  });
  const mail = await at.confirmToken('new@example.com');
  return [
    '/',
    '/?language=ja',
    '/search?q=a',
    '/subscribe',
    `/confirm/${mail}`,
    `/confirm/${mail}/renew`,
    `/u/${leave}`,
    `/u/${leave}?by=page&List-Unsubscribe=One-Click`,
    `/u/${leave}/link`,
    '/u/nonsense',
    '/u/preview',
    '/preferences/preview',
    `/preferences/${tokens.sign(preferencesOf(subscriber, 'former@example.com'))}?do=link`,
    `/preferences/${tokens.sign(preferencesOf(subscriber, 'mai@example.com'))}`,
    `/preferences/${tokens.sign(preferencesOf(subscriber, 'mai@example.com'))}?do=leave&done=left`,
    `/digests/${slug}`,
    '/feed.xml',
    '/atom.xml',
    '/feed.json',
    '/sitemap.xml',
    '/robots.txt',
    '/canary',
    '/webhooks/resend',
    '/nothing',
  ];
}

test('looking changes nothing: GET and HEAD of every page leave every row of every table as it was', async () => {
  const at = await visit();
  const paths = await listPaths(at);
  at.take('letters');
  const before = await readEverything(at.db);
  expect(before).toContain('mai@example.com');
  for (const path of paths) {
    const get = await at.get(path);
    const request = new Request(`https://digest.example.com${path}`, { method: 'HEAD' });
    const head = await at.app.fetch(request, at.bindings);
    expect([path, head.status, await head.text()]).toEqual([path, get.status, '']);
    expect(get.status).toBeLessThan(500);
    expect(get.headers.get('set-cookie')).toBeNull();
  }
  expect(await readEverything(at.db)).toBe(before);
  const queued = (['jobs', 'letters', 'events'] as const).flatMap((queue) => at.take(queue));
  expect(queued).toEqual([]);
  // The witness can see: one press of a button is a change.
  await at.post(paths.find((path) => path.startsWith('/u/')) ?? '', {});
  expect(await readEverything(at.db)).not.toBe(before);
});

test('a method a page does not take is a 405 that names those it takes', async () => {
  const at = await visit();
  for (const [path, allow] of [
    ['/', 'GET, HEAD'],
    ['/u/x', 'GET, HEAD, POST'],
    ['/webhooks/resend', 'POST'],
  ] as const) {
    const answer = await at.call('DELETE', path, { key: null });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
  }
});

test('a browser gets a page for what is missing or broken, a program a problem', async () => {
  const at = await visit();
  const page = await at.get('/nothing');
  expect(page.status).toBe(404);
  expect(page.text).toContain('このページは見つかりません');
  expect(page.text).toContain(page.headers.get('x-request-id'));
  const problem = await at.call('GET', '/nothing', { key: null });
  expect(problem.json).toMatchObject({ status: 404 });
  const api = await at.get('/api/nothing');
  expect(api.headers.get('content-type')).toBe('application/problem+json');
});
