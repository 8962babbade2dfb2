import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';

const content = {
  version: 1,
  language: 'en',
  headline: 'The quiet harvest of small orchards',
  publishedOn: '2026-11-20',
  sections: [
    {
      heading: 'Orchards return',
      hook: { question: 'Why now?', answer: 'Because the old trees still bear.' },
      source: {
        title: 'Growers replant heirloom apples',
        url: 'https://orchards.example.org/replant',
        points: ['Costs fell.', 'Taste won.', 'Bees came back.'],
      },
      body: [{ text: 'A **good** year.', voice: 'comment' }],
    },
  ],
  conclusion: ['Plant a tree.'],
};

test('a digest that is written can be read back, with its revision as ETag', async () => {
  const { call } = await setup();
  const made = await call('POST', '/api/digests', { body: content });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({ revision: 1, status: 'draft', content });
  expect(made.json.slug).toBe('2026-11-20-the-quiet-harvest-of-small-orchards');
  const read = await call('GET', made.headers.get('location') ?? '');
  expect(read.headers.get('etag')).toBe('"1"');
  expect(read.json).toEqual(made.json);
});

test('an unchanged digest is not sent again to who has it', async () => {
  const { call, db } = await setup();
  const { id } = (await call('POST', '/api/digests', { body: content })).json;
  const again = await call('GET', `/api/digests/${id}`, { headers: { 'if-none-match': 'W/"1"' } });
  expect(again).toMatchObject({ status: 304, text: '' });
  await db.execute(`insert into sends (id, digest_id, revision, list_ids, status)
    values (gen_random_uuid(), '${id}', 1, '{1}', 'sent')`);
  const sent = await call('GET', `/api/digests/${id}`, { headers: { 'if-none-match': '"1"' } });
  expect(sent).toMatchObject({ status: 200, json: { status: 'sent' } });
  // Whoever read it while it was scheduled holds that under the same tag.
  await db.execute(`update sends set status = 'cancelled'`);
  const drafted = await call('GET', `/api/digests/${id}`, { headers: { 'if-none-match': '"1"' } });
  expect(drafted).toMatchObject({ status: 200, json: { status: 'draft' } });
});

test('a revision is only written over the one that was read', async () => {
  const { call } = await setup();
  const path = `/api/digests/${(await call('POST', '/api/digests', { body: content })).json.id}`;
  const body = { ...content, headline: 'A louder harvest than before' };
  const put = (headers: Record<string, string>) => call('PUT', path, { body, headers });
  expect((await put({})).status).toBe(428);
  expect((await put({ 'if-match': '"2"' })).status).toBe(412);
  expect((await put({ 'if-match': 'W/"2"' })).status).toBe(412);
  const written = await put({ 'if-match': '"1"' });
  expect(written.json).toMatchObject({ revision: 2, content: { headline: body.headline } });
  expect((await put({ 'if-match': '"1"' })).status).toBe(412);
  const revisions = (await call('GET', `${path}/revisions`)).json.data;
  expect(revisions.map((one: { revision: number }) => one.revision)).toEqual([2, 1]);
});

test('a tag that was touched on its way still names its revision', async () => {
  const { call } = await setup();
  const path = `/api/digests/${(await call('POST', '/api/digests', { body: content })).json.id}`;
  const tags = ['W/"1"', 'w/"2"', '"3-gzip"', 'W/"4--gzip"', '"9", W/"5"', '6'];
  for (const [index, tag] of tags.entries()) {
    const body = { ...content, headline: `A harvest that is number ${index}` };
    const answer = await call('PUT', path, { body, headers: { 'if-match': tag } });
    expect([tag, answer.status]).toEqual([tag, 200]);
    const held = await call('GET', path, { headers: { 'if-none-match': tag } });
    expect([tag, held.status]).toEqual([tag, 200]);
  }
  for (const tag of ['W/"7"', '"7-gzip"', '7', '"1", W/"7"']) {
    const held = await call('GET', path, { headers: { 'if-none-match': tag } });
    expect([tag, held.status]).toEqual([tag, 304]);
  }
  for (const tag of ['W/"1"', '"17"', '"7x"', 'W/', '"-gzip"', 'x"7"', '""']) {
    const headers = { 'if-match': tag };
    expect([tag, (await call('PUT', path, { body: content, headers })).status]).toEqual([tag, 412]);
  }
});

