// The SQL of the inbox.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { textArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows, maybeRow, oneRow, run } from '../../db/statement.ts';
import { InboxItemView, type InboxState, type Way } from './schema.ts';

export interface NewInboxItem {
  id: string;
  address: string;
  url: string;
  title: string;
  publisher: string | null;
  publishedOn: string | null;
  came: Way;
  feedId: string | null;
  length: number;
  addedBy: string;
}

/** By whatever list, each looked up by the primary key of `used_addresses`: lists are few. */
const uses = sql`from lists l join used_addresses u on u.list_id = l.id and u.address = inbox_items.address`;
/** Who puts it there once more means to use it again. */
const isUsed = sql`exists (select ${uses} where u.used_at > inbox_items.found_at)`;

const columns = sql`id, url, title, publisher, published_on as "publishedOn", came, feed_id as "feedId",
  ${isoTime(sql`found_at`)} as "foundAt", ${isoTime(sql`dismissed_at`)} as "dismissedAt",
  (select json_build_object('digestId', u.digest_id, 'usedAt', ${isoTime(sql`u.used_at`)})
    ${uses} order by u.used_at desc limit 1) as "usedIn"`;

const Upserted = InboxItemView.extend({ isNew: z.boolean() });

/** One row for an address: what was put away or used waits again, and what was not named before is named. */
export async function upsertItem(db: Queryable, item: NewInboxItem) {
  const { id, address, url, title, publisher, publishedOn, came, feedId, length, addedBy } = item;
  return oneRow(db, 'upsertInboxItem', Upserted)`
    insert into inbox_items (id, address, url, title, publisher, published_on, came, feed_id, length, added_by)
    values (${id}, ${address}, ${url}, ${title}, ${publisher}, ${publishedOn}, ${came}, ${feedId}, ${length},
      ${addedBy})
    on conflict (address) do update set dismissed_at = null,
      found_at = case when ${isUsed} then now() else inbox_items.found_at end,
      title = case when inbox_items.title = '' then excluded.title else inbox_items.title end,
      publisher = coalesce(inbox_items.publisher, excluded.publisher),
      published_on = coalesce(inbox_items.published_on, excluded.published_on),
      length = greatest(inbox_items.length, excluded.length)
    returning ${columns}, id = ${id} as "isNew"`;
}

/** Newest first, by primary key: ids are times. */
export async function selectInbox(
  db: Queryable,
  { state, before, limit }: { state: InboxState; before: string | null; limit: number },
): Promise<InboxItemView[]> {
  return allRows(db, 'listInbox', InboxItemView)`
    select ${columns} from inbox_items
    where (dismissed_at is not null) = ${state === 'dismissed'}
      and (${state === 'dismissed'} or ${isUsed} = ${state === 'used'})
      and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${limit}`;
}

const UrlRow = z.strictObject({ url: z.string() });

/** Oldest first, by primary key. */
export async function selectUrls(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await allRows(db, 'selectInboxUrls', UrlRow)`
    select url from inbox_items where id = any(${textArray(ids)}::uuid[]) order by id`;
  return rows.map(({ url }) => url);
}

export async function setDismissed(
  db: Queryable,
  id: string,
  isDismissed: boolean,
): Promise<InboxItemView | null> {
  const moment = isDismissed ? sql`coalesce(dismissed_at, now())` : sql`null`;
  return maybeRow(db, 'dismissInboxItem', InboxItemView)`
    update inbox_items set dismissed_at = ${moment} where id = ${id} returning ${columns}`;
}

/** What was put away long ago. Index `inbox_items_dismissed`. */
export async function deleteDismissed(db: Queryable, days: number, limit: number): Promise<number> {
  return run(db, 'deleteDismissed')`
    delete from inbox_items where id in (
      select id from inbox_items where dismissed_at < now() - make_interval(days => ${days}::int)
      limit ${limit})`;
}
