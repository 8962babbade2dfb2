// The pages of what digests are made from: the inbox and the feeds, by their forms.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setup, setupWithEngine } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';

const home = 'https://news.example.jp/';
const feed = `${home}feed.xml`;
const links = (...names: string[]) =>
  names
    .map(
      (name) => `<link rel="alternate" type="application/rss+xml" href="/${name}" title="${name}">`,
    )
    .join('');
const rss = `<rss version="2.0"><channel><title>港の新聞</title><link>${home}</link>
  <item><title>夜の図書館</title><link>/library</link></item></channel></rss>`;

/** The open web as one site; `head` is what its first page has in its head. */
async function openSite(head: string) {
  const pages: Record<string, () => Response> = {
    [home]: () =>
      new Response(`<!doctype html><html><head>${head}</head>`, {
        headers: { 'content-type': 'text/html' },
      }),
    [feed]: () => new Response(rss, { headers: { 'content-type': 'application/rss+xml' } }),
  };
  const fetch = async (url: string) => pages[url]?.() ?? new Response('', { status: 404 });
  const app = await setupWithEngine({ OPEN_WEB: { fetch } });
  return { app, writer: await signedIn(app, 'writer'), pages };
}

const idIn = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? 'none';

test('an article put in by hand is chosen, and leads to the page that makes proposals', async () => {
  const app = await setup();
  const { call } = await signedIn(app, 'writer');
  const add = (url: string) => call('POST', '/console/inbox', form({ do: 'add', url }));
  expect((await call('GET', '/console/inbox')).text).toContain('Nothing waits');
  expect((await add('not an address')).status).toBe(422);
  expect((await add('https://a.example.com/1')).headers.get('location')).toBe(
    '/console/inbox?done=added',
  );
  expect((await add('https://www.a.example.com/1/#top')).headers.get('location')).toBe(
    '/console/inbox?done=known',
  );
  await add('https://a.example.com/2');
  const list = (await call('GET', '/console/inbox')).text;
  const items = [...list.matchAll(/name="item" value="([\w-]{36})"/g)].map(([, id]) => id ?? '');
  expect(items).toHaveLength(2);
  const nothing = await call('POST', '/console/inbox', form({ do: 'propose' }));
  expect([nothing.status, nothing.text.includes('at least one')]).toEqual([422, true]);
  const chosen = new URLSearchParams([['do', 'propose'], ...items.map((id) => ['item', id])]);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const leads = await call('POST', '/console/inbox', { body: String(chosen), headers });
  const to = leads.headers.get('location') ?? '';
  expect(to).toMatch(/^\/console\/digests\/new\/sources\?item=/);
  expect((await call('GET', to)).text).toContain(
    'https://a.example.com/1\nhttps://a.example.com/2<',
  );
});

test('of twenty addresses that are as long as they may be, none is cut on its way to the proposal', async () => {
  const app = await setup();
  const { call } = await signedIn(app, 'writer');
  const urls = Array.from({ length: 20 }, (_, at) =>
    `https://a.example.com/${at}-`.padEnd(1990, 'x'),
  );
  const items: string[] = [];
  for (const url of urls)
    items.push((await app.call('POST', '/api/inbox', { body: { url } })).json.id);
  const chosen = new URLSearchParams([['do', 'propose'], ...items.map((id) => ['item', id])]);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const leads = await call('POST', '/console/inbox', { body: String(chosen), headers });
  const page = (await call('GET', leads.headers.get('location') ?? '')).text;
  expect(page).toContain(`>${urls.join('\n')}</textarea>`);
});

test('what was put away is taken back by the button beside the news of it', async () => {
  const app = await setup();
  const { call } = await signedIn(app, 'writer');
  await call('POST', '/console/inbox', form({ do: 'add', url: 'https://a.example.com/1' }));
  const press = idIn((await call('GET', '/console/inbox')).text, /value="(dismiss:[\w-]{36})"/);
  const away = await call('POST', '/console/inbox', form({ do: press }));
  const after = (await call('GET', away.headers.get('location') ?? '')).text;
  expect(after).toContain('Nothing waits');
  const undo = idIn(after, /value="(restore:[\w-]{36})"/);
  await call('POST', '/console/inbox', form({ do: undo }));
  expect((await call('GET', '/console/inbox')).text).toContain('a.example.com/1');
  expect((await call('GET', '/console/inbox?state=dismissed')).text).toContain(
    'Nothing was put away',
  );
});