test('of two writers who read the same revision, one is refused', async () => {
  const { call } = await setup();
  const { id } = (await call('POST', '/api/digests', { body: content })).json;
  const write = (headline: string) =>
    call('PUT', `/api/digests/${id}`, {
      body: { ...content, headline },
      headers: { 'if-match': '"1"' },
    });
  const answers = await Promise.all(['First headline', 'Second headline'].map(write));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

test('content that says the same makes no new revision', async () => {
  const { call } = await setup();
  const { id } = (await call('POST', '/api/digests', { body: content })).json;
  const headers = { 'if-match': '*' };
  const { json } = await call('PUT', `/api/digests/${id}`, { body: content, headers });
  expect(json.revision).toBe(1);
});

test('a digest can be removed until a send refers to it', async () => {
  const { call, db } = await setup();
  const headers = { 'if-match': '"1"' };
  const first = (await call('POST', '/api/digests', { body: content })).json.id;
  expect((await call('DELETE', `/api/digests/${first}`)).status).toBe(428);
  expect((await call('DELETE', `/api/digests/${first}`, { headers })).status).toBe(204);
  expect((await call('GET', `/api/digests/${first}`)).status).toBe(404);
  const second = (await call('POST', '/api/digests', { body: content })).json.id;
  await db.execute(`insert into sends (id, digest_id, revision, list_ids, status)
    values (gen_random_uuid(), '${second}', 1, '{1}', 'sending')`);
  expect((await call('DELETE', `/api/digests/${second}`, { headers })).status).toBe(409);
  expect((await call('GET', `/api/digests/${second}`)).json.status).toBe('sending');
});

test('the list of digests is walked by cursor, each digest once, the newest first', async () => {
  const { call } = await setup();
  const made: string[] = [];
  for (let n = 0; n < 5; n++) {
    made.unshift((await call('POST', '/api/digests', { body: content })).json.id);
  }
  const seen: string[] = [];
  let query = '?limit=2';
  for (let pages = 0; pages < 3; pages++) {
    const { data, nextCursor } = (await call('GET', `/api/digests${query}`)).json;
    seen.push(...data.map(({ id }: { id: string }) => id));
    query = `?limit=2&cursor=${nextCursor}`;
    if (nextCursor === null) break;
  }
  expect(seen).toEqual(made);
});

test('Markdown becomes a digest, and lines without a place are named', async () => {
  const { call } = await setup();
  const markdown = [
    '---',
    'language: en',
    '---',
    '# Lanterns on the river',
    '## Light returns',
    '> Q: Who lit them?',
    '> A: The children did.',
    '### [Lantern night](https://river.example.org/night)',
    '- ✅ Nine hundred lanterns',
    '',
    '- 💡 Light is shared.',
  ].join('\n');
  const made = await call('POST', '/api/digests/import', {
    body: markdown,
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  });
  expect(made.status).toBe(201);
  expect(made.json.content.sections[0].hook.question).toBe('Who lit them?');
  expect(made.json.warnings).toEqual([]);
  const empty = await call('POST', '/api/digests/import', {
    body: 'nothing here',
    headers: { 'content-type': 'text/plain' },
  });
  expect(empty.status).toBe(422);
});

test('the links of a digest are asked through the door to the open web, and only when it is said', async () => {
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    return new Response(null, { status: url.endsWith('/gone') ? 404 : 200 });
  };
  const { call } = await setup({ OPEN_WEB: { fetch } });
  const closing = [{ text: '[a](https://news.example.com/gone) [b](https://127.0.0.1/admin)' }];
  const body = { ...content, closing };
  const { id } = (await call('POST', '/api/digests', { body })).json;
  await call('GET', `/api/digests/${id}/checks`);
  expect(asked).toEqual([]);
  const { warnings } = (await call('GET', `/api/digests/${id}/checks?links=1`)).json;
  expect(asked).toContain('https://news.example.com/gone');
  expect(asked.join()).not.toContain('127.0.0.1');
  const codes = warnings.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(expect.arrayContaining(['link_unreachable', 'link_unchecked']));
});
