// A feed on a server: it changes, fails and moves, and has nothing for whoever has its last version.

import type { ServerResponse } from 'node:http';
import { rss } from '../feeds/feed-site.ts';
import { type ArticleSite, writeArticle } from './house.ts';

interface Entry {
  n: number;
  title: string;
  link: string;
  guid: string;
  date: string;
}

/** What a server may do in place of an answer: a status, or a line that breaks. */
export type FeedFault = 500 | 503 | 'cut';

/** As most feeds: the newest entries alone. */
const window = 30;

export function openFeed(site: ArticleSite, name: string) {
  const entries: Entry[] = [];
  const faults: FeedFault[] = [];
  const seen = { full: 0, same: 0, failed: 0, moved: 0 };
  let version = 0;
  const pathOf = (move: number) => `/feeds/${name}-${move}.xml`;
  const answer = (response: ServerResponse) => {
    const fault = faults.shift();
    if (fault !== undefined) return fail(response, fault);
    const etag = `"${name} ${version}"`;
    if (response.req.headers['if-none-match'] === etag) {
      seen.same += 1;
      return response.writeHead(304).end();
    }
    seen.full += 1;
    response.writeHead(200, { 'content-type': 'application/rss+xml', etag });
    response.end(rss(entries.slice(-window).toReversed(), name));
  };
  const fail = (response: ServerResponse, fault: FeedFault) => {
    seen.failed += 1;
    if (fault === 'cut') response.destroy();
    else response.writeHead(fault, fault === 503 ? { 'retry-after': '7200' } : {}).end();
  };
  site.serve(pathOf(0), answer);
  return {
    url: `${site.origin}${pathOf(0)}`,
    /** Answers so far. */
    seen,
    /** Names an article; one that it has named stands there twice then. */
    publish(n: number, day: Date) {
      version += 1;
      const link = site.put(n);
      const { title } = writeArticle(n);
      entries.push({ n, title, link, guid: `${name}-${n}`, date: day.toUTCString() });
    },
    /** Tells an article otherwise, if it still stands there. */
    change(n: number, change: Partial<Omit<Entry, 'n'>>) {
      const entry = entries.slice(-window).findLast((one) => one.n === n);
      if (entry === undefined) return;
      version += 1;
      Object.assign(entry, change);
    },
    failNext(...next: FeedFault[]) {
      faults.push(...next);
    },
    recover() {
      faults.length = 0;
    },
    /** For good: its old address leads to the new one. */
    move() {
      const from = pathOf(seen.moved);
      seen.moved += 1;
      const location = pathOf(seen.moved);
      site.serve(location, answer);
      site.serve(from, (response) => void response.writeHead(301, { location }).end());
    },
  };
}
