import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { preferencesOf } from '../../src/base/token-claims.ts';
import { keepTexts } from '../../src/digest/archive/search.ts';
import { type Visitor, visit } from '../http/public/visitor.ts';
import { plainDigest } from '../support/engine.ts';
import { findFaults, openSite } from './browser.ts';

const richDigest = {
  ...plainDigest,
  image: { url: 'https://news.example.com/hero.jpg', alt: '朝の市場', credit: '見本新聞' },
  sections: [
    ...plainDigest.sections.map((section) => ({
      ...section,
      opener: [{ text: '**早起き**は三文の得と言いますが。', voice: 'comment' as const }],
      source: {
        ...section.source,
        publishedOn: '2026-10-02',
        image: { url: 'https://news.example.com/a.jpg', alt: '' },
      },
    })),
    {
      heading: 'An English section',
      body: [{ text: 'See [the notebook](https://example.org/n).' }],
    },
  ],
  closing: [{ text: '市場は続く。' }],
} as typeof plainDigest;

/** Milliseconds for every page there is, each opened a few times. */
const manyPages = 120_000;

async function listPaths(at: Visitor): Promise<Record<string, string>> {
  await at.publish(plainDigest, { sentAt: '2026-01-01T00:00:00Z' });
  const slug = await at.publish(richDigest);
  const corrected = await at.publish({ ...richDigest, headline: '訂正のある号' });
  const [digest] = await at.db.execute<{ id: string }>(sql`
    select id from digests where slug = ${corrected}`);
  const correction = {
    revision: 1,
    note: '「三割」は「四割」の誤りでした。お詫びして訂正します。',
  };
  await at.call('POST', `/api/digests/${digest?.id}/publish`, { body: correction });
  const subscriber = await at.reader('mai@example.com');
  await at.post('/subscribe', { email: 'new@example.com' });
  await at.db.execute(sql`
    insert into lists (slug, name, description) values ('weekend', '週末の読みもの', '土曜の朝に、すこし長いものを。')`);
  await at.db.execute(sql`update lists set frequencies = '{every,weekly,monthly}'`);
  await keepTexts(at.db);
  return {
    archive: '/',
    search: '/search?q=%E5%B8%82%E5%A0%B4',
    nothingFound: '/search?q=x',
    digest: `/digests/${slug}`,
    corrected: `/digests/${corrected}`,
    subscribe: '/subscribe',
    privacy: '/privacy',
    foreign: '/u/nonsense',
    confirm: `/confirm/${await at.confirmToken('new@example.com')}`,
    unknownEmail: '/confirm/nonsense',
    unsubscribe: `/u/${at.tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send: null })}`,
    preferences: `/preferences/${at.tokens.sign(preferencesOf(subscriber, 'mai@example.com'))}?done=saved`,
    askLink: `/u/${at.tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send: null })}/link`,
    stalePreferences: `/preferences/${at.tokens.sign(preferencesOf(subscriber, 'former@example.com'))}?done=left`,
    preview: '/u/preview',
    botTrap: '/canary',
    missing: '/nothing',
  };
}

test(
  'axe finds nothing on any page, in light and dark, in Japanese and English',
  async () => {
    const at = await visit();
    const paths = await listPaths(at);
    const site = await openSite(at);
    for (const [name, path] of Object.entries(paths)) {
      for (const [colorScheme, locale] of [
        ['light', 'ja-JP'],
        ['dark', 'en-GB'],
      ] as const) {
        const page = await site.open(path, { colorScheme, locale });
        expect([name, colorScheme, await findFaults(page)]).toEqual([name, colorScheme, []]);
        await page.context().close();
      }
    }
  },
  manyPages,
);

test(
  'no page is wider than its window, at 320 px, at 1280 px, and with text twice as large',
  async () => {
    const at = await visit();
    const paths = await listPaths(at);
    const site = await openSite(at);
    for (const [name, path] of Object.entries(paths)) {
      for (const [width, size] of [
        [320, '100%'],
        [375, '200%'],
        [1280, '100%'],
        [1280, '200%'],
      ] as const) {
        const page = await site.open(path, { viewport: { width, height: 800 } });
        const excess = await page.evaluate((fontSize) => {
          document.documentElement.style.fontSize = fontSize;
          return document.documentElement.scrollWidth - window.innerWidth;
        }, size);
        expect([name, width, size, excess <= 0]).toEqual([name, width, size, true]);
        await page.context().close();
      }
    }
  },
  manyPages,
);

test('reading pages are small, run nothing, and nothing on them jumps', async () => {
  const at = await visit();
  const paths = await listPaths(at);
  const site = await openSite(at);
  for (const path of [paths.archive ?? '', paths.digest ?? '']) {
    const page = await site.open('/nothing');
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(site.url + path, { waitUntil: 'networkidle' });
    const { bytes, ...facts } = await page.evaluate(async () => ({
      bytes: [
        ...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource'),
      ].reduce((sum, entry) => {
        const isPicture = Reflect.get(entry, 'initiatorType') === 'img';
        return isPicture ? sum : sum + Number(Reflect.get(entry, 'transferSize'));
      }, 0),
      scripts: [...document.scripts].filter((script) => script.type !== 'application/ld+json')
        .length,
      shift: await new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, 'value'));
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
    }));
    expect([path, facts]).toEqual([path, { scripts: 0, shift: 0 }]);
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThan(50_000);
    expect(errors.filter((text) => /Content Security Policy/.test(text))).toEqual([]);
    await page.context().close();
  }
});

test('a strict XML parser reads the feeds and the sitemap, hostile words and all', async () => {
  const at = await visit();
  const hostile = 'A <b>&amp;</b> ]]> ]]> "quoted"';
  await at.publish({ ...richDigest, headline: hostile, lead: hostile });
  const site = await openSite(at);
  const page = await site.open('/');
  const read = async (path: string, selectors: string[]) =>
    page.evaluate(
      ([text = '', ...wanted]) => {
        const xml = new DOMParser().parseFromString(text, 'application/xml');
        if (xml.querySelector('parsererror')) return ['not well-formed'];
        return wanted.map((one) => xml.querySelector(one)?.textContent ?? '');
      },
      [(await at.get(path)).text, ...selectors],
    );
  const [rss, link] = await read('/feed.xml', ['item > title', 'item > link']);
  // Readers of RSS take a title for HTML: what reads as a tag or a reference is written so that it shows.
  expect(rss).toBe('A &lt;b>&amp;amp;&lt;/b> ]]&gt; ]]&gt; "quoted"');
  expect(link).toMatch(/^https:\/\/digest\.example\.com\/digests\//);
  const [title, id, updated] = await read('/atom.xml', ['entry > title', 'feed > id', 'updated']);
  expect(title).toBe('A &lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt; ]]&gt; "quoted"');
  expect(id).toBe('https://digest.example.com/');
  expect(Number.isNaN(Date.parse(updated ?? ''))).toBe(false);
  const [location] = await read('/sitemap.xml', ['url > loc']);
  expect(location).toBe('https://digest.example.com/');
});
