// The one reader whose copy is looked at or tested, as a member of a list.

import * as z from 'zod';
import type { Queryable } from '../db/client.ts';
import { maybeRow } from '../db/statement.ts';
import type { Recipient } from './recipient.ts';

const ReaderRow = z.strictObject({
  subscriber: z.coerce.number(),
  email: z.string(),
  list: z.number().nullable(),
  listSlug: z.string().nullable(),
  listName: z.string().nullable(),
});

/**
 * By the subscriber's id: with the oldest list that they are confirmed on, else the oldest of theirs, else the
 * `fallback`. Null if there is nobody. Two primary keys.
 */
export async function findReader(
  db: Queryable,
  id: number,
  fallback: Pick<Recipient, 'list' | 'listSlug' | 'listName'>,
): Promise<Recipient | null> {
  const row = await maybeRow(db, 'findReader', ReaderRow)`
    select s.id as subscriber, s.email, l.id as list, l.slug as "listSlug", l.name as "listName"
    from subscribers s left join lateral (
      select l.id, l.slug, l.name from subscriptions x join lists l on l.id = x.list_id
      where x.subscriber_id = s.id
      order by x.status = 'confirmed' desc, l.id limit 1) l on true
    where s.id = ${id}`;
  if (row === null) return null;
  const { subscriber, email, list, listSlug, listName } = row;
  if (list === null || listSlug === null || listName === null) {
    return { subscriber, email, ...fallback };
  }
  return { subscriber, email, list, listSlug, listName };
}
