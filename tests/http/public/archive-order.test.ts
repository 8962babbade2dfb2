// The order of the archive, and the parts of it that can be read and followed alone.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { plainDigest } from '../../support/engine.ts';
import { type Visitor, visit } from './visitor.ts';

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
