import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { plainText } from '../../../src/digest/inline.ts';
import { listTexts } from '../../../src/digest/walk.ts';
import { digest as anyDigest } from '../../digest/arbitrary.ts';
import { plainDigest } from '../../support/engine.ts';
import { type Visitor, visit } from './visitor.ts';

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

test('the archive has pages, each digest on exactly one', async () => {
  const at = await visit();
  for (let n = 0; n < 15; n++) {
    const sentAt = new Date(Date.UTC(2026, 0, 1 + n)).toISOString();
    await at.publish({ ...plainDigest, headline: `Number ${n}` }, { sentAt });
  }
  const seen = [];
  for (const path of ['/', '/?page=2']) {
    const { text } = await at.get(path);
    seen.push(...[...text.matchAll(/Number \d+/g)].map(([name]) => name));
  }
  expect(seen).toEqual(Array.from({ length: 15 }, (_, n) => `Number ${14 - n}`));
  for (const page of ['3', '0', '-1', 'x', '1e3', '99999999999']) {
    expect((await at.get(`/?page=${page}`)).status).toBe(404);
  }
});

/** The headlines of a page of the archive, in its order. */
async function headlines(at: Visitor, path: string): Promise<string[]> {
  const { text } = await at.get(path);
  return [...text.matchAll(/<h3><a [^>]*>(.*?)<\/a>/g)].map(([, name = '']) => name);
}

test('the archive is in the order of the days it shows, whenever each was sent', async () => {
  const at = await visit();
  const put = (headline: string, sentAt: string, publishedOn?: string) => {
    const own = publishedOn === undefined ? {} : { publishedOn };
    return at.publish({ ...plainDigest, language: 'en', headline, ...own }, { sentAt });
  };
  // In Tokyo it is the 25th when the first of these is sent.
  await put('Morning', '2026-11-24T21:50:00Z');
  const middle = await put('Backdated', '2026-11-25T01:00:00Z', '2026-11-20');
  await put('First', '2026-11-19T00:00:00Z');
  await put('Same day, later', '2026-11-25T02:00:00Z');
  const order = ['Same day, later', 'Morning', 'Backdated', 'First'];
  expect(await headlines(at, '/')).toEqual(order);
  const { text } = await at.get(`/digests/${middle}`);
  const neighbours = [...text.matchAll(/rel="(prev|next)".*?<\/a>/gs)].map(([link, rel]) => [
    rel,
    order.find((name) => link.includes(`>${name}<`)),
  ]);
  expect(neighbours).toEqual([
    ['prev', 'First'],
    ['next', 'Morning'],
  ]);
  // A feed holds what was sent last, or a digest with an old day would never be in it.
  const { json } = await at.get('/feed.json');
  expect(json.items.map(({ title }: { title: string }) => title)[1]).toBe('Backdated');
});

test('the archive is read per list and per language, and links the feeds of what it shows', async () => {
  const at = await visit();
  await at.db.execute(sql`insert into lists (slug, name) values ('weekend', 'Weekend')`);
  const put = (headline: string, language: string) =>
    at.publish({ ...plainDigest, headline, language });
  const slugs = [await put('One', 'en-GB'), await put('Two', 'en-US'), await put('Drei', 'de')];
  await at.db.execute(sql`
    update sends set list_ids = '{2}' where digest_id in (
      select id from digests where slug in (${slugs[1]}, ${slugs[2]}))`);
  expect((await headlines(at, '/?language=en')).sort()).toEqual(['One', 'Two']);
  expect(await headlines(at, '/?language=EN-gb&list=weekend')).toEqual(['Two']);
  expect(await headlines(at, '/?language=de')).toEqual(['Drei']);
  const { text } = await at.get('/?list=weekend&language=en');
  for (const path of ['/feed.xml', '/atom.xml', '/feed.json']) {
    const query = '?list=weekend&language=en';
    const [inHead, inPage] = text.split('</head>');
    expect(inHead).toContain(`href="${path}${query.replace('&', '&amp;')}"`);
    expect(inPage).toContain(`href="${path}${query.replace('&', '&amp;')}"`);
    const feed = await at.get(path + query);
    expect([feed.status, feed.text.includes('Two'), feed.text.includes('One')]).toEqual([
      200,
      true,
      false,
    ]);
    expect(feed.text).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;|#).*<\/(link|id)>/);
  }
  expect(text).toContain('aria-current="true" lang="en" hreflang="en">English</a>');
  expect(text).toMatch(/rel="canonical" href="[^"]*\/\?list=weekend&amp;language=en"/);
  expect((await at.get('/feed.xml?language=fr')).status).toBe(200);
  for (const query of ['language=fr', 'language=', 'language=%00', 'language=../x', 'list=no']) {
    expect((await at.get(`/?${query}`)).status, query).toBe(404);
  }
});

test('the neighbours of a digest are in its language', async () => {
  const at = await visit();
  const put = (headline: string, language: string, day: number) =>
    at.publish({ ...plainDigest, headline, language }, { sentAt: `2026-11-0${day}T00:00:00Z` });
  const [older, , slug] = [
    await put('One', 'en', 1),
    await put('二', 'ja', 2),
    await put('Three', 'en-GB', 3),
  ];
  const { text } = await at.get(`/digests/${slug}`);
  expect(text).toContain(`href="/digests/${older}" rel="prev"`);
  expect(text).not.toContain('rel="next"');
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
      const words = readWords(page.text);
      for (const { text, isRich } of listTexts(digest)) {
        expect(words).toContain(squeeze(isRich ? plainText(text) : text));
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
