import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyEntries, mergeEntries } from '../../../src/proposals/feeds/merge.ts';
import type { FeedEntry } from '../../../src/proposals/syndication/entry.ts';
import { feedUrl, openSite, rss, serve } from './feed-site.ts';

interface Article {
  n: number;
  hasGuid: boolean;
}

/** One article as a feed may write it at some time: its address or its guid changed, never both at once. */
function write({ n, hasGuid }: Article, form: number): FeedEntry {
  const paths = hasGuid
    ? ['', '?utm_source=feed', '-new-slug', '-new-slug/?b=1&a=2']
    : ['', '?utm_source=feed', '/', '#top'];
  return {
    guid: hasGuid ? `guid-${n}` : null,
    url: `https://site.example.com/${n}${paths[form % paths.length]}`,
    title: `記事${n}`,
    publisher: null,
    publishedOn: '2026-11-20',
    excerpt: '',
    length: 0,
  };
}

/** What readings in this order make of their documents: which keys belong to which item. */
function readAll(documents: readonly FeedEntry[][]): Map<string, string> {
  const known = new Map<string, string>();
  let made = 0;
  for (const document of documents) {
    const { fresh, again } = mergeEntries(keyEntries(document), known);
    for (const { keys } of fresh) {
      made += 1;
      for (const key of keys) known.set(key, `item-${made}`);
    }
    for (const { keys, itemId } of again) for (const key of keys) known.set(key, itemId);
  }
  return known;
}

test('an article is one item, in whatever order and however often its forms are read', () => {
  const article = fc.record({ n: fc.nat(8), hasGuid: fc.boolean() });
  const document = fc.array(fc.tuple(fc.nat(8), fc.nat(3)), { maxLength: 12 });
  fc.assert(
    fc.property(
      fc.uniqueArray(article, { selector: ({ n }) => n, minLength: 1, maxLength: 6 }),
      fc.array(document, { minLength: 1, maxLength: 6 }),
      (articles, plans) => {
        const documents = plans.map((plan) =>
          plan.flatMap(([at, form]) => {
            const one = articles[at % articles.length];
            return one ? [write(one, form)] : [];
          }),
        );
        // In one document a guid has one address, or it would not count.
        const sound = documents.map((entries) =>
          entries.filter(
            (entry, at) => entries.findIndex(({ title }) => title === entry.title) === at,
          ),
        );
        const seen = new Set(sound.flat().map(({ title }) => title));
        for (const order of [sound, sound.toReversed(), [...sound, ...sound]]) {
          expect(new Set(readAll(order).values()).size).toBe(seen.size);
        }
      },
    ),
  );
});

test('a guid that stands for several addresses, or for another day, joins nothing', async () => {
  const one = (n: number, date?: string) => ({
    title: `記事${n}`,
    link: `https://site.example.com/${n}`,
    guid: 'always the same',
    ...(date === undefined ? {} : { date }),
  });
  const site = await openSite({ [feedUrl]: serve(rss([one(3), one(2), one(1)])) });
  await site.subscribe();
  expect(await site.titles()).toEqual(['記事3', '記事2', '記事1']);
  const daily = await openSite({ [feedUrl]: serve(rss([one(1, '2026-11-20')])) });
  await daily.subscribe();
  daily.pages[feedUrl] = serve(rss([one(2, '2026-11-21')]));
  await daily.readAgain();
  expect(await daily.titles()).toEqual(['記事2', '記事1']);
});

test('an item keeps its place while its address, its guid and its title change', async () => {
  const first = { title: '題', link: 'https://site.example.com/a', guid: 'g1' };
  const site = await openSite({ [feedUrl]: serve(rss([first])) });
  await site.subscribe();
  const [{ id } = { id: '' }] = await site.items();
  for (const [link, guid, title] of [
    ['https://site.example.com/a?utm_medium=rss', 'g1', '新しい題'],
    ['https://site.example.com/b', 'g1', '新しい題'],
    ['https://www.site.example.com/b/', 'g2', 'もっと新しい題'],
    ['https://site.example.com/c', 'g2', 'もっと新しい題'],
  ] as const) {
    site.pages[feedUrl] = serve(rss([{ title, link, guid }]));
    await site.readAgain();
    expect(await site.items()).toMatchObject([{ id, title, url: link }]);
  }
});
