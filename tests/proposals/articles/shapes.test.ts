// Shapes in which sites serve their articles, one thing at a time.

import { expect, test } from 'vitest';
import { isOpenWeb } from '../../../src/digest/checks/open-web.ts';
import { decodePage } from '../../../src/proposals/articles/decode-page.ts';
import { readArticle } from '../../../src/proposals/articles/read-article.ts';
import { paragraphs } from './plain-article.ts';

const url = 'https://news.example.com/2026/library';
const body = paragraphs.map((text) => `<p>${text}</p>`).join('');

async function read(inside: string | Uint8Array<ArrayBuffer>, type = 'text/html; charset=utf-8') {
  const html =
    typeof inside === 'string'
      ? `<!doctype html><html lang="ja"><head><title>夜に開く図書館</title></head><body>${inside}</body></html>`
      : inside;
  const dial = async (asked: string) =>
    asked.endsWith('/robots.txt')
      ? new Response('', { status: 404 })
      : new Response(html, { headers: { 'content-type': type } });
  return readArticle({ dial, isOpen: isOpenWeb, agent: 'ChrysanthemumDigest/1' }, url);
}

/** Its lines, or what failed. */
async function linesOf(inside: string): Promise<unknown> {
  const found = await read(inside);
  return found.kind === 'read' ? found.article.text.split('\n') : found;
}

test.each([
  [
    'who wrote it',
    '<div class="author-box"><h4>この記事を書いた人</h4><p>田中由佳。岡山県に生まれ、里山を歩いている。</p></div>',
  ],
  [
    'what readers said',
    '<section id="discussion"><h4>感想</h4><p>祖父の通った図書館です、懐かしい。</p></section>',
  ],
  [
    'what invites',
    '<div class="newsletter-inline"><h3>朝の便り</h3><p>毎朝、五分で読める便りを届けます。</p></div>',
  ],
  ['a heading over nothing', '<h2>関連記事</h2><ul><li><a href="/a">港の市</a></li></ul>'],
  [
    'whom to ask',
    '<h3>お問い合わせ</h3><p>図書館　広報係<br>TEL：0000-00-0000<br>Mail：a@example.com</p>',
  ],
])('%s is not what the article says', async (_, behind) => {
  const lines = await linesOf(`<article><h1>夜に開く図書館</h1>${body}${behind}</article>`);
  expect(lines).toEqual(paragraphs);
});

test('an article that is all there is stays, whatever its class', async () => {
  const lines = await linesOf(`<div class="profile"><h2>夜に開く図書館</h2>${body}</div>`);
  expect(lines).toEqual(expect.arrayContaining(paragraphs));
});

test('a short first paragraph beside the rest belongs to it', async () => {
  const lede = '汐見町は三日、図書館を夜も開くことにしたと発表した。';
  const updates = paragraphs.map(
    (text, hour) => `<div><time>1${hour}:05</time><p>${text}</p></div>`,
  );
  const page = `<main><h1>夜に開く図書館</h1><p>${lede}</p><div>${updates.join('')}</div></main>`;
  expect(await linesOf(page)).toEqual([lede, ...paragraphs]);
});

test('a program in the text is none of its sentences', async () => {
  const code = '<pre><code>$ check --days 30\nadmin.conf 2027</code></pre>';
  expect(await linesOf(`<article><h1>夜に開く図書館</h1>${code}${body}${code}</article>`)).toEqual(
    paragraphs,
  );
});

test('a heading of the second rank is the title where it is in front of the title', async () => {
  const over = '<p>令和8年5月20日</p>';
  const found = await read(`<h1>町報</h1><div>${over}<h2>夜に開く図書館</h2>${body}</div>`);
  expect(found).toMatchObject({
    article: { title: '夜に開く図書館', publishedOn: '2026-05-20', text: paragraphs.join('\n') },
  });
});

test('paragraphs within one element are those that begin with white space', async () => {
  const one = `<article><h1>夜に開く図書館</h1><p>　${paragraphs.join('\n\n　')}</p></article>`;
  expect(await linesOf(one)).toEqual(paragraphs);
});

