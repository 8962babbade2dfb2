import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { changeFeed } from '../../../src/proposals/feeds/feeds.ts';
import { workFeed } from '../../../src/proposals/feeds/work.ts';
import { feedUrl, openSite, rss, serve } from './feed-site.ts';

const entry = (n: number) => ({
  title: `記事${n}`,
  link: `https://site.example.com/${n}`,
  guid: `g${n}`,
});

test('a feed is read when it is subscribed, and what comes later is news', async () => {
  const site = await openSite({ [feedUrl]: serve(rss([entry(2), entry(1)])) });
  expect(await site.subscribe()).toMatchObject({ kind: 'made' });
  expect(await site.feed()).toMatchObject({
    title: '港の新聞',
    health: 'well',
    failures: 0,
    why: null,
  });
  site.pages[feedUrl] = serve(rss([entry(3), entry(2), entry(1)]));
  expect(await site.readAgain()).toBe('read');
  expect(await site.titles()).toEqual(['記事3', '記事2', '記事1']);
  const backlog = await site.db.execute(sql`select title, is_backlog from feed_items order by id`);
  expect([...backlog]).toEqual([
    { title: '記事1', is_backlog: true },
    { title: '記事2', is_backlog: true },
    { title: '記事3', is_backlog: false },
  ]);
  expect(await site.subscribe()).toMatchObject({ kind: 'known' });
});

test('a feed with news is asked sooner, and one without later, within bounds', async () => {
  const site = await openSite({ [feedUrl]: serve(rss([entry(1)])) });
  await site.subscribe();
  const paces = [];
  for (let n = 2; n < 6; n += 1) {
    site.pages[feedUrl] = serve(rss([entry(n)]));
    await site.readAgain();
    paces.push((await site.feed()).everyMinutes);
  }
  expect(paces).toEqual([30, 15, 15, 15]);
  for (let n = 0; n < 30; n += 1) await site.readAgain();
  expect((await site.feed()).everyMinutes).toBe(24 * 60);
});

test('what the last answer said of its version is sent back, and nothing new costs no reading', async () => {
  const lastModified = 'Thu, 26 Nov 2026 08:00:00 GMT';
  const version = { etag: '"v1"', 'last-modified': lastModified };
  const site = await openSite({ [feedUrl]: serve(rss([entry(1)]), version) });
  await site.subscribe();
  site.pages[feedUrl] = () => new Response(null, { status: 304 });
  expect(await site.readAgain()).toBe('read');
  expect(site.asked().at(-1)?.headers).toMatchObject({
    'if-none-match': '"v1"',
    'if-modified-since': lastModified,
  });
  expect(await site.feed()).toMatchObject({ health: 'well' });
  expect(await site.titles()).toEqual(['記事1']);
});

test('a feed that moves for good is asked at its new address, one that moves for now at its old one', async () => {
  const moved = 'https://site.example.com/new.xml';
  const site = await openSite({
    [feedUrl]: serve(rss([entry(1)])),
    [moved]: serve(rss([entry(2)])),
  });
  await site.subscribe();
  const leadTo = (status: number) => () =>
    new Response(null, { status, headers: { location: '/new.xml' } });
  site.pages[feedUrl] = leadTo(302);
  await site.readAgain();
  expect((await site.feed()).url).toBe(feedUrl);
  site.pages[feedUrl] = leadTo(301);
  await site.readAgain();
  expect((await site.feed()).url).toBe(moved);
  expect(await site.titles()).toEqual(['記事2', '記事1']);
});

test('a feed that is gone for good ends, and can be made active again', async () => {
  const site = await openSite({ [feedUrl]: serve(rss([entry(1)])) });
  await site.subscribe();
  site.pages[feedUrl] = () => new Response('', { status: 410 });
  expect(await site.readAgain()).toBe('failed');
  const { id, state, health, why } = await site.feed();
  expect({ state, health, code: why?.code }).toEqual({
    state: 'ended',
    health: 'ended',
    code: 'gone',
  });
  expect(await site.readAgain()).toBe('idle');
  site.pages[feedUrl] = serve(rss([entry(2)]));
  await changeFeed(site.db, id, { state: 'active' });
  expect(await site.readAgain()).toBe('read');
  expect(await site.feed()).toMatchObject({ state: 'active', health: 'well', why: null });
});

test('a feed that fails is asked ever more seldom, and not before its site wants it to be', async () => {
  const site = await openSite({ [feedUrl]: serve(rss([entry(1)])) });
  await site.subscribe();
  const minutesUntilDue = async () => {
    const [row] = await site.db.execute(
      sql`select round(extract(epoch from due_at - now()) / 60)::int as minutes from feeds`,
    );
    return row?.minutes;
  };
  site.pages[feedUrl] = () => new Response('', { status: 500 });
  const waits = [];
  for (let n = 0; n < 9; n += 1) {
    await site.readAgain();
    waits.push(await minutesUntilDue());
  }
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
  expect(await site.feed()).toMatchObject({
    health: 'failing',
    failures: 9,
    why: { code: 'status' },
  });
  site.pages[feedUrl] = () =>
    new Response('', { status: 429, headers: { 'retry-after': String(3 * 86_400) } });
  await site.readAgain();
  expect(await minutesUntilDue()).toBe(3 * 1440);
  site.pages[feedUrl] = serve(rss([entry(1)]));
  await site.readAgain();
  expect(await site.feed()).toMatchObject({ health: 'well', failures: 0, why: null });
});

