// Feeds that want to harm who reads them, and feeds that only are odd: refused, or read, and named.

import { expect, test } from 'vitest';
import { readFeed } from '../../../src/proposals/syndication/read-feed.ts';
import { feedUrl, openSite, rss, serve } from '../feeds/feed-site.ts';

const now = new Date('2026-11-26T09:00:00Z');

async function read(text: string) {
  const outcome = await readFeed(text, feedUrl, now);
  if (outcome.kind === 'failed') return outcome.why.code;
  return outcome.kind === 'page' ? 'page' : outcome.feed.entries;
}

const laughs = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">${'<!ENTITY b "&a;&a;">'.repeat(9)}]>
  <rss version="2.0"><channel><title>&b;</title></channel></rss>`;
const entry = '<item><title>記事</title><link>https://site.example.com/1</link></item>';
const channel = (inside: string) => `<rss version="2.0"><channel>${inside}</channel></rss>`;

test.each([
  ['a billion laughs', laughs, 'entities'],
  ['a million nested tags', `<rss version="2.0"><channel>${'<a>'.repeat(1_000_000)}`, 'nested'],
  ['a million flat tags', channel('<a/>'.repeat(1_000_000)), 'nested'],
  [
    'four million brackets',
    `<rss version="2.0"><channel><title>${'<'.repeat(4_000_000)}`,
    'nested',
  ],
  ['a tag that never ends', `<rss version="2.0" ${'a="x" '.repeat(500_000)}`, 'nested'],
  ['document types without end', `${'<!DOCTYPE '.repeat(400_000)}<rss version="2.0"/>`, 'nested'],
  [
    'a text that never ends',
    channel(`<item><title><![CDATA[${'x'.repeat(4_000_000)}`),
    'not_a_feed',
  ],
  [
    'JSON a million deep',
    `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(1_000_000)}`,
    'not_a_feed',
  ],
  ['HTML as a feed', '<!doctype html><html><head><title>A page</title></head></html>', 'page'],
  ['nothing', '', 'not_a_feed'],
  ['words', 'Service unavailable', 'not_a_feed'],
  ['another JSON', '{"error":"no"}', 'not_a_feed'],
])('%s is named within a moment', async (_, text, code) => {
  expect(await read(text)).toBe(code);
});

test('a document type that only names a file is not fetched, and the feed is read', async () => {
  const old = '<!DOCTYPE rss SYSTEM "http://my.netscape.com/publish/formats/rss-0.91.dtd">';
  expect(await read(`<?xml version="1.0"?>${old}${channel(entry)}`)).toHaveLength(1);
});

test('of an endless archive the newest five hundred are looked at', async () => {
  const items = Array.from({ length: 3000 }, (_, n) => ({
    title: `記事${n}`,
    link: `https://site.example.com/${n}`,
  }));
  const entries = await read(rss(items));
  expect(entries).toHaveLength(500);
  expect(entries[0]).toMatchObject({ title: '記事0' });
  const begun = Date.UTC(2026, 0, 1);
  const oldestFirst = items.map((item, n) => ({
    ...item,
    date: new Date(begun + n * 3600_000).toUTCString(),
  }));
  const newest = await read(rss(oldestFirst));
  expect(newest[0]).toMatchObject({ publishedOn: '2026-05-05' });
});

test('readings of kanji, spaces in addresses and years of two digits are read for what they are', async () => {
  const odd = channel(`<item><title>&lt;ruby>樹氷&lt;rt>じゅひょう&lt;/rt>&lt;/ruby>の冬</title>
    <link>https://site.example.com/no 5.html</link><pubDate>Tue, 03 Nov 26 09:00 JST</pubDate>
    <description>&lt;p>&lt;ruby>蔵王&lt;rp>(&lt;/rp>&lt;rt>ざおう&lt;/rt>&lt;rp>)&lt;/rp>&lt;/ruby>の山。&lt;/p></description></item>
    <item><title>語</title><link>no address at all</link></item>`);
  expect(await read(odd)).toMatchObject([
    {
      title: '樹氷の冬',
      url: 'https://site.example.com/no%205.html',
      publishedOn: '2026-11-03',
      excerpt: '蔵王の山。',
    },
  ]);
});

test.each([
  ['Thu, 26 Nov 2026 00:30:00 +0900', '2026-11-26'],
  ['26 Nov 2026 00:30 GMT', '2026-11-26'],
  ['2026-11-20T23:59:59Z', '2026-11-20'],
  ['2026-11-20', '2026-11-20'],
  ['2026年11月20日', '2026-11-20'],
  ['November 20, 2026', '2026-11-20'],
  ['2026-11-27T05:00:00+14:00', '2026-11-27'],
  // Not yet, not at all, and from before the web.
  ['2036-01-01T00:00:00Z', null],
  ['Thu, 31 Feb 2026 00:00:00 GMT', null],
  ['yesterday', null],
  ['Thu, 01 Jan 1970 00:00:00 GMT', null],
  ['', null],
])('a date of %s is %s', async (date, day) => {
  const entries = await read(rss([{ title: 'a', link: 'https://site.example.com/1', date }]));
  expect(entries).toEqual([expect.objectContaining({ publishedOn: day })]);
});

