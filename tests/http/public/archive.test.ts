import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { archiveCursor } from '../../../src/digest/archive/order.ts';
import { listTexts } from '../../../src/digest/checks/walk.ts';
import { plainText } from '../../../src/digest/inline.ts';
import { digest as anyDigest } from '../../digest/arbitrary.ts';
import { plainDigest } from '../../support/engine.ts';
import { visit } from './visitor.ts';

test('the archive lists what was sent to public lists, newest first, and nothing else', async () => {
  const at = await visit();
  const digest = (headline: string) => ({ ...plainDigest, headline });
  await at.publish(digest('Older'), { sentAt: '2026-10-01T00:00:00Z' });
  await at.publish(digest('Newer'), { sentAt: '2026-11-01T00:00:00Z' });
  await at.publish(digest('Hidden'), { isListed: false });
  await at.call('POST', '/api/digests', { body: digest('Draft') });
  const page = await at.get('/');
  expect(page.status).toBe(200);
  expect([...page.text.matchAll(/<h3><a [^>]*>(.*?)<\/a>/g)].map(([, name]) => name)).toEqual([
    'Newer',
    'Older',
  ]);
});

test('the archive has pages, each digest on exactly one, and goes back the way it came', async () => {
  const at = await visit();
  for (let n = 0; n < 27; n++) {
    const sentAt = new Date(Date.UTC(2026, 0, 1 + n)).toISOString();
    await at.publish({ ...plainDigest, headline: `Number ${n}` }, { sentAt });
  }
  const read = async (path: string) => {
    const { text } = await at.get(path);
    const link = (rel: string) =>
      new RegExp(`<a rel="${rel}" href="([^"]*)"`).exec(text)?.[1]?.replaceAll('&amp;', '&');
    expect(text).toContain(`<link rel="canonical" href="https://digest.example.com${path}"`);
    return {
      names: [...text.matchAll(/Number \d+/g)].map(([name]) => name),
      newer: link('prev'),
      older: link('next'),
    };
  };
  const first = await read('/');
  const second = await read(first.older ?? '');
  // What is added meanwhile moves nothing from one page to the next.
  await at.publish({ ...plainDigest, headline: 'New' }, { sentAt: '2026-02-01T00:00:00Z' });
  expect(await read(first.older ?? '')).toMatchObject({ names: second.names });
  const third = await read(second.older ?? '');
  expect([...first.names, ...second.names, ...third.names]).toEqual(
    Array.from({ length: 27 }, (_, n) => `Number ${26 - n}`),
  );
  expect([first.newer, third.older]).toEqual([undefined, undefined]);
  expect(third.newer).not.toBe('/');
  const again = await read(third.newer ?? '');
  expect(again.names).toEqual(second.names);
  const end = archiveCursor.encode({ day: '2000-01-01', sentAt: 0, id: crypto.randomUUID() });
  for (const cursor of ['', 'x', '%00', 'W10', end]) {
    expect((await at.get(`/?cursor=${cursor}`)).status, cursor).toBe(404);
  }
});

test('each digest of the archive has a picture: its own, or one drawn for it alone', async () => {
  const at = await visit();
  const image = { url: 'https://news.example.com/hero.jpg?a=1&b=2', alt: 'A market' };
  await at.publish({ ...plainDigest, headline: 'Older' }, { sentAt: '2026-10-01T00:00:00Z' });
  await at.publish({ ...plainDigest, image }, { sentAt: '2026-10-02T00:00:00Z' });
  await at.publish({ ...plainDigest, image }, { sentAt: '2026-10-03T00:00:00Z' });
  const { text } = await at.get('/');
  const covers = text
    .split('<div class="cover">')
    .slice(1)
    .map((cover) => cover.split('</div>')[0]);
  expect(covers).toHaveLength(3);
  const drawings = covers.map((cover) => cover?.split('</svg>')[0]);
  expect(new Set(drawings).size).toBe(3);
  expect((await at.get('/')).text).toBe(text);
  const pictures = covers.map((cover) => /<img [^>]*>/.exec(cover ?? '')?.[0]);
  expect(pictures[0]).toMatch(
    /src="[^"]*a=1&amp;b=2" alt="" width="1200" height="630" .*fetchpriority="high"/,
  );
  expect(pictures[1]).toContain('loading="lazy"');
  expect(pictures[2]).toBeUndefined();
});

