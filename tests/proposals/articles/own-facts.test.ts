// What a page says of its own article, where it speaks of others, of programs and of its site as well.

import { expect, test } from 'vitest';
import { isOpenWeb } from '../../../src/digest/checks/open-web.ts';
import { readMoment } from '../../../src/proposals/articles/moment.ts';
import { type ArticleRead, readArticle } from '../../../src/proposals/articles/read-article.ts';
import { paragraphs } from './plain-article.ts';

const at = 'https://news.example.com/2026/library';

function read(head: string, { url = at, over = '' } = {}): Promise<ArticleRead> {
  const html = `<!doctype html><html lang="ja"><head><meta charset="utf-8">${head}
    <title>夜に開く図書館</title></head><body><div><h1>夜に開く図書館</h1>${over}
    <div>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</div></div></body></html>`;
  const dial = async (asked: string) =>
    asked.endsWith('/robots.txt')
      ? new Response('', { status: 404 })
      : new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  return readArticle({ dial, isOpen: isOpenWeb, agent: 'ChrysanthemumDigest/1' }, url);
}

const linked = (value: unknown) =>
  `<script type="application/ld+json">${JSON.stringify(value)}</script>`;

const news = (facts: object) => ({ '@type': 'NewsArticle', ...facts });
const other = news({
  headline: '温泉の湯量が減る',
  url: 'https://news.example.com/2024/spring',
  datePublished: '2024-05-05',
});

test.each([
  ['its address', { headline: '見出し', url: at, datePublished: '2026-10-28' }, '2026-10-28'],
  ['its title', { headline: '夜に開く 図書館', datePublished: '2026-10-28' }, '2026-10-28'],
  [
    'neither',
    { headline: '別', url: 'https://news.example.com/x', datePublished: '2026-10-28' },
    null,
  ],
])('of several articles in JSON-LD the one with %s is the page’s', async (_, own, day) => {
  const found = await read(linked([other, news(own)]));
  expect(found).toMatchObject({ kind: 'read', article: { url: at, publishedOn: day } });
});

test('the day of another article in a page’s data is not its own', async () => {
  const data = { related: [{ datePublished: '2024-01-02' }] };
  const script = `<script id="__NEXT_DATA__" type="application/json">${JSON.stringify(data)}</script>`;
  expect(await read(script)).toMatchObject({ article: { publishedOn: null } });
  const over = '<div><span><time datetime="2026-10-27T15:10:00.000Z">10月28日</time></span></div>';
  expect(await read(script, { over })).toMatchObject({ article: { publishedOn: '2026-10-28' } });
});

test('moments in UTC are told by the clocks of Japan where the page is Japanese', () => {
  expect(readMoment('2026-10-27T15:00:00Z', 'ja')).toBe('2026-10-28');
  expect(readMoment('2026-10-27T15:00:00.000+00:00', 'ja-JP')).toBe('2026-10-28');
  expect(readMoment('2026-12-31T23:59Z', 'ja')).toBe('2027-01-01');
  expect(readMoment('2026-10-27T14:59:59Z', 'ja')).toBe('2026-10-27');
  expect(readMoment('2026-10-27T15:00:00Z', 'en')).toBe('2026-10-27');
  expect(readMoment('2026-10-27T23:00:00+09:00', 'ja')).toBe('2026-10-27');
  expect(readMoment('2026年11月4日 17時12分', 'ja')).toBe('2026-11-04');
  expect(readMoment('2026-13-41T15:00:00Z', 'ja')).toBeNull();
});

test.each([
  ['the front page of its site', '<link rel="canonical" href="https://news.example.com/">', at],
  ['a page of another site', '<link rel="canonical" href="https://other.example.org/a">', at],
  [
    'a page of another site, by its base',
    '<base href="https://other.example.org/"><link rel="canonical" href="/a">',
    at,
  ],
  [
    'a name beside its base',
    '<base href="https://news.example.com/town/"><link rel="canonical" href="library">',
    'https://news.example.com/town/library',
  ],
])('the address that is cited, where a page calls itself %s', async (_, head, url) => {
  expect(await read(head)).toMatchObject({ kind: 'read', article: { url } });
});

test.each([
  ['a text', news({ isAccessibleForFree: 'False' })],
  ['an address', news({ isAccessibleForFree: 'https://schema.org/False' })],
  ['of a part', news({ hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false } })],
  ['of one of several parts', news({ hasPart: [{}, { isAccessibleForFree: 'false' }] })],
  ['of its page', { '@graph': [{ '@type': 'WebPage', isAccessibleForFree: false }, news({})] }],
])('a page says that it is not free: as %s', async (_, value) => {
  expect(await read(linked(value))).toEqual({ kind: 'thin', why: { code: 'not_free' } });
});

test('an article that is free may have parts that are not', async () => {
  const value = news({ isAccessibleForFree: true, hasPart: { isAccessibleForFree: false } });
  expect((await read(linked(value))).kind).toBe('read');
});

test('a text with its tags is no longer than what it shows', async () => {
  const tagged = (text: string) => `<p class="${'paragraph '.repeat(60)}">${text}</p>`;
  const whole = news({ articleBody: paragraphs.map(tagged).join('') });
  expect((await read(linked(whole))).kind).toBe('read');
  const more = news({ articleBody: [...paragraphs, ...paragraphs].map(tagged).join('') });
  expect(await read(linked(more))).toEqual({ kind: 'thin', why: { code: 'teaser' } });
});

test('the name of the paper in brackets is no part of the title', async () => {
  const titled = (headline: string) =>
    read(linked(news({ headline, publisher: { name: '汐見新聞' } })));
  expect(await titled('港の市、十年ぶりに（汐見新聞）')).toMatchObject({
    article: { title: '港の市、十年ぶりに' },
  });
  expect(await titled('港の市（動画）')).toMatchObject({ article: { title: '港の市（動画）' } });
});
