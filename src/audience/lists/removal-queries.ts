// The SQL that takes away what hung on a list, each statement a bounded bite.

import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { allRows, maybeRow, run } from '../../db/statement.ts';

const biteRows = 5000;

const CountRow = z.strictObject({ count: z.number() });
const IdRow = z.strictObject({ id: z.number() });

/**
 * Up to 5,000 subscriptions, by primary key; true if there may be more. Passes over rows that others
 * hold: they stand there still when the removal is to end.
 */
export async function deleteSubscriptions(db: Queryable, listId: number): Promise<boolean> {
  const gone = await maybeRow(db, 'deleteSubscriptions', CountRow)`
    with gone as (
      delete from subscriptions where (list_id, subscriber_id) in (
        select list_id, subscriber_id from subscriptions
        where list_id = (select list_id from list_removals where list_id = ${listId})
        order by subscriber_id limit ${biteRows} for update skip locked)
      returning 1)
    update list_removals set progressed_at = now() where list_id = ${listId}
    returning (select count(*) from gone)::int as count`;
  return (gone?.count ?? 0) === biteRows;
}

/**
 * Of the next 5,000 consent records, whose list they have no index of, those of this list; true if
 * there may be more. All removals together read each record as often as there are removals.
 */
export async function deleteConsents(db: Queryable, listId: number): Promise<boolean> {
  const removals = await run(db, 'deleteConsents')`
    with place as materialized (
      select consents_after as after from list_removals where list_id = ${listId}),
    looked as materialized (
      select id, list_id from consents where id > (select after from place)
      order by id limit ${biteRows}),
    gone as (
      delete from consents where id in (select id from looked where list_id = ${listId}))
    update list_removals set progressed_at = now(), consents_after = (select max(id) from looked)
    where list_id = ${listId} and exists (select from looked)`;
  return removals > 0;
}

/** True if the removal is over, or never was; false if subscriptions stand there still. */
export async function endRemoval(db: Queryable, listId: number): Promise<boolean> {
  const left = await run(db, 'endRemoval')`
    with ended as (
      delete from list_removals where list_id = ${listId}
        and not exists (select from subscriptions where list_id = ${listId})
      returning list_id),
    days as (delete from list_days where list_id in (select list_id from ended))
    select from list_removals where list_id = ${listId} and not exists (select from ended)`;
  return left === 0;
}

/** Removals that nobody has worked at for half a minute: their message was lost. */
export async function selectForgottenRemovals(db: Queryable): Promise<number[]> {
  const rows = await allRows(db, 'selectForgottenRemovals', IdRow)`
    select list_id as id from list_removals where progressed_at < now() - interval '30 seconds'`;
  return rows.map(({ id }) => id);
}
