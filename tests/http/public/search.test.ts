import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { keepTexts } from '../../../src/digest/archive/search.ts';
import { plainDigest } from '../../support/engine.ts';
import { type Visitor, visit } from './visitor.ts';

/** The headlines that a search finds, in its order. */
async function find(at: Visitor, query: string): Promise<string[]> {
  const { text } = await at.get(`/search?${query}`);
  return [...text.matchAll(/<h3><a [^>]*>(.*?)<\/a>/g)].map(([, name = '']) =>
    name.replaceAll('<wbr/>', ''),
  );
}

test('what was sent is found by any words in it, the latest first, and nothing else is', async () => {
  const at = await visit();
  const digest = (headline: string) => ({ ...plainDigest, language: 'en', headline });
  await at.publish(digest('Older'), { sentAt: '2026-10-01T00:00:00Z' });
  await at.publish(digest('Newer'), { sentAt: '2026-11-01T00:00:00Z' });
  await at.publish(digest('Hidden'), { isListed: false });
  await at.call('POST', '/api/digests', { body: digest('Draft') });
  expect(await find(at, 'q=market')).toEqual([]);
  await keepTexts(at.db);
  for (const words of ['見本新聞', '売り手は倍', 'ﾈﾀﾞﾝ', '六時 箱', '近いものは安い。']) {
    const found = words === 'ﾈﾀﾞﾝ' ? [] : ['Newer', 'Older'];
    expect([words, await find(at, `q=${encodeURIComponent(words)}`)]).toEqual([words, found]);
  }
  expect(await find(at, 'q=ＯＬＤＥＲ')).toEqual(['Older']);
  for (const nothing of ['hidden', 'draft', '売り手は三倍', 'older newer', 'https']) {
    expect(await find(at, `q=${nothing}`)).toEqual([]);
  }
  const kept = await at.db.execute(sql`select digest_id from digest_texts`);
  expect(kept).toHaveLength(2);
});

test('a correction is found by its new words, and by its old ones no more', async () => {
  const at = await visit();
  const slug = await at.publish({ ...plainDigest, headline: 'Three parts' });
  await keepTexts(at.db);
  const [row] = await at.db.execute<{ id: string }>(
    sql`select id from digests where slug = ${slug}`,
  );
  const content = { ...plainDigest, headline: 'Four parts' };
  const path = `/api/digests/${row?.id}`;
  await at.call('PUT', path, { body: content, headers: { 'if-match': '"1"' } });
  await keepTexts(at.db);
  expect(await find(at, 'q=three')).toHaveLength(1);
  await at.call('POST', `${path}/publish`, { body: { revision: 2, note: '四つでした。' } });
  expect(await find(at, 'q=four')).toEqual([]);
  await keepTexts(at.db);
  expect([await find(at, 'q=four'), await find(at, 'q=three')]).toEqual([['Four parts'], []]);
});

test('results have pages, and stay within a list and a language', async () => {
  const at = await visit();
  await at.db.execute(sql`insert into lists (slug, name) values ('weekend', 'Weekend')`);
  for (let n = 0; n < 14; n++) {
    const sentAt = new Date(Date.UTC(2026, 0, 1 + n)).toISOString();
    const language = n % 2 === 0 ? 'ja' : 'en';
    await at.publish({ ...plainDigest, language, headline: `Number ${n}` }, { sentAt });
  }
  await at.db.execute(sql`
    update sends set list_ids = '{2}' where started_at > '2026-01-10T12:00Z'`);
  await keepTexts(at.db);
  const first = await at.get('/search?q=number');
  expect(first.text).toContain('14件');
  const more = /<a rel="next" href="\/search\?([^"]*)"/.exec(first.text)?.[1] ?? '';
  expect(await find(at, more.replaceAll('&amp;', '&'))).toEqual(['Number 1', 'Number 0']);
  expect(await find(at, 'q=number&list=weekend&language=en')).toEqual(['Number 13', 'Number 11']);
  expect(first.text).toContain('href="/search?q=number&amp;language=en"');
  expect(first.text).toContain('<meta name="robots" content="noindex"');
  expect((await at.get('/search?q=number&cursor=x')).status).toBe(404);
});

test('no query brings the search down, and it shows what was asked as words', async () => {
  const at = await visit();
  await at.publish();
  await keepTexts(at.db);
  const hostile = ['', '%00', '%ff', '%5c', "'", '"><script>', '%25', '_', '{a', 'NULL'];
  for (const q of [...hostile, 'a'.repeat(5000), encodeURIComponent('市'.repeat(900))]) {
    const page = await at.get(`/search?q=${q}`);
    expect([q, page.status]).toEqual([q, 200]);
    expect(page.text).not.toContain('"><script>');
  }
  expect((await at.get('/search')).status).toBe(200);
  expect((await at.get('/search?q=a&list=no')).status).toBe(404);
});
