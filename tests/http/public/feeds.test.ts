import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { plainDigest } from '../../support/engine.ts';
import { visit } from './visitor.ts';

const feeds = {
  '/feed.xml': 'application/rss+xml; charset=utf-8',
  '/atom.xml': 'application/atom+xml; charset=utf-8',
  '/feed.json': 'application/feed+json; charset=utf-8',
};
const hostile = 'A <b>&amp;</b> ]]> ]]> "quoted" \u202edesrever';

test('each feed says its type and holds every listed digest whole', async () => {
  const at = await visit();
  const slug = await at.publish();
  for (const [path, type] of Object.entries(feeds)) {
    const feed = await at.get(path);
    expect([feed.status, feed.headers.get('content-type')]).toEqual([200, type]);
    expect(feed.text).toContain(`https://digest.example.com/digests/${slug}`);
    expect(feed.text).toContain('朝の六時、もう箱は空である。');
    expect(feed.text).toContain('https://news.example.com/market');
  }
});

test('hostile words stay words in every feed', async () => {
  const at = await visit();
  await at.publish({ ...plainDigest, headline: hostile, lead: hostile });
  const json = await at.get('/feed.json');
  const [item] = json.json.items;
  expect(item.title).toBe('A <b>&amp;</b> ]]> ]]> "quoted" desrever');
  expect(item.content_html).toContain('A &lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt;');
  for (const path of ['/feed.xml', '/atom.xml']) {
    const { text } = await at.get(path);
    // Every section that opens is closed by the first `]]>` after it, with markup next to it.
    expect(text.match(/<!\[CDATA\[[\s\S]*?\]\]>(?!<)/)).toBeNull();
    expect(text).not.toContain('\u202e');
  }
});

test('a title that looks like markup is shown by readers that take titles for HTML', async () => {
  const at = await visit();
  await at.publish({ ...plainDigest, headline: hostile });
  await at.publish({ ...plainDigest, headline: 'AT&T < 3 & R&D' });
  const { text } = await at.get('/feed.xml');
  const titles = [...text.matchAll(/<title><!\[CDATA\[(.*?)\]\]><\/title>/g)].map(
    ([, title]) => title,
  );
  expect(titles).toContain('A &lt;b>&amp;amp;&lt;/b> ]]&gt; ]]&gt; "quoted" desrever');
  // Nothing in this one is markup, so that it is the same for readers that take titles for plain text.
  expect(titles).toContain('AT&T < 3 & R&D');
});

test('addresses in a feed are of letters that no program stops at', async () => {
  const at = await visit();
  const source = { title: '停戦', url: 'https://ja.wikipedia.org/wiki/停戦', points: ['x'] };
  await at.publish({
    ...plainDigest,
    sections: [{ heading: '本当か?', opener: [], body: [], source }],
  });
  for (const path of Object.keys(feeds)) {
    const { text } = await at.get(path);
    expect(text).toContain('https://ja.wikipedia.org/wiki/%E5%81%9C%E6%88%A6');
    expect(text).not.toContain('/wiki/停戦');
    expect(text).toContain('本当か？');
  }
});

test('a feed without digests is valid, and always the same', async () => {
  const at = await visit();
  for (const path of Object.keys(feeds)) {
    const first = await at.get(path);
    expect(first.status).toBe(200);
    expect((await at.get(path)).text).toBe(first.text);
  }
});

test('a feed of one list holds what was sent to it; a private or unknown list is a 404', async () => {
  const at = await visit();
  await at.db.execute(sql`
    insert into lists (slug, name, visibility)
    values ('weekend', '週末', 'public'), ('secret', 'Secret', 'private')`);
  const [first, second] = [await at.publish(), await at.publish()];
  await at.db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, listed, started_at, mailed_at)
    select gen_random_uuid(), id, 1,
      array[case slug when ${first} then 1 else 2 end], 'sent', true, now(), now() from digests`);
  for (const path of Object.keys(feeds)) {
    const feed = await at.get(`${path}?list=weekend`);
    expect(feed.text).toContain(second);
    expect(feed.text).not.toContain(first);
    expect((await at.get(`${path}?list=secret`)).status).toBe(404);
    expect((await at.get(`${path}?list=%00`)).status).toBe(404);
  }
});

test('the sitemap and robots.txt name what is public and close what is personal', async () => {
  const at = await visit();
  const slug = await at.publish();
  const sitemap = await at.get('/sitemap.xml');
  expect(sitemap.text).toContain(`<loc>https://digest.example.com/digests/${slug}</loc>`);
  const robots = await at.get('/robots.txt');
  expect(robots.text).toContain('Disallow: /u/');
  expect(robots.text).toContain('Disallow: /canary');
  expect(robots.text).toContain('Sitemap: https://digest.example.com/sitemap.xml');
});
