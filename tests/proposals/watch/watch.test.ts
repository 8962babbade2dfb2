// The sources of the last digests are looked at again, and one that is lost is told to whoever can mend it.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { Digest } from '../../../src/digest/schema.ts';
import { hasDueSources, warnOfSources } from '../../../src/proposals/watch/watch.ts';
import { claimLooks } from '../../../src/proposals/watch/watch-queries.ts';
import { setupWithEngine } from '../../support/app.ts';
import { signedIn } from '../../support/console.ts';
import { plainDigest } from '../../support/engine.ts';
import { type Page, servePages } from '../pages.ts';

const paragraphs = [
  '汐見町立図書館は今年四月から、週に三日、午後八時から十一時まで開館している。昼に来られない人のために、町が始めた試みだ。',
  '利用者は一年で二倍に増え、四割は二十一歳から三十四歳だった。図書館によると、夜の貸し出しは昼の三倍に達したという。',
  '町は当初、夜の騒音を心配していたが、苦情は一件も寄せられていない。夜勤の三人はいずれも非常勤で、町は新たに二人を募集している。',
  '図書館の窓は港に面していて、船の明かりが見える。読書会は月に二度開かれ、漁師や看護師も通ってくるようになった。',
];
const other = [
  '見本港の灯台は今年で百年を迎え、町は秋に三日間だけ内部を公開する。灯台守の家は資料館になる予定だと、町は説明している。',
  '見学は一日百人までで、申し込みは来月一日から役場の窓口で受け付ける。公開の初日には三百人が列を作ると、町は見込んでいる。',
  '資料館の工事は十二月に始まり、来年の夏に終わる。灯台の灯は公開のあいだも夜ごとにともされ、沖の船からも見えるという。',
];
const article = (texts: readonly string[]) =>
  `<!doctype html><html lang="ja"><head><link rel="canonical" href="https://news.example.com/library"></head><article><h1>夜に開く図書館</h1>${texts
    .map((text) => `<p>${text}</p>`)
    .join('')}</article></html>`;

/** Digests cite https alone, and this machine has none. */
function citing(url: string): Digest {
  const digest = Digest.parse(plainDigest);
  for (const { source } of digest.sections) if (source !== undefined) source.url = url;
  return digest;
}

