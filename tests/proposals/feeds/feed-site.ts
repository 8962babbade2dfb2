// A site with a feed, as the web shows it, and a database whose clock a test moves by moving what is due.

import { sql } from 'drizzle-orm';
import { newId } from '../../../src/base/ids.ts';
import type { Dial } from '../../../src/digest/checks/open-web.ts';
import { isOpenWeb } from '../../../src/digest/checks/open-web.ts';
import { listFeeds, listItems } from '../../../src/proposals/feeds/feeds.ts';
import { subscribe } from '../../../src/proposals/feeds/subscribe.ts';
import { workFeed } from '../../../src/proposals/feeds/work.ts';
import { freshDatabase } from '../../support/database.ts';

export const feedUrl = 'https://site.example.com/feed.xml';

type Page = (init: RequestInit) => Response | Promise<Response>;

/** A site that nobody has subscribed to; every address that `pages` does not hold is a 404. */
export async function openSite(pages: Record<string, Page> = {}) {
  const { db } = await freshDatabase();
  const asked: { url: string; headers: Record<string, string> }[] = [];
  const dial: Dial = async (url, init) => {
    asked.push({ url, headers: Object.fromEntries(new Headers(init.headers)) });
    const page = pages[url];
    return page ? page(init) : new Response('', { status: 404 });
  };
  const web = { dial, isOpen: isOpenWeb, agent: 'ChrysanthemumDigest/1', milliseconds: 5000 };
  const deps = { db, web, now: new Date('2026-11-26T09:00:00Z'), luck: () => 0.5 };
  return {
    db,
    deps,
    pages,
    /** Every request but those for robots.txt. */
    asked: () => asked.filter(({ url }) => !url.endsWith('/robots.txt')),
    subscribe: (url = feedUrl) =>
      subscribe(deps, { id: newId(), url, name: null, folder: null, by: 'test' }),
    /** As if its time had come. */
    async readAgain() {
      await db.execute(sql`update feeds set due_at = now(), claimed_at = null`);
      const [feed] = await listFeeds(db);
      return workFeed(deps, feed?.id ?? '');
    },
    async feed() {
      const [feed] = await listFeeds(db);
      if (!feed) throw new Error('There is no feed');
      return feed;
    },
    async titles() {
      const { data } = await listItems(db, null, { limit: 200 });
      return data.map(({ title }) => title);
    },
    items: async () => (await listItems(db, null, { limit: 200 })).data,
  };
}

interface Entry {
  title: string;
  link?: string;
  guid?: string;
  date?: string;
  text?: string;
}

/** RSS 2.0. */
export function rss(entries: readonly Entry[], title = '港の新聞'): string {
  const items = entries.map(({ title: name, link, guid, date, text }) =>
    [
      `<item><title>${name}</title>`,
      link === undefined ? '' : `<link>${link.replaceAll('&', '&amp;')}</link>`,
      guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`,
      date === undefined ? '' : `<pubDate>${date}</pubDate>`,
      text === undefined ? '' : `<description><![CDATA[${text}]]></description>`,
      '</item>',
    ].join(''),
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title>
    <link>https://site.example.com/</link>${items.join('')}</channel></rss>`;
}

export function serve(body: string, headers: Record<string, string> = {}): Page {
  return () =>
    new Response(body, { headers: { 'content-type': 'application/rss+xml', ...headers } });
}
