// What a page says of itself, for an editor who cites it.

import { expect, test } from 'vitest';
import { type Dial, isOpenWeb } from '../../../src/digest/checks/open-web.ts';
import { readPageFacts } from '../../../src/proposals/articles/page-facts.ts';
import { readArticle } from '../../../src/proposals/articles/read-article.ts';
import { setup } from '../../support/app.ts';
import { servePages } from '../pages.ts';
import { article } from './plain-article.ts';

const read = (dial: Dial, url = 'https://news.example.com/a') =>
  readPageFacts({ dial, isOpen: isOpenWeb, agent: 'ChrysanthemumDigest/1' }, url);

const head = `<!doctype html><html><head><title>Fallback</title>
  <meta property="og:title" content="夜の図書館 &amp; 灯&#12354;">
  <meta content='汐見新聞' property='og:site_name'>
  <meta property="article:published_time" content="2026-10-28T09:00:00+09:00">
  <meta property="og:image" content="/pictures/1.jpg"></head>`;

const answering =
  (body: string | Uint8Array<ArrayBuffer>, type = 'text/html; charset=utf-8'): Dial =>
  async () =>
    new Response(body, { headers: { 'content-type': type } });

test('a page tells its title, publisher, day and picture', async () => {
  expect(await read(answering(head))).toEqual({
    kind: 'ok',
    title: '夜の図書館 & 灯あ',
    publisher: '汐見新聞',
    publishedOn: '2026-10-28',
    image: 'https://news.example.com/pictures/1.jpg',
  });
});

test('an address inside is refused, a broken one is silent, a file is no page', async () => {
  const never: Dial = () => Promise.reject(new Error('must not be dialled'));
  for (const inside of ['https://127.0.0.1/', 'https://printer.local/', 'http://a.example.com/']) {
    expect(await read(never, inside)).toEqual({ kind: 'refused' });
  }
  expect(await read(never)).toEqual({ kind: 'silent' });
  expect(await read(answering('%PDF', 'application/pdf'))).toEqual({ kind: 'other' });
  const redirecting: Dial = async () =>
    new Response(null, { status: 302, headers: { location: 'https://10.0.0.1/' } });
  expect(await read(redirecting)).toEqual({ kind: 'refused' });
});

test('a page in an older encoding is read by what it says of itself', async () => {
  const shiftJis = new Uint8Array([0x96, 0xe9]); // 夜
  const start = new TextEncoder().encode('<meta charset=shift_jis><title>');
  const bytes = new Uint8Array([...start, ...shiftJis, ...new TextEncoder().encode('</title>')]);
  expect(await read(answering(bytes, 'text/html'))).toMatchObject({ title: '夜' });
});

test('JSON-LD goes before the head, and a page without a title has none', async () => {
  const linked = {
    '@type': 'Article',
    headline: 'Nights at the library',
    datePublished: '2026-10-02',
  };
  const script = `<script type="application/ld+json">${JSON.stringify(linked)}</script>`;
  expect(await read(answering(`<title>Site</title>${script}<p>a</p>`))).toMatchObject({
    title: 'Nights at the library',
    publishedOn: '2026-10-02',
  });
  expect(await read(answering('<p>a</p>'))).toMatchObject({ kind: 'ok', title: null });
});

test('a page that shows much less than the feed that named it is a teaser', async () => {
  const text = '図書館は週に三日、夜の十一時まで開いている。'.repeat(20);
  const page = answering(
    `<link rel="canonical" href="https://news.example.com/a"><article><h1>図書館</h1><p>${text}</p></article>`,
  );
  const web = { dial: page, isOpen: isOpenWeb, agent: 'ChrysanthemumDigest/1' };
  const whole = await readArticle(web, 'https://news.example.com/a', { fed: 500 });
  expect(whole.kind).toBe('read');
  const part = await readArticle(web, 'https://news.example.com/a', { fed: 2000 });
  expect(part).toEqual({ kind: 'thin', why: { code: 'teaser' } });
});

test('an origin that development allows is read as it is for a proposal, and its neighbour is not', async () => {
  const site = await servePages({
    '/library': article('夜に開く図書館', 'https://news.example.com/library'),
  });
  const { call } = await setup({ ALLOW_SOURCES: site.origin });
  const ask = async (url: string) =>
    (await call('POST', '/api/sources/read', { body: { url } })).json;
  expect(await ask(`${site.origin}/library`)).toMatchObject({
    outcome: 'ok',
    title: '夜に開く図書館',
  });
  expect((await ask('http://127.0.0.1:1/library')).outcome).toBe('refused');
});
