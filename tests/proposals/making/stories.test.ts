// A story that the list has had comes back as what it is, or not at all.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { foldLedger } from '../../../src/proposals/stories/ledger.ts';
import { setupWithEngine } from '../../support/app.ts';
import { type Page, servePages } from '../pages.ts';

const old = [
  '見本港の灯台は今年で百年を迎え、町は秋に三日間だけ内部を公開する。',
  '灯台守の家は資料館になる予定で、町は工事の費用を二千万円と見積もっている。',
  '見学は一日百人までで、申し込みは来月一日から役場の窓口で受け付ける。',
];
const news = [
  '公開の初日には三百人が列を作り、町は見学の時間を二時間延ばした。',
  '資料館の工事は十二月に始まり、来年の夏に終わると町は説明している。',
  '灯台の灯は公開のあいだも夜ごとにともされ、沖の船からも見えたという。',
];
const english = [
  'The lighthouse of Sample Bay is a hundred years old, and the town will open it for three days in autumn.',
  'The house of the keeper becomes a museum, and the town expects the works to cost twenty million yen.',
  'Visitors number a hundred a day at most, and they can apply at the town hall from the first of the month.',
];
const source = (name: string, texts: readonly string[], title = '灯台の百年') => ({
  url: `https://news.example.com/${name}`,
  title,
  text: texts.join('\n'),
});

async function start(variables: Record<string, unknown> = {}) {
  const { call, engine, db } = await setupWithEngine(variables);
  const make = async (sources: unknown[], more = {}) => {
    const body = { language: 'ja', list: 'digest', sources, ...more };
    const { id } = (await call('POST', '/api/proposals', { body })).json;
    await engine.drain();
    return (await call('GET', `/api/proposals/${id}`)).json;
  };
  const digestOf = async (id: string) => (await call('POST', `/api/proposals/${id}/digest`)).json;
  /** Made, and sent so long ago. */
  const tell = async (sources: unknown[], ago: string) => {
    const digest = await digestOf((await make(sources)).id);
    await db.execute(sql`
      insert into sends (id, digest_id, revision, list_ids, status, listed, mailed_at, started_at, finished_at)
      select ${crypto.randomUUID()}, ${digest.id}, 1, array[id], 'sent', true, now(),
        now() - ${ago}::interval, now() from lists where slug = 'digest'`);
    await foldLedger(db);
    return digest;
  };
  const tellAgain = async (id: string, n: number) => {
    const path = `/api/proposals/${id}/sources/${n}/mend`;
    const answer = await call('POST', path, { body: { again: true } });
    await engine.drain();
    return answer;
  };
  return { call, make, digestOf, tell, tellAgain };
}

test('a story that goes on says so in its section, with a link to the digest that told it', async () => {
  const { make, digestOf, tell } = await start();
  const first = await tell([source('tower', old)], '3 days');
  const proposal = await make([source('tower?utm_source=feed', [...old.slice(0, 1), ...news])]);
  expect(proposal).toMatchObject({
    status: 'ready',
    toReview: ['headline', 'sections.0.hook', 'sections.0.opener', 'conclusion'],
    sources: [{ state: 'read', told: { digestId: first.id }, warnings: [{ code: 'continues' }] }],
  });
  const points = proposal.sections[0].points.map(({ text }: { text: string }) => text).join();
  expect(points).not.toContain('百年');
  const { content } = await digestOf(proposal.id);
  const [opener] = content.sections[0].opener;
  expect(opener.text).toMatch(/^\[\d+年\d+月\d+日\]\(https:.*\/digests\/.*\)の.*続きです。$/);
});

test('what says nothing new is named and gets no section, at any address', async () => {
  const { make, tell } = await start();
  const first = await tell([source('tower', old)], '3 days');
  const proposal = await make([source('agency', old), source('other', news)]);
  expect(proposal.sources).toMatchObject([
    { state: 'told', why: { code: 'already_told' }, told: { digestId: first.id } },
    { state: 'read', told: null },
  ]);
  expect(proposal.sections).toMatchObject([{ source: 1 }]);
  expect(proposal.sources[0].why.message).toContain(first.content.headline);
  const alone = await make([source('agency', old)]);
  expect(alone.status).toBe('failed');
});

test('after fourteen days it is a story like any other, with a warning', async () => {
  const { make, tell } = await start();
  await tell([source('tower', old)], '15 days');
  const proposal = await make([source('tower', old)]);
  expect(proposal.sources).toMatchObject([
    { state: 'read', told: null, warnings: [{ code: 'told_before' }] },
  ]);
});

/** Vectors by what a text is about. */
function embedder(nearness: number): Page {
  return (response, body) => {
    const { input } = JSON.parse(body) as { input: string[] };
    const vectorOf = (text: string) => {
      if (/lighthouse/i.test(text)) return [nearness, Math.sqrt(1 - nearness ** 2), 0];
      return text.includes('灯台') ? [1, 0, 0] : [0, 0, 1];
    };
    const data = input.map((text, index) => ({ index, embedding: vectorOf(text) }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: data.toReversed() }));
  };
}

const three = [
  source('tower', old),
  source('en', english, 'A lighthouse of a hundred years'),
  source(
    'mill',
    ['川沿いの古い紙工場が、夜の音楽堂に生まれ変わった。', ...news.slice(1, 2)],
    '紙工場',
  ),
];