test('a feed that ends whoever reads it is tried ever more seldom, and says so', async () => {
  const site = await openSite({ [feedUrl]: serve(rss([entry(1)])) });
  await site.subscribe();
  const { id } = await site.feed();
  const killed = new Error('killed');
  const dying = { ...site.deps, web: { ...site.deps.web, dial: () => Promise.reject(killed) } };
  for (let n = 0; n < 2; n += 1) {
    await site.db.execute(sql`update feeds set due_at = now(), claimed_at = null`);
    // The claim alone: what follows it never came to an end.
    await workFeed(
      {
        ...dying,
        luck: () => {
          throw killed;
        },
      },
      id,
    ).catch(() => {});
    await site.db.execute(sql`update feeds set why = null`);
  }
  expect(await site.feed()).toMatchObject({
    failures: 2,
    health: 'failing',
    why: { code: 'no_end' },
  });
});

test('two who read a feed at once read it once', async () => {
  const site = await openSite({ [feedUrl]: serve(rss([entry(1)])) });
  await site.subscribe();
  const { id } = await site.feed();
  await site.db.execute(sql`update feeds set due_at = now()`);
  const ends = await Promise.all([1, 2, 3].map(() => workFeed(site.deps, id)));
  expect(ends.toSorted()).toEqual(['idle', 'idle', 'read']);
});

test('robots.txt is obeyed, when a feed is subscribed and once a day after', async () => {
  const robots = 'https://site.example.com/robots.txt';
  const refuse = () =>
    new Response('User-agent: *\nDisallow: /feed.xml', {
      headers: { 'content-type': 'text/plain' },
    });
  const site = await openSite({ [feedUrl]: serve(rss([entry(1)])), [robots]: refuse });
  expect(await site.subscribe()).toEqual({ kind: 'failed', why: { code: 'robots' } });
  site.pages[robots] = () => new Response('', { status: 404 });
  await site.subscribe();
  site.pages[robots] = refuse;
  expect(await site.readAgain()).toBe('read');
  await site.db.execute(sql`update feeds set robots_at = now() - interval '25 hours'`);
  expect(await site.readAgain()).toBe('failed');
  expect(await site.feed()).toMatchObject({ why: { code: 'robots' } });
});

test('a page stands for the one feed that it names, and offers several', async () => {
  const link = (href: string, title: string) =>
    `<link rel="alternate" type="application/rss+xml" href="${href}" title="${title}">`;
  const page = (head: string) =>
    serve(`<!doctype html><html><head>${head}</head>`, { 'content-type': 'text/html' });
  const home = 'https://site.example.com/';
  const site = await openSite({ [home]: page(''), [feedUrl]: serve(rss([entry(1)])) });
  expect(await site.subscribe(home)).toEqual({ kind: 'failed', why: { code: 'page' } });
  site.pages[home] = page(link('/feed.xml', '全部') + link('/comments.xml', 'コメント'));
  expect(await site.subscribe(home)).toEqual({
    kind: 'page',
    feeds: [
      { url: feedUrl, title: '全部' },
      { url: 'https://site.example.com/comments.xml', title: 'コメント' },
    ],
  });
  site.pages[home] = page(link('feed.xml', '全部'));
  expect(await site.subscribe(home)).toMatchObject({ kind: 'made' });
  expect((await site.feed()).url).toBe(feedUrl);
});

test('an entry without a title, cut in the middle of an emoji, is read again and again', async () => {
  const post = (more: string) =>
    rss([{ title: '', link: 'https://site.example.com/1', text: `${'あ'.repeat(79)}😀${more}` }]);
  const site = await openSite({ [feedUrl]: serve(post('い'.repeat(300))) });
  await site.subscribe();
  site.pages[feedUrl] = serve(post('う'.repeat(300)));
  expect(await site.readAgain()).toBe('read');
  expect(await site.titles()).toEqual(['あ'.repeat(79)]);
});

test('a guid that no database keeps names nothing, and its entry is read', async () => {
  const items = ['a\u0000b', 'a\ud800'].map((id, n) => ({
    id,
    url: `https://site.example.com/${n}`,
    title: `記事${n}`,
  }));
  const feed = { version: 'https://jsonfeed.org/version/1.1', title: '港の新聞', items };
  const site = await openSite({ [feedUrl]: serve(JSON.stringify(feed)) });
  expect(await site.subscribe()).toMatchObject({ kind: 'made' });
  expect(await site.titles()).toEqual(['記事0', '記事1']);
});

test('a feed that moves for good to an address longer than an index holds is asked where it was', async () => {
  // In letters of chance: an index would pack a row of one letter.
  const noise = Array.from({ length: 500 }, (_, n) => ((n * 7919 + 104729) ** 2).toString(36));
  const far = `https://site.example.com/${noise.join('')}`;
  const site = await openSite({ [far]: serve(rss([entry(1)])) });
  site.pages[feedUrl] = () => new Response(null, { status: 301, headers: { location: far } });
  expect(await site.subscribe()).toMatchObject({ kind: 'made' });
  expect(await site.feed()).toMatchObject({ url: feedUrl, health: 'well' });
});
