import { expect, test } from 'vitest';
import type { Dial } from '../../src/digest/checks/open-web.ts';
import { readHead, readPage } from '../../src/digest/checks/read-page.ts';

const url = 'https://news.example.com/a';
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
  expect(await readPage(url, answering(head))).toEqual({
    kind: 'ok',
    title: '夜の図書館 & 灯あ',
    publisher: '汐見新聞',
    publishedOn: '2026-10-28',
    image: 'https://news.example.com/pictures/1.jpg',
  });
});

test('a page that says little is read as far as it goes', () => {
  expect(readHead('<title> One\n two </title>', url)).toEqual({
    title: 'One two',
    publisher: null,
    publishedOn: null,
    image: null,
  });
  const graph = '<script type="application/ld+json">{"datePublished":"2025-03-14"}</script>';
  expect(readHead(graph, url).publishedOn).toBe('2025-03-14');
  const unsafe = '<meta property="og:image" content="javascript:alert(1)">';
  expect(readHead(unsafe, url).image).toBeNull();
});

test('an address inside is refused, a broken one is silent, a file is no page', async () => {
  const never: Dial = () => Promise.reject(new Error('must not be dialled'));
  for (const inside of ['https://127.0.0.1/', 'https://printer.local/', 'http://a.example.com/']) {
    expect(await readPage(inside, never)).toEqual({ kind: 'refused' });
  }
  expect(await readPage(url, never)).toEqual({ kind: 'silent' });
  expect(await readPage(url, answering('%PDF', 'application/pdf'))).toEqual({ kind: 'other' });
  const redirecting: Dial = async () =>
    new Response(null, { status: 302, headers: { location: 'https://10.0.0.1/' } });
  expect(await readPage(url, redirecting)).toEqual({ kind: 'refused' });
});

test('a page in an older encoding is read by what it says of itself', async () => {
  const shiftJis = new Uint8Array([0x96, 0xe9]); // 夜
  const start = new TextEncoder().encode('<meta charset=shift_jis><title>');
  const bytes = new Uint8Array([...start, ...shiftJis, ...new TextEncoder().encode('</title>')]);
  expect(await readPage(url, answering(bytes, 'text/html'))).toMatchObject({ title: '夜' });
});

test('a page of nothing but openings takes time in proportion to its length', () => {
  const long = '<meta '.repeat(40_000);
  const started = performance.now();
  readHead(long, url);
  expect(performance.now() - started).toBeLessThan(2000);
});