test('with vectors, articles of one event are one section, and what may be one is said', async () => {
  const make = async (nearness: number) => {
    const site = await servePages({ '/v1/embeddings': embedder(nearness) });
    const scene = await start({ EMBEDDINGS_URL: `${site.origin}/v1`, EMBEDDINGS_NAME: 'eye' });
    return scene.make(three);
  };
  expect((await make(0.93)).sources).toMatchObject([
    { state: 'read' },
    { state: 'copy', copyOf: 0 },
    { state: 'read', warnings: [] },
  ]);
  const perhaps = await make(0.8);
  expect(perhaps.sources[1].warnings[0]).toMatchObject({
    code: 'alike',
    message: expect.stringContaining('灯台の百年'),
  });
  expect((await make(0.5)).sources[1].warnings.map(({ code }: { code: string }) => code)).toEqual([
    'other_language',
  ]);
});

const json = (value: unknown): Page => ({
  headers: { 'content-type': 'application/json' },
  body: typeof value === 'string' ? value : JSON.stringify(value),
});
const vectors = (...embeddings: unknown[]) =>
  json({ data: embeddings.map((embedding, index) => ({ index, embedding })) });

test.each<[string, Page]>([
  ['an error', { status: 500, body: 'no' }],
  ['a redirect', { status: 307, headers: { location: '/elsewhere' }, body: '' }],
  ['no JSON', json('{')],
  ['too few', vectors([1, 0], [1, 0])],
  ['two of one number', json({ data: [0, 0, 1].map((index) => ({ index, embedding: [1, 0] })) })],
  ['other lengths', vectors([1, 0], [1, 0], [1, 0, 0])],
  ['NaN', json('{"data":[{"index":0,"embedding":[NaN]}]}')],
  ['numbers past all measure', json(`{"data":[{"index":0,"embedding":[1e999]}]}`)],
  ['nothing but zeros', vectors([0, 0], [0, 0], [0, 0])],
  ['words', vectors('a', 'b', 'c')],
  ['a cut answer', (response) => void response.write('{"data":[', () => response.destroy())],
])('an endpoint that answers with %s changes nothing', async (_, page) => {
  const site = await servePages({ '/v1/embeddings': page });
  const { make } = await start({ EMBEDDINGS_URL: `${site.origin}/v1`, EMBEDDINGS_NAME: 'eye' });
  const proposal = await make(three);
  expect(site.asked).toEqual(['/v1/embeddings']);
  expect(proposal).toMatchObject({ status: 'ready', sections: [{}, {}, {}] });
});

test('what was told is told again if an editor wants it: its section says when it was told before', async () => {
  const { call, make, digestOf, tell, tellAgain } = await start();
  const first = await tell([source('tower', old)], '3 days');
  const { id, sections } = await make([source('agency', old), source('other', news)]);
  expect(sections).toMatchObject([{ source: 1 }]);
  const [kept] = sections;
  expect(await tellAgain(id, 0)).toMatchObject({
    status: 202,
    json: { status: 'reading', sources: [{ state: 'read', why: null }, {}] },
  });
  const again = (await call('GET', `/api/proposals/${id}`)).json;
  expect(again).toMatchObject({
    status: 'ready',
    sources: [
      { state: 'read', told: { digestId: first.id }, warnings: [{ code: 'told_before' }] },
      { state: 'read' },
    ],
    sections: [{ source: 0 }, { source: 1 }],
    toReview: expect.arrayContaining(['sections.0.opener']),
  });
  expect(again.sections[0].points).toHaveLength(sections[0].points.length);
  expect(again.sections[1]).toEqual(kept);
  const { content } = await digestOf(id);
  expect(content.sections[0].opener[0].text).toMatch(/のダイジェストでも、お伝えした話です。$/);
  expect(content.sections[1].opener).toEqual([]);
});

test('a proposal with nothing but what was told goes on from a failure; nothing else is told again', async () => {
  const { call, make, digestOf, tell, tellAgain } = await start();
  await tell([source('tower', old)], '3 days');
  const alone = await make([source('agency', old)]);
  expect(alone.status).toBe('failed');
  await tellAgain(alone.id, 0);
  expect((await call('GET', `/api/proposals/${alone.id}`)).json.status).toBe('ready');
  // It has its section by now; there is no other source; and one that failed is given again instead.
  expect((await tellAgain(alone.id, 0)).status).toBe(409);
  expect((await tellAgain(alone.id, 1)).status).toBe(404);
  await digestOf(alone.id);
  expect((await tellAgain(alone.id, 0)).status).toBe(409);
  const given = { body: { again: true, source: 'https://news.example.com/other' } };
  const path = `/api/proposals/${alone.id}/sources/0/mend`;
  expect((await call('POST', path, given)).status).toBe(422);
});

test('what is told again is held back from rhythms and proposals like all that was told', async () => {
  const { make, tell, tellAgain, call } = await start();
  await tell([source('tower', old)], '3 days');
  const one = await make([source('agency', old)]);
  await tellAgain(one.id, 0);
  const other = await make([source('agency', old), source('other', news)]);
  expect(other.sources).toMatchObject([{ state: 'told' }, { state: 'read' }]);
  expect((await call('GET', `/api/proposals/${one.id}`)).json.sections).toHaveLength(1);
});
