import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Database } from '../../src/db/client.ts';
import { setup, type TestApp } from '../support/app.ts';
import { serve } from '../support/serve.ts';

for (const format of ['csv', 'ndjson'] as const) {
  test(`a cut export is continued without loss or doubling (${format})`, async () => {
    const at = await setup();
    await addPeople(at.db, 5_000);
    const whole = (await at.call('GET', exportOf({ format }))).text;
    const base = await serve(at);
    let file = '';
    let cursor: string | null = null;
    let cuts = 0;
    do {
      const place = exportOf({ format, limit: '2000', ...(cursor && { after: cursor }) });
      // The first time each part is asked for, the reader goes away in the middle of it.
      const cut = await readStart(base + place, at.key);
      cuts += 1;
      const part = await at.call('GET', place);
      expect(part.text.length).toBeGreaterThan(cut.length);
      expect(part.text.startsWith(cut)).toBe(true);
      file += part.text;
      cursor = part.headers.get('next-cursor');
    } while (cursor !== null);
    expect(cuts).toBe(3);
    expect(file).toBe(whole);
    expect(file.match(/p\d+@example\.com/g)).toHaveLength(5_000 + 1_000 * Number(format === 'csv'));
  });
}

test('what changes between two parts loses and doubles nobody, and moves no column', async () => {
  const { call, db } = await setup();
  await addPeople(db, 30);
  const first = await call('GET', exportOf({ limit: '10' }));
  await db.execute(
    sql`delete from subscribers where email in ('p10@example.com', 'p3@example.com')`,
  );
  await db.execute(sql`update subscribers set attributes = '{"a new one": "x"}' where id % 2 = 0`);
  await db.execute(sql`insert into subscribers (email) values ('late@example.com')`);
  const after = first.headers.get('next-cursor') ?? '';
  const rest = await call('GET', exportOf({ after }));
  expect(rest.headers.get('next-cursor')).toBe(null);
  const rows = (first.text + rest.text).trim().split('\r\n');
  expect(rows[0]).toBe('email,name,status,lists,language,timezone,suppressed,pausedUntil,city');
  expect(new Set(rows.map((row) => row.split(',').length))).toEqual(new Set([9]));
  const people = new Set(rows.slice(1).map((row) => row.split(',')[0]));
  expect(people).toEqual(
    new Set([...Array.from({ length: 30 }, (_, n) => `p${n + 1}@example.com`), 'late@example.com']),
  );
});

test('of one list parts may be empty, and hold all of it together', async () => {
  const { call, db } = await setup();
  await addPeople(db, 30);
  await call('POST', '/api/lists', { body: { slug: 'small', name: 'Small' } });
  await db.execute(sql`
    insert into subscriptions (list_id, subscriber_id, status)
    select (select id from lists where slug = 'small'), id, 'pending'
    from subscribers where email in ('p2@example.com', 'p29@example.com')`);
  const texts = await readParts({ call }, { list: 'small', format: 'ndjson', limit: '7' });
  expect(texts).toHaveLength(5);
  expect(texts.map((text) => text.split('\n').length - 1)).toEqual([1, 0, 0, 0, 1]);
});

test('consent records come in parts, too', async () => {
  const { call, db } = await setup();
  await addPeople(db, 9);
  await db.execute(sql`
    insert into consents (subscriber_id, list_id, action, method)
    select id, (select min(id) from lists), 'confirmed', 'import' from subscribers`);
  const place = (query: Record<string, string>) =>
    `/api/consents/export?${new URLSearchParams(query)}`;
  const whole = (await call('GET', place({ format: 'csv' }))).text;
  const first = await call('GET', place({ format: 'csv', limit: '4' }));
  const after = first.headers.get('next-cursor') ?? '';
  const second = await call('GET', place({ format: 'csv', limit: '5', after }));
  expect(second.headers.get('next-cursor')).toBe(null);
  expect(first.text + second.text).toBe(whole);
});

test('a cursor of another export, or of nobody, is refused in words', async () => {
  const { call, db } = await setup();
  await addPeople(db, 3);
  const lines = await call('GET', exportOf({ format: 'ndjson', limit: '1' }));
  const after = lines.headers.get('next-cursor') ?? '';
  for (const query of [{ format: 'csv', after }, { after: 'made-up' }, { limit: '0' }]) {
    const refused = await call('GET', exportOf(query));
    expect(refused.status).toBe(422);
    expect(refused.json.errors[0].path).toMatch(/cursor|limit/);
  }
});

test('attribute names beyond what a cursor holds share one column', async () => {
  const { call, db } = await setup();
  await addPeople(db, 2);
  await db.execute(sql`
    update subscribers set attributes = (select jsonb_object_agg(repeat('あ', 60) || n, 'v')
      from generate_series(10, 99) n)`);
  const first = await call('GET', exportOf({ limit: '1' }));
  const after = first.headers.get('next-cursor') ?? '';
  expect(after.length).toBeLessThan(9_000);
  const second = await call('GET', exportOf({ after }));
  expect(first.text.split('\r\n')[0]).toContain('Other attributes');
  expect(second.text.match(/あ{60}\d\d/g)).toHaveLength(90 - 32);
});

function exportOf(query: Record<string, string>): string {
  return `/api/subscribers/export?${new URLSearchParams(query)}`;
}

/** Each fifth person in two states, each third with an attribute. */
async function addPeople(db: Database, people: number): Promise<void> {
  await db.execute(sql`
    with added as (
      insert into subscribers (email, attributes)
      select 'p' || n || '@example.com', case when n % 3 = 0 then '{"city": "Kōbe 神戸"}' else '{}' end::jsonb
      from generate_series(1, ${people}::int) n returning id, email),
    other as (insert into lists (slug, name) values ('other', 'Other') returning id)
    insert into subscriptions (list_id, subscriber_id, status)
    select l.id, a.id, case when l.slug = 'digest' then 'confirmed' else 'unsubscribed' end
    from added a, (select id, slug from lists union all select id, 'other' from other) l
    where l.slug = 'digest' or substring(a.email from '[0-9]+')::int % 5 = 0`);
}

async function readParts({ call }: Pick<TestApp, 'call'>, query: Record<string, string>) {
  const texts: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const part = await call('GET', exportOf({ ...query, ...(after && { after }) }));
    texts.push(part.text);
    after = part.headers.get('next-cursor');
  }
  return texts;
}

/** The first bytes of an answer; then the connection is dropped. */
async function readStart(url: string, key: string): Promise<string> {
  const gone = new AbortController();
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(url, { headers, signal: gone.signal });
  const first = await response.body?.getReader().read();
  gone.abort();
  return new TextDecoder().decode(first?.value?.slice(0, 400), { stream: true });
}