test('a share and a bookmark open a page with one button, and looking changes nothing', async () => {
  const app = await setup();
  const { call } = await signedIn(app, 'writer');
  const count = async () => (await app.call('GET', '/api/inbox')).json.data.length;
  const shared =
    '/console/inbox/add?title=Night%20library&text=Read%20this%3A%20https%3A%2F%2Fa.example.com%2F1.';
  const page = (await call('GET', shared)).text;
  expect(page).toContain('value="https://a.example.com/1"');
  expect(page).toContain('value="Night library"');
  expect(await count()).toBe(0);
  const fields = { url: 'https://a.example.com/1', title: 'Night library', came: 'share' };
  await call('POST', '/console/inbox/add', form(fields));
  expect((await app.call('GET', '/api/inbox')).json.data).toMatchObject([
    { title: 'Night library', came: 'share' },
  ]);
  const script = decodeURI(
    idIn((await call('GET', '/console/inbox')).text, /href="(javascript:[^"]+)"/),
  )
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  expect(script).toContain('/console/inbox/add?came=bookmarklet&url="');
  const manifest = await call('GET', '/console/manifest.webmanifest');
  expect(manifest.headers.get('content-type')).toMatch(/^application\/manifest\+json/);
  expect(manifest.json.share_target).toMatchObject({ action: '/console/inbox/add', method: 'GET' });
});

test('a page that names several feeds offers them; the one that is chosen is watched, and its star works', async () => {
  const { app, writer, pages } = await openSite(links('feed.xml', 'comments.xml'));
  const offered = await writer.call(
    'POST',
    '/console/feeds',
    form({ do: 'add', url: home, folder: '地域' }),
  );
  expect([offered.status, offered.text.includes(`value="${feed}"`)]).toEqual([422, true]);
  const made = await writer.call(
    'POST',
    '/console/feeds',
    form({ do: 'add', url: feed, folder: '地域' }),
  );
  const place = (made.headers.get('location') ?? '').replace('?done=made', '');
  const page = (await writer.call('GET', place)).text;
  expect(page).toContain('夜の図書館');
  const star = idIn(page, /value="(star:[\w-]{36})"/);
  expect((await writer.call('POST', place, form({ do: star }))).headers.get('location')).toBe(
    `${place}?done=starred`,
  );
  expect((await app.call('GET', '/api/inbox')).json.data).toMatchObject([
    { url: `${home}library`, publisher: '港の新聞', came: 'feed' },
  ]);
  expect((await writer.call('GET', place)).text).toContain('★');
  // What fails says why, in the editor's language.
  pages[feed] = () => new Response('', { status: 410 });
  await app.db.execute(sql`update feeds set tried_at = now() - interval '2 minutes'`);
  await writer.call('POST', place, form({ do: 'read' }));
  await app.engine.drain();
  const headers = { 'accept-language': 'ja' };
  expect((await writer.call('GET', place, { headers })).text).toContain('フィードはなくなったと');
});

test('a feed is paused, named, and watched no more', async () => {
  const { app, writer } = await openSite(links('feed.xml'));
  const made = await writer.call('POST', '/console/feeds', form({ do: 'add', url: home }));
  const place = (made.headers.get('location') ?? '').replace('?done=made', '');
  await writer.call('POST', place, form({ do: 'pause' }));
  await writer.call('POST', place, form({ do: 'save', name: '朝の新聞', folder: '' }));
  const read = async () => (await app.call('GET', '/api/feeds')).json.data;
  expect(await read()).toMatchObject([
    { state: 'paused', title: '朝の新聞', folder: null, dueAt: null },
  ]);
  await writer.call('POST', place, form({ do: 'resume' }));
  expect(await read()).toMatchObject([{ state: 'active' }]);
  expect((await writer.call('POST', place, form({ do: 'remove' }))).headers.get('location')).toBe(
    '/console/feeds?done=removed',
  );
  expect(await read()).toEqual([]);
});

test('feeds come in and go out as OPML, and what was left out is named', async () => {
  const { app, writer } = await openSite('');
  const opml = `<opml version="1.0"><body><outline text="地域"><outline text="港" xmlUrl="${feed}"/></outline>
    <outline text="inside" xmlUrl="https://printer.local/feed"/><outline text="nothing"/></body></opml>`;
  const send = async (text: string) => {
    const body = new FormData();
    body.set('file', new File([text], 'feeds.opml'));
    const request = new Request('https://digest.example.com/', { method: 'POST', body });
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    const bytes = new Uint8Array(await request.arrayBuffer());
    return writer.call('POST', '/console/feeds/opml', { body: bytes, headers });
  };
  const report = await send(opml);
  expect(report.text).toContain('Watched from now on: 1. Watched already: 0.');
  expect(report.text).toContain('inside: Its address is not on the open web.');
  expect(report.text).toContain('nothing: It names no address of a feed.');
  expect((await send('<html>')).status).toBe(422);
  expect((await send(opml)).text).toContain('Watched from now on: 0. Watched already: 1.');
  await app.engine.tick();
  await app.engine.drain();
  expect((await app.call('GET', '/api/feeds')).json.data).toMatchObject([
    { title: '港', folder: '地域', health: 'well' },
  ]);
  const out = await writer.call('GET', '/console/feeds/feeds.opml');
  expect(out.text).toContain(`xmlUrl="${feed}"`);
});
