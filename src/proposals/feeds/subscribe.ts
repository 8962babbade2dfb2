// A feed that somebody wants to be watched: looked at while they wait, so that they hear at once what is wrong.

import { fetchFeed } from '../syndication/fetch-feed.ts';
import { type FeedLink, findFeeds } from '../syndication/find-feeds.ts';
import { readFeed } from '../syndication/read-feed.ts';
import type { FeedTrouble } from '../syndication/trouble.ts';
import type { SourceWeb } from '../web/ask-web.ts';
import { askRobots } from '../web/robots.ts';
import { countFeeds, insertFeeds, selectFeedByUrl } from './queries.ts';
import { type FeedDeps, hashOf, keepFeed } from './work.ts';

/** `page`: it is one that names these feeds, of which somebody must choose. `full`: there are too many feeds. */
export type Subscribed =
  | { kind: 'made' | 'known'; id: string }
  | { kind: 'page'; feeds: FeedLink[] }
  | { kind: 'failed'; why: FeedTrouble }
  | { kind: 'full' };

export interface NewSubscription {
  id: string;
  url: string;
  name: string | null;
  folder: string | null;
  by: string;
}

/** Each of them is asked once a day at least. */
export const mostFeeds = 2000;
/** Between two readings, until it is known how often it has news. */
const firstPace = 3600;

/** A page that names one feed stands for it. What is watched already is not asked for again. */
export async function subscribe(deps: FeedDeps, wanted: NewSubscription): Promise<Subscribed> {
  const url = feedAddress(wanted.url, deps.web);
  const known = await selectFeedByUrl(deps.db, url);
  if (known) return { kind: 'known', id: known.id };
  if ((await countFeeds(deps.db)) >= mostFeeds) return { kind: 'full' };
  const looked = await look(deps, url, wanted);
  if (looked.kind !== 'page') return looked;
  const [only, ...others] = looked.feeds;
  if (only === undefined) return { kind: 'failed', why: { code: 'page' } };
  if (others.length > 0) return looked;
  const second = await look(deps, only.url, wanted);
  return second.kind === 'page' ? { kind: 'failed', why: { code: 'not_a_feed' } } : second;
}

async function look(deps: FeedDeps, url: string, wanted: NewSubscription): Promise<Subscribed> {
  const { db, web, now } = deps;
  const never = { etag: null, lastModified: null };
  const [answer, robots] = await Promise.all([
    fetchFeed(web, url, never, now),
    askRobots(web, url),
  ]);
  if (answer.kind === 'failed') return { kind: 'failed', why: answer.why };
  if (answer.kind === 'same') return { kind: 'failed', why: { code: 'not_a_feed' } };
  const read = await readFeed(answer.text, answer.url, now);
  if (read.kind === 'page') return { kind: 'page', feeds: findFeeds(answer.text, answer.url) };
  if (read.kind === 'failed') return read;
  if (robots.isRefused) return { kind: 'failed', why: { code: 'robots' } };
  const { id, name, folder, by } = wanted;
  const { lasting, etag, lastModified } = answer;
  const made = await insertFeeds(db, [{ id, url: lasting, name, folder, createdBy: by }]);
  const stands = await selectFeedByUrl(db, lasting);
  if (made === 0 && stands?.id !== id) {
    return stands
      ? { kind: 'known', id: stands.id }
      : { kind: 'failed', why: { code: 'no_answer' } };
  }
  const version = { etag, lastModified, hash: await hashOf(answer.bytes), lasting };
  const first = { id, isNew: true, everySeconds: firstPace, wantsRobots: true };
  await keepFeed(deps, first, read.feed, version);
  return { kind: 'made', id };
}

/** As it is kept: `feed:` and `http:` become https, unless only http is open there. */
export function feedAddress(given: string, web: SourceWeb): string {
  const plain = given
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:/i, 'https:');
  const url = URL.parse(plain);
  if (url === null) return plain;
  url.hash = '';
  if (url.protocol === 'http:' && !web.isOpen(url.href)) url.protocol = 'https:';
  return url.href;
}
