// The feeds that are watched: looked up, changed, taken off, and how each of them is.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { keepInInbox } from '../inbox/inbox.ts';
import { explainFeedTrouble, FeedTrouble } from '../syndication/trouble.ts';
import { type ItemRow, selectItemForInbox, selectItems } from './item-queries.ts';
import {
  deleteFeed,
  type FeedRow,
  makeDue,
  selectFeed,
  selectFeeds,
  updateFeed,
} from './queries.ts';
import type { FeedPatch, FeedView } from './schema.ts';

/** All of them, by folder and name. */
export async function listFeeds(db: Queryable): Promise<FeedView[]> {
  return (await selectFeeds(db)).map(viewFeed);
}

/** Throws `not_found`. */
export async function readFeedView(db: Queryable, id: string): Promise<FeedView> {
  const row = await selectFeed(db, id);
  return row ? viewFeed(row) : notThere();
}

/** A feed that was paused or ended, and is active again, is due at once. Throws `not_found`. */
export async function changeFeed(db: Database, id: string, patch: FeedPatch): Promise<FeedView> {
  return db.transaction(async (tx) => {
    await readFeedView(tx, id);
    const { name, folder, state } = patch;
    await updateFeed(tx, id, {
      ...(name === undefined ? {} : { name: tidy(name) }),
      ...(folder === undefined ? {} : { folder: tidy(folder) }),
      ...(state === undefined ? {} : { state }),
    });
    if (state === 'active') await makeDue(tx, id);
    return readFeedView(tx, id);
  });
}

/** The caller enqueues `feed` for it. Throws `not_found`, or `conflict` if it is not active. */
export async function askNow(db: Database, id: string): Promise<FeedView> {
  const { state } = await readFeedView(db, id);
  if (state !== 'active')
    throw new AppError('conflict', 'It is not watched: make it active first.');
  await makeDue(db, id);
  return readFeedView(db, id);
}

/** Throws `not_found`. */
export async function removeFeed(db: Queryable, id: string): Promise<void> {
  if (!(await deleteFeed(db, id))) notThere();
}

const cursor = defineCursor('feed-items', z.uuid());

/** Newest first, of one feed or of all. Throws `not_found`. */
export async function listItems(
  db: Queryable,
  feedId: string | null,
  { limit, cursor: from }: PageQuery,
): Promise<Page<ItemRow>> {
  if (feedId !== null) await readFeedView(db, feedId);
  const rows = await selectItems(db, feedId, cursor.decode(from), limit + 1);
  return cursor.page(
    rows,
    limit,
    ({ id }) => id,
    (item) => item,
  );
}

/** An item of a feed into the inbox. Throws `not_found`. */
export async function starItem(db: Queryable, itemId: string, about: { id: string; by: string }) {
  const item = await selectItemForInbox(db, itemId);
  if (!item) throw new AppError('not_found', 'There is no item of a feed with this id.');
  const { address: _, ...rest } = item;
  return keepInInbox(db, { ...rest, came: 'feed' }, about);
}

function viewFeed(row: FeedRow): FeedView {
  const { id, url, name, folder, home, state, failures, everySeconds, createdAt } = row;
  const why = row.why === null ? brokenOff(row) : FeedTrouble.parse(row.why);
  return {
    id,
    url,
    title: name ?? (row.title || (URL.parse(url)?.hostname ?? url)),
    name,
    folder,
    home,
    state,
    health: healthOf(row, why !== null),
    why: why === null ? null : { code: why.code, message: explainFeedTrouble(why) },
    failures,
    readAt: row.readAt?.toISOString() ?? null,
    triedAt: row.triedAt?.toISOString() ?? null,
    newsAt: row.newsAt?.toISOString() ?? null,
    dueAt: state === 'active' ? row.dueAt.toISOString() : null,
    everyMinutes: Math.round(everySeconds / 60),
    createdAt: createdAt.toISOString(),
  };
}

/** Several tries that never came to an end: a single one may still be under way. */
function brokenOff({ failures }: FeedRow): FeedTrouble | null {
  return failures > 1 ? { code: 'no_end' } : null;
}

function healthOf({ state, readAt }: FeedRow, isFailing: boolean): FeedView['health'] {
  if (state !== 'active') return state;
  if (isFailing) return 'failing';
  return readAt === null ? 'waiting' : 'well';
}

function tidy(text: string | null): string | null {
  return text?.trim() || null;
}

function notThere(): never {
  throw new AppError('not_found', 'There is no feed with this id.');
}
