// Two records of one person become one.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { bigint, maybeRow, run } from '../../db/statement.ts';
import { mostAttributes } from '../fields.ts';
import { lockSubscriber, rememberAddress, type SubscriberRow } from '../queries.ts';

/**
 * Brings `gone` into `kept`, both of them one person's: of each list the newest decision counts,
 * proofs and emails go along, what `kept` does not say is taken over, and the longer pause holds.
 * What remains of `gone` is a number: in batches under way it counts as erased, and links in its old
 * mails still unsubscribe. Needs `gone` locked; locks `kept`.
 */
export async function mergeSubscribers(
  tx: Queryable,
  { kept, gone }: { kept: number; gone: number },
): Promise<void> {
  await run(tx, 'lockKept')`select from subscribers where id = ${kept} for update`;
  await run(tx, 'mergeSubscriptions')`
    insert into subscriptions as k
      (list_id, subscriber_id, status, created_at, confirmed_at, unsubscribed_at, frequency)
    select list_id, ${kept}, status, created_at, confirmed_at, unsubscribed_at, frequency
    from subscriptions where subscriber_id = ${gone}
    on conflict (list_id, subscriber_id) do update
      set status = excluded.status, confirmed_at = excluded.confirmed_at,
        unsubscribed_at = excluded.unsubscribed_at, frequency = excluded.frequency
      where ${decidedAt('excluded')} > ${decidedAt('k')}`;
  await run(
    tx,
    'deleteMergedSubscriptions',
  )`delete from subscriptions where subscriber_id = ${gone}`;
  await run(tx, 'mergeConsents')`
    update consents set subscriber_id = ${kept} where subscriber_id = ${gone}`;
  await run(tx, 'mergeEmails')`
    update letters set subscriber_id = ${kept} where subscriber_id = ${gone}`;
  await run(tx, 'mergeWelcomes')`
    update digest_welcomes w set subscriber_id = ${kept} where subscriber_id = ${gone}
      and not exists (select from digest_welcomes k
        where k.digest_id = w.digest_id and k.subscriber_id = ${kept})`;
  await run(tx, 'moveFormerSubscribers')`
    update former_subscribers set subscriber_id = ${kept} where subscriber_id = ${gone}`;
  await run(tx, 'insertFormerSubscriber')`
    insert into former_subscribers (id, subscriber_id) values (${gone}, ${kept})`;
  await rememberAddress(tx, gone);
  await run(tx, 'mergeProfiles')`
    with other as (delete from subscribers where id = ${gone} returning *)
    update subscribers k
    set name = coalesce(k.name, o.name), language = coalesce(k.language, o.language),
      timezone = coalesce(k.timezone, o.timezone), attributes = (
        select coalesce(jsonb_object_agg(name, value), '{}') from (
          select 0 as turn, name, value from jsonb_each(k.attributes) as own(name, value)
          union all
          select 1, name, value from jsonb_each(o.attributes) as other(name, value)
          where not k.attributes ? name
          order by turn, name limit ${mostAttributes}) as together),
      paused_until = greatest(k.paused_until, o.paused_until), updated_at = now()
    from other o where k.id = ${kept}`;
}

const IdRow = z.strictObject({ id: bigint });

/** The person who now has this number, or had it before a merge. */
export async function selectPresentId(db: Queryable, id: number): Promise<number> {
  const row = await maybeRow(db, 'selectPresentId', IdRow)`
    select subscriber_id as id from former_subscribers where id = ${id}`;
  return row?.id ?? id;
}

/** Locks the person who has this number, or had it before a merge, be it one that commits now. */
export async function lockPresentSubscriber(
  tx: Queryable,
  id: number,
): Promise<SubscriberRow | null> {
  for (let before = -1; ; ) {
    const present = await selectPresentId(tx, id);
    const subscriber = await lockSubscriber(tx, present);
    // Gone while we waited, and nobody else has the number: erased.
    if (subscriber || present === before) return subscriber;
    before = present;
  }
}

/** When the person last said yes or no; who only asked has not decided. */
function decidedAt(table: 'k' | 'excluded') {
  const column = (name: string) => sql.raw(`${table}.${name}`);
  return sql`case ${column('status')} when 'confirmed' then ${column('confirmed_at')}
    when 'unsubscribed' then ${column('unsubscribed_at')} else '-infinity' end`;
}