test('a digest is shown whole, in its own language, with its neighbours', async () => {
  const at = await visit();
  const older = await at.publish(
    { ...plainDigest, headline: 'Before' },
    { sentAt: '2026-01-01T00:00:00Z' },
  );
  const slug = await at.publish();
  const page = await at.get(`/digests/${slug}`, { 'accept-language': 'en' });
  expect(page.status).toBe(200);
  expect(page.text).toContain('<html lang="ja"');
  expect(page.text).toContain(`href="/digests/${older}" rel="prev"`);
  expect(page.headers.get('x-robots-tag')).toBeNull();
  expect(page.text.match(/<h1>/g)).toHaveLength(1);
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(page.text)?.[1] ?? '';
  expect(JSON.parse(json)).toMatchObject({
    '@type': 'NewsArticle',
    headline: plainDigest.headline,
    url: `https://digest.example.com/digests/${slug}`,
  });
  expect(page.text).toContain(
    `<link rel="canonical" href="https://digest.example.com/digests/${slug}"/>`,
  );
});

test('a digest that was not sent, or has no such name, is a 404 page', async () => {
  const at = await visit();
  const draft = await at.call('POST', '/api/digests', { body: plainDigest });
  for (const slug of [draft.json.slug, 'nothing', '%00', '..%2f', 'x'.repeat(3000)]) {
    const page = await at.get(`/digests/${slug}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
  }
  const problem = await at.call('GET', '/digests/nothing', { key: null });
  expect(problem.headers.get('content-type')).toBe('application/problem+json');
});

test('a digest of private lists is readable with its key only, and its key stays with its readers', async () => {
  const at = await visit();
  const slug = await at.publish(plainDigest, { isListed: false });
  const [row] = await at.db.execute<{ key: string }>(sql`select key from digests`);
  const key = row?.key ?? '';
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  for (const query of [
    '',
    '?key=',
    `?key=${key.replace(/^./, 'f').replace(/.$/, '0')}`,
    '?key=x',
  ]) {
    expect((await at.get(`/digests/${slug}${query}`)).status).toBe(404);
  }
  for (const noise of ['', '.', ')', '%0A', '%E3%80%82']) {
    expect((await at.get(`/digests/${slug}?key=${key}${noise}`)).status).toBe(200);
  }
  const page = await at.get(`/digests/${slug}?key=${key}`);
  expect(page.headers.get('x-robots-tag')).toContain('noindex');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.text).toContain('<meta name="robots" content="noindex"');
  expect(page.text).not.toContain(key);
  expect(page.text).not.toContain('rel="canonical"');
  for (const path of ['/', '/feed.xml', '/atom.xml', '/feed.json', '/sitemap.xml']) {
    expect((await at.get(path)).text).not.toContain(slug);
  }
});

test('a morning in the zone of the house is its own day, on the page, in the archive, in the feeds', async () => {
  for (const [TIMEZONE, day] of [
    ['Asia/Tokyo', '2026年11月26日'],
    ['Europe/Berlin', '2026年11月25日'],
  ] as const) {
    const at = await visit({ TIMEZONE });
    const slug = await at.publish(plainDigest, { sentAt: '2026-11-25T21:50:00Z' });
    for (const path of ['/', `/digests/${slug}`, '/feed.xml', '/atom.xml', '/feed.json']) {
      expect((await at.get(path)).text, path).toContain(day);
    }
  }
});

test('a moment in a feed, the sitemap or the structured data begins with the day of the house', async () => {
  const at = await visit();
  const slug = await at.publish(plainDigest, { sentAt: '2026-11-25T21:50:00Z' });
  const moment = '2026-11-26T06:50:00+09:00';
  for (const path of ['/atom.xml', '/feed.json', '/sitemap.xml', `/digests/${slug}`]) {
    const { text } = await at.get(path);
    expect(text, path).toContain(moment);
    expect(text, path).not.toContain('2026-11-25T');
  }
  const rss = await at.get('/feed.xml');
  expect(rss.text).toContain('<pubDate>Thu, 26 Nov 2026 06:50:00 +0900</pubDate>');
  expect(rss.text).not.toContain('25 Nov');
});

test('an address begins with the day on which the digest was written, where the house is', async () => {
  const at = await visit({ TIMEZONE: 'Pacific/Kiritimati' });
  const { json } = await at.call('POST', '/api/digests', { body: plainDigest });
  const made = Number.parseInt(json.id.replaceAll('-', '').slice(0, 12), 16);
  const written = made + 14 * 3_600_000;
  expect(json.slug.slice(0, 10)).toBe(new Date(written).toISOString().slice(0, 10));
});

test('an unchanged page is answered 304', async () => {
  const at = await visit();
  const path = `/digests/${await at.publish()}`;
  const etag = (await at.get(path)).headers.get('etag') ?? '';
  expect((await at.get(path, { 'if-none-match': etag })).status).toBe(304);
});

test('no page has a script that runs, and the policy forbids any', async () => {
  const at = await visit();
  const slug = await at.publish();
  const id = await at.reader('mai@example.com');
  const preferences = at.tokens.sign(preferencesOf(id, 'mai@example.com'));
  for (const path of [
    '/',
    '/subscribe',
    `/digests/${slug}`,
    '/u/x',
    `/preferences/${preferences}`,
  ]) {
    const page = await at.get(path);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|script-src/);
    expect(page.text.replaceAll('<script type="application/ld+json">', '')).not.toContain(
      '<script',
    );
    expect(page.text).not.toMatch(/\sstyle="|\son\w+="/);
    expect(new TextEncoder().encode(page.text).length).toBeLessThan(50_000);
  }
});

const ours = new Set(
  'html head meta title link script body a header img nav ul li main article p time h1 figure figcaption section h2 h3 span strong bdi div form label input button footer address br wbr'.split(
    ' ',
  ),
);

test('whatever a digest holds, the page shows all of it and none of it is markup', async () => {
  const at = await visit();
  await fc.assert(
    fc.asyncProperty(anyDigest, async (digest) => {
      const page = await at.get(`/digests/${await at.publish(digest)}`);
      expect(page.status).toBe(200);
      for (const [, name = ''] of page.text.matchAll(/<\/?([^\s>/]*)/g)) {
        expect(name === '!doctype' || ours.has(name), name).toBe(true);
      }
      for (const [, href] of page.text.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
        expect(href).toMatch(/^(https:|mailto:|\/|#main)/);
      }
      expect(page.text.match(/<script/g)).toHaveLength(1);
      // What is set large may show punctuation in another width, which NFKC does not tell apart.
      const words = readWords(page.text).normalize('NFKC');
      for (const { text, isRich } of listTexts(digest)) {
        expect(words).toContain(squeeze(isRich ? plainText(text) : text).normalize('NFKC'));
      }
    }),
    { numRuns: 40 },
  );
});

function readWords(html: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return squeeze(
    html.replace(/<[^>]*>/g, '').replace(/&(\w+|#39);/g, (all, name: string) => names[name] ?? all),
  );
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

test('hostile words in every field stay words in the page and in its JSON-LD', async () => {
  const at = await visit();
  const bad = '</script><script>alert(1)</script><img src=x onerror=alert(2)> \u202edesrever "\'>';
  const slug = await at.publish({
    ...plainDigest,
    headline: bad,
    lead: bad,
    sections: [
      {
        heading: bad,
        hook: { question: bad, answer: bad },
        opener: [{ text: bad, voice: 'comment' }],
        source: {
          title: bad,
          url: "https://example.com/%22%3E%3Cscript%3E?a='&b=1",
          publisher: bad,
          points: [bad],
        },
        body: [{ text: bad }],
      },
    ],
    conclusion: [bad],
  });
  const page = await at.get(`/digests/${slug}`);
  expect(page.status).toBe(200);
  // The one element called script holds data: JSON-LD, and it ends where it should.
  expect(page.text.match(/<script/gi)).toEqual(['<script']);
  expect(page.text).not.toMatch(/<img[^>]*onerror/i);
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page.text)?.[1] ?? '';
  const { headline } = JSON.parse(json) as { headline: string };
  expect(headline).toContain('</script><script>alert(1)</script><img src=x onerror=alert(2)>');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
});
