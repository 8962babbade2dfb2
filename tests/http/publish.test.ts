import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { plainDigest } from '../support/engine.ts';
import { type Visitor, visit } from './public/visitor.ts';

const note = '「三分の一」は「四分の一」の誤りでした。';

/** A digest that was mailed at revision 1 and edited since; where to publish it. */
async function mailed(at: Visitor): Promise<{ api: string; page: string }> {
  const page = `/digests/${await at.publish({ ...plainDigest, lead: '第一版' })}`;
  const [row] = await at.db.execute<{ id: string }>(sql`select id from digests`);
  const api = `/api/digests/${row?.id}`;
  const body = { ...plainDigest, lead: '第二版' };
  const edited = await at.call('PUT', api, { body, headers: { 'if-match': '"1"' } });
  expect(edited.json).toMatchObject({ revision: 2, publishedRevision: 1 });
  return { api, page };
}

test('a correction stands on the page with its day, in the structured data, and in every feed', async () => {
  const at = await visit();
  const { api, page } = await mailed(at);
  await at.call('POST', `${api}/publish`, { body: { revision: 2, note } });
  await at.db.execute(sql`update corrections set created_at = '2026-11-25T16:00:00Z'`);
  const { text } = await at.get(page);
  expect(text).toContain(note);
  // One in the morning of the 26th in Tokyo.
  expect(text).toContain('<time datetime="2026-11-26">2026年11月26日</time>');
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
  expect(JSON.parse(json)).toMatchObject({
    description: '第二版',
    datePublished: '2026-11-21T07:00:00+09:00',
    dateModified: '2026-11-26T01:00:00+09:00',
    correction: [
      { '@type': 'CorrectionComment', text: note, datePublished: '2026-11-26T01:00:00+09:00' },
    ],
  });
  const atom = (await at.get('/atom.xml')).text;
  expect(atom.match(/<updated>2026-11-26T01:00:00\+09:00<\/updated>/g)).toHaveLength(2);
  expect(atom).toContain('<published>2026-11-21T07:00:00+09:00</published>');
  const [item] = (await at.get('/feed.json')).json.items;
  expect(item).toMatchObject({ date_modified: '2026-11-26T01:00:00+09:00' });
  expect(item.content_html).toContain(note);
  expect((await at.get('/feed.xml')).text).toContain(note);
  expect((await at.get('/sitemap.xml')).text).toContain('<lastmod>2026-11-26T01:00:00+09:00<');
});

test('hostile words in a note stay words', async () => {
  const at = await visit();
  const { api, page } = await mailed(at);
  const bad = '</script><img src=x onerror=alert(1)> ]]> & \u202edesrever';
  await at.call('POST', `${api}/publish`, { body: { revision: 2, note: bad } });
  const { text } = await at.get(page);
  expect(text).toContain('&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;');
  expect(text).not.toMatch(/<img src=x/);
  for (const feed of ['/feed.xml', '/atom.xml', '/feed.json']) {
    expect((await at.get(feed)).text).not.toMatch(/<img src=x|\u202e/);
  }
});

test('the same correction again changes nothing, another note takes its place, and a page never goes back', async () => {
  const at = await visit();
  const { api } = await mailed(at);
  const publish = (revision: number, words: string) =>
    at.call('POST', `${api}/publish`, { body: { revision, note: words } });
  const first = await publish(2, note);
  expect((await publish(2, note)).json).toEqual(first.json);
  const replaced = await publish(2, 'Another note');
  expect(replaced.json.corrections).toMatchObject([{ revision: 2, note: 'Another note' }]);
  expect(await publish(1, note)).toMatchObject({ status: 409 });
  expect((await publish(3, note)).json.errors[0].path).toBe('revision');
  const both = await Promise.all([publish(2, 'One'), publish(2, 'Two')]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
});

test('what was never mailed has no page to correct, and bad input says what is wrong', async () => {
  const at = await visit();
  const { api } = await mailed(at);
  const draft = (await at.call('POST', '/api/digests', { body: plainDigest })).json;
  const post = (path: string, body: object, key = at.key) =>
    at.call('POST', `${path}/publish`, { body, key });
  const refused = await post(`/api/digests/${draft.id}`, { revision: 1, note });
  expect(refused).toMatchObject({ status: 409 });
  expect(refused.json.detail).toContain('Send it first');
  for (const body of [
    {},
    { revision: 2 },
    { revision: 2, note: ' ' },
    { revision: 2, note: 'two\nlines' },
    { revision: 2, note: 'x'.repeat(501) },
    { revision: 0, note },
    { revision: 2 ** 31, note },
    { revision: 2, note, more: true },
  ]) {
    expect((await post(api, body)).status, JSON.stringify(body)).toBe(422);
  }
  expect((await post(`/api/digests/${crypto.randomUUID()}`, { revision: 2, note })).status).toBe(
    404,
  );
  const writer = await at.keyWith('read', 'write');
  expect((await post(api, { revision: 2, note }, writer)).status).toBe(403);
});

test('a correction warns of sends that wait with an older revision, or mail it now', async () => {
  const at = await visit();
  const { api } = await mailed(at);
  const [row] = await at.db.execute<{ id: string }>(sql`
    insert into sends (id, digest_id, revision, list_ids, status, scheduled_at)
    select gen_random_uuid(), id, 1, '{1}', 'scheduled', now() + interval '1 day' from digests
    returning id`);
  const publish = async () =>
    (await at.call('POST', `${api}/publish`, { body: { revision: 2, note } })).json.warnings;
  expect(await publish()).toMatchObject([{ code: 'send_waits', sendId: row?.id }]);
  // Frozen already, waiting for the morning of each time zone.
  await at.db.execute(sql`
    update sends set status = 'sending', started_at = now() where id = ${row?.id}`);
  expect(await publish()).toMatchObject([{ code: 'send_runs', sendId: row?.id }]);
});

test('reading, previewing, checking and testing take a revision', async () => {
  const at = await visit();
  const { api } = await mailed(at);
  const get = (path: string) => at.call('GET', api + path);
  const first = await get('?revision=1');
  expect(first.json).toMatchObject({ revision: 1, content: { lead: '第一版' } });
  expect(first.headers.get('etag')).toBe('"1"');
  expect((await get('')).json).toMatchObject({ revision: 2, content: { lead: '第二版' } });
  expect((await get('/preview?format=text&revision=1')).text).toContain('第一版');
  expect((await get('/preview?format=text')).text).toContain('第二版');
  const [one, two] = [await get('/checks?revision=1'), await get('/checks?revision=2')];
  expect([one.status, two.status]).toEqual([200, 200]);
  const tested = await at.call('POST', `${api}/test?revision=1`, {
    body: { to: ['a@example.com'] },
  });
  const [mail] = await at.db.execute<{ data: object }>(sql`
    select data from letters where id = ${tested.json.emails[0]}`);
  expect(mail?.data).toMatchObject({ revision: 1 });
  for (const path of ['', '/preview', '/checks']) {
    expect((await get(`${path}?revision=9`)).status).toBe(404);
    expect((await get(`${path}?revision=0`)).status).toBe(422);
    expect((await get(`${path}?revision=99999999999`)).status).toBe(422);
  }
});