test('a line with the day in years of an era, or in English, is none of the article’s', async () => {
  const page = (line: string) =>
    read(`<article><h1>夜に開く図書館</h1><p>${line}</p>${body}</article>`);
  const text = paragraphs.join('\n');
  for (const [line, publishedOn] of [
    ['令和8年11月3日　ページ番号：1003421', '2026-11-03'],
    ['公開日：2026年11月3日(火) 9時00分', '2026-11-03'],
    ['更新日：2026年11月5日　公開日：2026年11月3日', '2026-11-03'],
    ['更新日：令和8年11月3日', null],
    ['November 3, 2026 6:22 PM EST', '2026-11-03'],
  ] as const) {
    expect(await page(line), line).toMatchObject({ article: { text, publishedOn } });
  }
});

const utf8 = new TextEncoder().encode(`<meta charset="utf-8"><p>${paragraphs[0]}</p>`);
// 夜の図書館
const shiftJis = new Uint8Array([0x96, 0xe9, 0x82, 0xcc, 0x90, 0x7d, 0x8f, 0x91, 0x8a, 0xd9]);
const iso2022 = new Uint8Array(
  [...'\u001b$BLk$N?^=q4[\u001b(B'].map((letter) => letter.charCodeAt(0)),
);

test('ISO-8859-1 in a header says nothing where the bytes are Japanese', () => {
  const western = 'text/html; charset=ISO-8859-1';
  expect(decodePage(utf8, western)).toContain(paragraphs[0]);
  expect(decodePage(shiftJis, western)).toBe('夜の図書館');
  expect(decodePage(new Uint8Array([0x47, 0x72, 0xf6, 0xdf, 0x65]), western)).toBe('Größe');
  expect(decodePage(new Uint8Array([0xab, 0xe9, 0xe0, 0xbb, 0x93]), western)).toBe('«éà»“');
});

test('ISO-2022-JP is read as such, whatever its header says', () => {
  for (const type of ['text/html; charset=utf-8', 'text/html; charset=shift_jis', 'text/html']) {
    expect(decodePage(iso2022, type)).toBe('夜の図書館');
  }
});

test('a file is no page, whatever its server calls it', async () => {
  const pdf = new TextEncoder().encode(
    `%PDF-1.7\n${'(Hello world, this is a text.) Tj\n'.repeat(50)}`,
  );
  expect(await read(pdf, 'text/html')).toEqual({ kind: 'failed', why: { code: 'not_a_page' } });
});

/** What becomes of an address that leads from one to the next, by the `Location` of each. */
function follow(ways: Record<string, string>) {
  const dial = async (asked: string) => {
    const location = ways[new URL(asked).pathname];
    if (asked.endsWith('/robots.txt')) return new Response('', { status: 404 });
    if (location !== undefined) return new Response(null, { status: 302, headers: { location } });
    const html = `<html lang="ja"><body><article><h1>図書館</h1>${body}</article></body></html>`;
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  };
  return readArticle({ dial, isOpen: isOpenWeb, agent: 'ChrysanthemumDigest/1' }, url);
}

test('an address that leads round in a circle, to a front page or inside is told apart', async () => {
  const at = new URL(url).pathname;
  expect(await follow({ [at]: '/b', '/b': at })).toMatchObject({ why: { code: 'redirects' } });
  expect(await follow({ [at]: '/' })).toMatchObject({ why: { code: 'front_page' } });
  expect(await follow({ [at]: '/index.html' })).toMatchObject({ why: { code: 'front_page' } });
  expect(await follow({ [at]: 'https://10.0.0.1/' })).toMatchObject({
    why: { code: 'not_public' },
  });
  const five = { [at]: '/1', '/1': '/2', '/2': '/3', '/3': '/4', '/4': '/5' };
  expect((await follow(five)).kind).toBe('read');
  expect(await follow({ ...five, '/5': '/6' })).toMatchObject({ why: { code: 'redirects' } });
});

test.each([
  [
    'a page that is gone',
    '<h1>ページが見つかりません</h1><p>お探しのページは、移動または削除された可能性があります。</p><p>URLをもう一度お確かめください。</p>',
  ],
  [
    'a door',
    '<h1>ログイン</h1><form><input type="password"></form><p>会員登録がお済みでない方は、こちらから登録してください。登録は無料で、3分で完了します。</p>',
  ],
  ['a page for programs', '<div>読み込み中です。しばらくお待ちください。</div>'],
])('%s is no article, though it answers', async (_, inside) => {
  expect(await read(`<main>${inside}</main>`)).toEqual({
    kind: 'failed',
    why: { code: 'no_text' },
  });
});
