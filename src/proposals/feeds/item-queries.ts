// The SQL of what stood in feeds.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { newId } from '../../base/ids.ts';
import { textArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { feedItemKeys, feedItems } from '../../db/schema/feeds.ts';
import { allRows, maybeRow, oneRow, run } from '../../db/statement.ts';
import type { KeyedEntry, Merged } from './merge.ts';

const KeyRow = z.strictObject({ key: z.string(), itemId: z.string() });

/** By primary key: which items of a feed these keys name. */
export async function selectKnownKeys(
  tx: Queryable,
  feedId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await allRows(tx, 'selectKnownKeys', KeyRow)`
    select key, item_id as "itemId" from feed_item_keys
    where feed_id = ${feedId} and key = any(${textArray(keys)}::text[])`;
  return new Map(rows.map(({ key, itemId }) => [key, itemId]));
}

/** Inside the transaction that holds the feed's row: nobody else writes items of it meanwhile. */
export async function writeItems(
  tx: Queryable,
  feedId: string,
  { fresh, again }: Merged,
  isBacklog: boolean,
): Promise<void> {
  // From the oldest on, each a millisecond later: ids stand in the order in which the articles came out.
  const started = Date.now();
  const made = fresh
    .toReversed()
    .map((entry, n) => ({ ...entry, itemId: newId<string>(new Date(started + n)) }));
  if (made.length > 0) {
    const rows = made.map(({ itemId, guid: _, keys: __, ...entry }) => ({
      ...entry,
      id: itemId,
      feedId,
      isBacklog,
    }));
    await tx.insert(feedItems).values(rows);
  }
  const keys = [...made, ...again].flatMap(({ itemId, keys: all }) =>
    all.map((key) => ({ feedId, key, itemId })),
  );
  for (let at = 0; at < keys.length; at += 1000) {
    await tx
      .insert(feedItemKeys)
      .values(keys.slice(at, at + 1000))
      .onConflictDoNothing();
  }
  if (again.length > 0) await updateItems(tx, again);
}

/** What a feed says of its items now; untouched where that is nothing new. */
async function updateItems(
  tx: Queryable,
  items: readonly (KeyedEntry & { itemId: string })[],
): Promise<void> {
  const said = items.map(({ itemId, url, title, publishedOn, excerpt, length }) => ({
    id: itemId,
    url,
    title,
    day: publishedOn,
    excerpt,
    length,
  }));
  await run(tx, 'updateItems')`
    update feed_items i set url = s.url, title = s.title, excerpt = s.excerpt, length = s.length,
      published_on = coalesce(i.published_on, s.day), seen_at = now()
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb)
      as s (id uuid, url text, title text, day text, excerpt text, length int)
    where i.id = s.id and (i.seen_at < now() - interval '1 day'
      or (i.url, i.title, i.excerpt, i.length) is distinct from (s.url, s.title, s.excerpt, s.length)
      or (i.published_on is null and s.day is not null))`;
}

/** Nothing has changed in a feed: what stood there last stands there still. */
export async function touchItems(tx: Queryable, feedId: string): Promise<void> {
  await run(tx, 'touchItems')`
    update feed_items set seen_at = now()
    where feed_id = ${feedId} and seen_at < now() - interval '1 day'
      and seen_at > (select max(seen_at) from feed_items where feed_id = ${feedId}) - interval '25 hours'`;
}

const ItemRow = z.strictObject({
  id: z.string(),
  feedId: z.string(),
  feedTitle: z.string(),
  url: z.string(),
  title: z.string(),
  publisher: z.string().nullable(),
  publishedOn: z.string().nullable(),
  excerpt: z.string(),
  foundAt: z.string(),
  inInbox: z.boolean(),
});
export type ItemRow = z.infer<typeof ItemRow>;

const itemColumns = sql`i.id, i.feed_id as "feedId", coalesce(f.name, f.title) as "feedTitle", i.url, i.title,
  i.publisher, i.published_on as "publishedOn", i.excerpt, ${isoTime(sql`i.found_at`)} as "foundAt",
  exists (select from inbox_items n where n.address = i.address and n.dismissed_at is null) as "inInbox"`;

/** Newest first, of one feed or of all: by index `feed_items_found`, or by the primary key, whose ids are times. */
export async function selectItems(
  db: Queryable,
  feedId: string | null,
  before: string | null,
  limit: number,
): Promise<ItemRow[]> {
  const ofFeed = feedId === null ? sql`` : sql`and i.feed_id = ${feedId}`;
  return allRows(db, 'listFeedItems', ItemRow)`
    select ${itemColumns} from feed_items i join feeds f on f.id = i.feed_id
    where (${before}::uuid is null or i.id < ${before}::uuid) ${ofFeed}
    order by i.id desc limit ${limit}`;
}

const StarRow = z.strictObject({
  feedId: z.string(),
  address: z.string(),
  url: z.string(),
  title: z.string(),
  publisher: z.string().nullable(),
  publishedOn: z.string().nullable(),
  length: z.int(),
});

/** What the inbox takes of an item; without a publisher of its own, that is its feed. */
export async function selectItemForInbox(db: Queryable, id: string) {
  return maybeRow(db, 'selectItemForInbox', StarRow)`
    select i.feed_id as "feedId", i.address, i.url, i.title,
      coalesce(i.publisher, nullif(coalesce(f.name, f.title), '')) as publisher,
      i.published_on as "publishedOn", i.length
    from feed_items i join feeds f on f.id = i.feed_id where i.id = ${id}`;
}

/** Items that no document of their feed has had for so long. Index `feed_items_seen`. */
export async function deleteOldItems(db: Queryable, days: number, limit: number): Promise<number> {
  return run(db, 'deleteOldItems')`
    delete from feed_items where id in (
      select id from feed_items where seen_at < now() - make_interval(days => ${days}::int)
      order by seen_at limit ${limit})`;
}

const LengthRow = z.strictObject({ length: z.number() });

/** How long the longest text is that a feed has of this address; 0 without one. By `feed_items_address`. */
export async function selectFedLength(db: Queryable, address: string | null): Promise<number> {
  const row = await oneRow(db, 'selectFedLength', LengthRow)`
    select coalesce(max(i.length), 0)::int as length
    from feeds f join feed_items i on i.feed_id = f.id and i.address = ${address}`;
  return row.length;
}