test('links are whole, or made whole by what they are relative to; what is no page is left out', async () => {
  const links = [
    '/a?x=1&y=2',
    'b.html',
    '//other.example.com/c',
    'javascript:alert(1)',
    'ftp://site.example.com/d',
    'https://u:p@site.example.com/e',
    `https://site.example.com/${'f'.repeat(3000)}`,
  ];
  const entries = await read(rss(links.map((link) => ({ title: 'a', link }))));
  expect(Array.isArray(entries) && entries.map(({ url }) => url)).toEqual([
    'https://site.example.com/a?x=1&y=2',
    'https://site.example.com/b.html',
    'https://other.example.com/c',
  ]);
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example.com/x/">
    <title>a</title><entry><title>b</title><link rel="self" href="no"/><link href="e1"/></entry></feed>`;
  expect(await read(atom)).toMatchObject([{ url: 'https://base.example.com/x/e1' }]);
});

test('the four formats say the same of an article', async () => {
  const said = {
    url: 'https://site.example.com/1',
    title: 'A & B',
    publishedOn: '2026-11-20',
    excerpt: 'Some text.',
  };
  const url = '<link>https://site.example.com/1</link>';
  const text = '<description>&lt;p&gt;Some &lt;b&gt;text&lt;/b&gt;.&lt;/p&gt;</description>';
  const formats = [
    channel(
      `<item><title>A &amp;amp; B</title>${url}<pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate>${text}</item>`,
    ),
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>f</title><entry><id>tag:1</id><title>A &amp; B</title>
      <link href="https://site.example.com/1"/><published>2026-11-20T09:00:00Z</published>
      <summary type="html">&lt;p&gt;Some text.&lt;/p&gt;</summary></entry></feed>`,
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://site.example.com/"><title>f</title><link>https://site.example.com/</link></channel>
      <item rdf:about="https://site.example.com/1"><title>A &amp; B</title>${url}<dc:date>2026-11-20T09:00:00Z</dc:date>${text}</item></rdf:RDF>`,
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'f',
      items: [
        {
          id: '1',
          url: said.url,
          title: said.title,
          content_text: 'Some text.',
          date_published: '2026-11-20T09:00:00Z',
        },
      ],
    }),
  ];
  for (const format of formats) expect(await read(format)).toMatchObject([said]);
});

test.each(['shift_jis', 'euc-jp', 'iso-2022-jp'])(
  'a feed in %s is read by its own word',
  async (encoding) => {
    const bytes: Record<string, number[]> = {
      shift_jis: [0x8d, 0x60, 0x82, 0xcc, 0x8a, 0x99],
      'euc-jp': [0xb9, 0xc1, 0xa4, 0xce, 0xb3, 0xf9],
      'iso-2022-jp': [0x1b, 0x24, 0x42, 0x39, 0x41, 0x24, 0x4e, 0x33, 0x79, 0x1b, 0x28, 0x42],
    };
    const title = new TextDecoder(encoding).decode(new Uint8Array(bytes[encoding] ?? []));
    const ascii = (text: string) => [...new TextEncoder().encode(text)];
    const body = new Uint8Array([
      ...ascii(
        `<?xml version="1.0" encoding="${encoding}"?><rss version="2.0"><channel><title>f</title><item><title>`,
      ),
      ...(bytes[encoding] ?? []),
      ...ascii('</title><link>https://site.example.com/1</link></item></channel></rss>'),
    ]);
    const type = { 'content-type': 'application/xml; charset=utf-8' };
    const site = await openSite({ [feedUrl]: () => new Response(body, { headers: type }) });
    await site.subscribe();
    expect(await site.titles()).toEqual([title]);
    expect(title).toMatch(/港の/);
  },
);

test('a feed of 2 GB, one that never ends and one that leads inside are given up', async () => {
  const site = await openSite({
    [feedUrl]: serve(rss([]), { 'content-length': String(2 * 1024 ** 3) }),
  });
  site.deps.web.milliseconds = 200;
  const codeNow = async () => {
    const outcome = await site.subscribe();
    return outcome.kind === 'failed' ? outcome.why.code : outcome.kind;
  };
  expect(await codeNow()).toBe('too_large');
  const endless = (chunk: Uint8Array) =>
    new Response(
      new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(chunk) }),
    );
  site.pages[feedUrl] = () => endless(new Uint8Array(1024 * 1024).fill(32));
  expect(await codeNow()).toBe('too_large');
  site.pages[feedUrl] = () =>
    new Response(new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) }));
  expect(await codeNow()).toBe('too_slow');
  for (const location of [
    'http://10.0.0.1/feed',
    'https://169.254.169.254/',
    'https://printer.local/feed',
  ]) {
    site.pages[feedUrl] = () => new Response(null, { status: 301, headers: { location } });
    expect(await codeNow()).toBe('not_public');
  }
});
