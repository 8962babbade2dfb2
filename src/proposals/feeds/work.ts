// One reading of a feed: asked, read, and what is new in it kept. Each step may be cut off and is taken again.

import { bytesToHex } from '@noble/hashes/utils.js';
import type { Database } from '../../db/client.ts';
import { type FeedAnswer, fetchFeed } from '../syndication/fetch-feed.ts';
import { type FeedDocument, readFeed } from '../syndication/read-feed.ts';
import type { FeedTrouble } from '../syndication/trouble.ts';
import type { SourceWeb } from '../web/ask-web.ts';
import { askRobots } from '../web/robots.ts';
import { selectKnownKeys, touchItems, writeItems } from './item-queries.ts';
import { keyEntries, mergeEntries } from './merge.ts';
import { nextPace, spread, waitAfterFailure } from './pace.ts';
import { type ClaimedFeed, claimFeed, lockFeed, noteBad, noteGood } from './queries.ts';

export interface FeedDeps {
  db: Database;
  web: SourceWeb;
  now: Date;
  /** From 0 to 1, by chance. */
  luck: () => number;
}

/** `idle`: not due, paused, gone, or somebody else is at it. Safe to call any number of times. */
export async function workFeed(deps: FeedDeps, id: string): Promise<'idle' | 'read' | 'failed'> {
  const claimed = await claimFeed(deps.db, id);
  if (claimed === null) return 'idle';
  if (claimed.wantsRobots && (await askRobots(deps.web, claimed.url)).isRefused) {
    return fail(deps, claimed, { code: 'robots' });
  }
  const answer = await fetchFeed(deps.web, claimed.url, claimed, deps.now);
  if (answer.kind === 'failed') return fail(deps, claimed, answer.why, answer.retryAfterSeconds);
  return keepAnswer(deps, claimed, answer);
}

async function keepAnswer(
  deps: FeedDeps,
  claimed: ClaimedFeed,
  answer: Exclude<FeedAnswer, { kind: 'failed' }>,
): Promise<'read' | 'failed'> {
  if (answer.kind === 'same') return keepSame(deps, claimed, answer.lasting);
  const hash = await hashOf(answer.bytes);
  if (hash === claimed.hash) return keepSame(deps, claimed, answer.lasting);
  const read = await readFeed(answer.text, answer.url, deps.now);
  if (read.kind === 'page') return fail(deps, claimed, { code: 'page' });
  if (read.kind === 'failed') return fail(deps, claimed, read.why);
  const { etag, lastModified, lasting } = answer;
  await keepFeed(deps, claimed, read.feed, { etag, lastModified, hash, lasting });
  return 'read';
}

/** The items of a document, and what it says of the feed: in one transaction, or not at all. */
export async function keepFeed(
  { db, luck }: Pick<FeedDeps, 'db' | 'luck'>,
  {
    id,
    isNew,
    everySeconds,
    wantsRobots,
  }: Pick<ClaimedFeed, 'id' | 'isNew' | 'everySeconds' | 'wantsRobots'>,
  { title, home, entries }: FeedDocument,
  version: { etag: string | null; lastModified: string | null; hash: string; lasting: string },
): Promise<void> {
  const { lasting: url, ...of } = version;
  const keyed = keyEntries(entries);
  await db.transaction(async (tx) => {
    if (!(await lockFeed(tx, id))) return;
    const keys = keyed.flatMap((entry) => entry.keys);
    const merged = mergeEntries(keyed, await selectKnownKeys(tx, id, keys));
    await writeItems(tx, id, merged, isNew);
    const hasNews = merged.fresh.length > 0;
    const pace = isNew ? everySeconds : nextPace(everySeconds, hasNews);
    await noteGood(tx, id, {
      url,
      said: { title, home, ...of },
      hasNews,
      everySeconds: pace,
      afterSeconds: spread(pace, luck()),
      hasRobots: wantsRobots,
    });
  });
}

async function keepSame(
  { db, luck }: FeedDeps,
  { id, everySeconds, wantsRobots }: ClaimedFeed,
  url: string,
): Promise<'read'> {
  const pace = nextPace(everySeconds, false);
  await db.transaction(async (tx) => {
    await touchItems(tx, id);
    await noteGood(tx, id, {
      url,
      said: null,
      hasNews: false,
      everySeconds: pace,
      afterSeconds: spread(pace, luck()),
      hasRobots: wantsRobots,
    });
  });
  return 'read';
}

const aDay = 86_400;

async function fail(
  { db, luck }: FeedDeps,
  { id, failures }: ClaimedFeed,
  why: FeedTrouble,
  asked: number | null = null,
): Promise<'failed'> {
  const wait = why.code === 'robots' ? aDay : waitAfterFailure(failures, asked, luck());
  await noteBad(db, id, { why, afterSeconds: wait, ends: why.code === 'gone' });
  return 'failed';
}

/** SHA-256, in hex. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))));
}
