// The inbox: articles that somebody wants to use, put there by hand, by a browser, a phone, a mail or a feed.

import * as z from 'zod';
import { defineCursor, type Page } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/client.ts';
import { addressKey } from '../stories/address-key.ts';
import { plainTitle } from '../syndication/feed-text.ts';
import { type NewInboxItem, selectInbox, selectUrls, setDismissed, upsertItem } from './queries.ts';
import type { InboxItemView, InboxQuery, Way } from './schema.ts';

export interface ToKeep
  extends Partial<Pick<NewInboxItem, 'publisher' | 'publishedOn' | 'feedId' | 'length'>> {
  url: string;
  title?: string;
  came: Way;
}

/** Once for an address, however it is spelled; what was put away is taken back. Throws `invalid`. */
export async function keepInInbox(
  db: Queryable,
  { url, title = '', came, ...more }: ToKeep,
  { id, by }: { id: string; by: string },
): Promise<{ item: InboxItemView; isNew: boolean }> {
  const address = addressKey(url);
  if (address === null) {
    const errors = [{ path: 'url', message: 'Must be the address of a page, with https://' }];
    throw new AppError('invalid', 'This is no address of a page.', { errors });
  }
  const named = { title: plainTitle(title), addedBy: by };
  const nothing = { publisher: null, publishedOn: null, feedId: null, length: 0 };
  const row = await upsertItem(db, { ...nothing, ...more, ...named, id, address, url, came });
  const { isNew, ...item } = row;
  return { item, isNew };
}

const cursor = defineCursor('inbox', z.uuid());

/** Newest first. */
export async function readInbox(
  db: Queryable,
  { state, limit, cursor: from }: InboxQuery,
): Promise<Page<InboxItemView>> {
  const before = cursor.decode(from);
  const rows = await selectInbox(db, { state, before, limit: limit + 1 });
  return cursor.page(
    rows,
    limit,
    ({ id }) => id,
    (item) => item,
  );
}

/** The addresses of these items, in the order in which they were put there; what is gone is left out. */
export async function readChosen(db: Queryable, ids: readonly string[]): Promise<string[]> {
  return selectUrls(db, ids);
}

/** Throws `not_found`. */
export async function dismissItem(db: Queryable, id: string): Promise<InboxItemView> {
  return (await setDismissed(db, id, true)) ?? notThere();
}

/** Throws `not_found`. */
export async function restoreItem(db: Queryable, id: string): Promise<InboxItemView> {
  return (await setDismissed(db, id, false)) ?? notThere();
}

function notThere(): never {
  throw new AppError('not_found', 'There is nothing with this id in the inbox.');
}
