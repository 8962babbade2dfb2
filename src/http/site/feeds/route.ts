// The archive for programs: RSS, Atom, JSON Feed, a sitemap, and a word to crawlers.

import type { Hono } from 'hono';
import { etag } from 'hono/etag';
import { readPublicLists } from '../../../audience/lists/lists.ts';
import { readNewest, readSitemap } from '../../../digest/archive/archive.ts';
import { botTrapPath } from '../../../render/bot-trap.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { publicHeaders, siteOf } from '../../ui/answer-page.ts';
import { findList, readOnly } from '../archive/route.tsx';
import { type FeedFormat, writeFeed } from './feed.tsx';
import { writeSitemap } from './sitemap.ts';

/** The newest so many digests are in a feed. */
const feedSize = 20;

const feeds = [
  { path: '/feed.xml', format: 'rss', type: 'application/rss+xml; charset=utf-8' },
  { path: '/atom.xml', format: 'atom', type: 'application/atom+xml; charset=utf-8' },
  { path: '/feed.json', format: 'json', type: 'application/feed+json; charset=utf-8' },
] as const;

export function mountFeeds(app: Hono<AppEnv>): void {
  for (const { path, format, type } of feeds) {
    app.get(path, etag(), async (c) => {
      const body = await makeFeed(c, format, path);
      return c.body(body, 200, { 'content-type': type, ...publicHeaders(300) });
    });
  }
  app.get('/sitemap.xml', etag(), async (c) => {
    const body = writeSitemap(siteOf(c), await readSitemap(c.var.deps().db));
    const type = 'application/xml; charset=utf-8';
    return c.body(body, 200, { 'content-type': type, ...publicHeaders(300) });
  });
  app.get('/robots.txt', (c) => {
    const closed = [
      '/api/',
      botTrapPath,
      '/confirm/',
      '/console',
      '/preferences/',
      '/u/',
      '/webhooks/',
    ];
    const lines = ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), ''];
    return c.text(`${lines.join('\n')}\nSitemap: ${siteOf(c).url}/sitemap.xml\n`, 200, {
      ...publicHeaders(3600),
    });
  });
}

async function makeFeed(c: AppContext, format: FeedFormat, path: string): Promise<string> {
  const { db, env } = c.var.deps();
  const list = findList(await readPublicLists(db), c.req.query('list'));
  const language = readOnly(c);
  const query = { list: list?.slug ?? null, language, size: feedSize, zone: env.TIMEZONE };
  const digests = await readNewest(db, query);
  return writeFeed(siteOf(c), { list, language, digests, format, path });
}