/** A digest that cites the page, sent two days ago. */
async function start(first: Page, more: Record<string, Page> = {}) {
  const pages: Record<string, Page> = { '/library': first, ...more };
  const site = await servePages(pages);
  const app = await setupWithEngine({ ALLOW_SOURCES: site.origin, SENDING: 'off' });
  const { call, engine, db } = app;
  const { id } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  const url = `${site.origin}/library`;
  await db.execute(sql`
    update digest_revisions set content = ${JSON.stringify(citing(url))}::jsonb`);
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, started_at, finished_at)
    select ${crypto.randomUUID()}, ${id}, 1, array[id], 'sent', now() - interval '2 days', now() from lists`);
  const look = async () => {
    await engine.tick();
    await engine.drain();
    const rows = await db.execute(sql`select state from source_looks`);
    return rows[0]?.state;
  };
  const put = (page: Page | null) => {
    if (page === null) delete pages['/library'];
    else pages['/library'] = page;
  };
  return { ...app, id, url, site, look, put };
}

test('a source is looked at once a week, and small edits make it no other', async () => {
  const { look, put, engine, site } = await start(article(paragraphs));
  expect(await look()).toBe('fine');
  const asked = site.asked.length;
  await look();
  expect(site.asked).toHaveLength(asked);
  await engine.passTime('8 days');
  put(article([...paragraphs.slice(0, 3), '追記：読書会は来月から月に三度になる。']));
  expect(await look()).toBe('fine');
  expect(site.asked.length).toBeGreaterThan(asked);
});

test.each<[string, Page | null, string]>([
  ['that is gone', null, 'gone'],
  ['behind a wall', { status: 402, body: '' }, 'closed'],
  ['with another text', article(other), 'changed'],
])(
  'a source %s is a warning in its section, and fine again when it is back',
  async (_, page, state) => {
    const { look, put, engine, url, db } = await start(article(paragraphs));
    await look();
    put(page);
    await engine.passTime('8 days');
    expect(await look()).toBe(state);
    const [warning] = await warnOfSources(db, citing(url), 'UTC');
    expect(warning).toMatchObject({ code: `source_${state}`, path: 'sections.0.source.url' });
    put(article(paragraphs));
    await engine.passTime('8 days');
    expect(await look()).toBe('fine');
  },
);

test('a site that is away for an evening is asked again the next day before it counts as gone', async () => {
  const { look, put, engine } = await start(article(paragraphs));
  await look();
  put({ status: 503, body: '' });
  await engine.passTime('8 days');
  expect(await look()).toBe('fine');
  await engine.passTime('25 hours');
  expect(await look()).toBe('gone');
});

test('a source of a digest to come that gives no answer is asked again the next day, not at once', async () => {
  const { look, engine, site, db } = await start({ status: 503, body: '' });
  await db.execute(sql`
    update sends set status = 'scheduled', started_at = null, finished_at = null,
      created_at = now() - interval '2 hours', scheduled_at = now() + interval '9 days'`);
  expect(await look()).toBe('fine');
  const asked = site.asked.length;
  expect(await look()).toBe('fine');
  expect(site.asked).toHaveLength(asked);
  await engine.passTime('25 hours');
  expect(await look()).toBe('gone');
});

test('a page that ends whoever looks at it is left for a day, so that others have their turn', async () => {
  const { db, engine } = await start(article(paragraphs));
  const claim = () => claimLooks(db, { days: 90, limit: 1 });
  expect(await claim()).toMatchObject([{ failures: 0 }]);
  await engine.passTime('11 minutes');
  expect(await claim()).toEqual([]);
  await engine.passTime('25 hours');
  expect(await claim()).toMatchObject([{ failures: 1 }]);
});

test('a digest is opened again when a source of it may be due, or another revision is to go out', async () => {
  const { look, put, engine, db } = await start(article(paragraphs));
  expect(await hasDueSources(db)).toBe(true);
  await look();
  expect(await hasDueSources(db)).toBe(false);
  await engine.passTime('6 days');
  expect(await hasDueSources(db)).toBe(false);
  await db.execute(sql`
    insert into digest_revisions (digest_id, revision, content, created_by)
    select digest_id, 2, content, created_by from digest_revisions`);
  await db.execute(sql`update sends set revision = 2`);
  expect(await hasDueSources(db)).toBe(true);
  await look();
  expect(await hasDueSources(db)).toBe(false);
  await engine.passTime('25 hours');
  put(null);
  expect(await look()).toBe('gone');
});

test('what robots.txt keeps from programs is not looked at', async () => {
  const robots = { '/robots.txt': { body: 'User-agent: *\nDisallow: /' } };
  const { look, site } = await start(article(paragraphs), robots);
  expect(await look()).toBe('fine');
  expect(site.asked).not.toContain('/library');
});

test('a lost source stands in the checks of its digest, and on the first page of the console', async () => {
  const scene = await start(article(paragraphs));
  const { call, db, id } = scene;
  const url = 'https://news.example.com/market';
  await db.execute(sql`
    update digest_revisions set content = ${JSON.stringify(citing(url))}::jsonb`);
  await db.execute(sql`
    insert into source_looks (id, url, state, looked_at, changed_at)
    values (md5(${url}), ${url}, 'gone', now(), now())`);
  const checks = await call('GET', `/api/digests/${id}/checks`);
  expect(checks.json.warnings).toContainEqual(
    expect.objectContaining({ code: 'source_gone', path: 'sections.0.source.url' }),
  );
  const today = await (await signedIn(scene)).call('GET', '/console');
  expect(today.text).toMatch(/失われた出典|Sources that were lost/);
});
