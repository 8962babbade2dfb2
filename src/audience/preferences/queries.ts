// The SQL of what people change about themselves, and of their unsubscribing.

import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { run } from '../../db/statement.ts';
import type { Frequency } from '../fields.ts';
import type { ConsentSource } from '../queries.ts';

/** A press at this moment; written more than so many seconds later, it is late. */
export interface Pressed {
  at: Date;
  onTimeSeconds: number;
}

/**
 * Leaves one list: the subscription, its consent record and, if a mail is named, the attribution,
 * all or nothing in one statement. The attribution is an upsert on (send, subscriber), as the row
 * may not be born yet; only a click that changed something counts. A press that is late counts as of
 * its moment, and not against a later yes: a confirmation stands in the subscription, a request or an
 * undo in the consents alone (index `consents_subscriber`). Needs the subscriber locked by the caller.
 */
export async function unsubscribeFrom(
  tx: Queryable,
  by: {
    subscriberId: number;
    listId: number;
    source: ConsentSource;
    /** Null: now. */
    pressed: Pressed | null;
  },
): Promise<void> {
  const { subscriberId, listId, source, pressed } = by;
  const sendId = source.sendId ?? null;
  const pressedAt = sql`${pressed?.at.toISOString() ?? null}::timestamptz`;
  const isOnTime = sql`coalesce(
    now() <= ${pressedAt} + make_interval(secs => ${pressed?.onTimeSeconds ?? 0}), true)`;
  const at = sql`case when ${isOnTime} then now() else ${pressedAt} end`;
  await run(tx, 'unsubscribeFrom')`
    with gone as (
      update subscriptions k set status = 'unsubscribed', unsubscribed_at = ${at}
      where list_id = ${listId} and subscriber_id = ${subscriberId} and status <> 'unsubscribed'
        and (${isOnTime}
          or (coalesce(confirmed_at, '-infinity') <= ${pressedAt}
            and not exists (
              select from consents c
              where c.subscriber_id = k.subscriber_id and c.list_id = k.list_id
                and c.action <> 'unsubscribed' and c.at > ${pressedAt})))
      returning list_id),
    attributed as (
      insert into deliveries as d (send_id, subscriber_id, unsubscribed_at)
      select ${sendId}::uuid, ${subscriberId}::bigint, ${at} from gone
      where ${sendId}::uuid is not null
      on conflict (send_id, subscriber_id)
        do update set unsubscribed_at = least(d.unsubscribed_at, excluded.unsubscribed_at))
    insert into consents (subscriber_id, list_id, action, method, wording, network, send_id, at)
    select ${subscriberId}, list_id, 'unsubscribed', ${source.method}, ${source.wording ?? null},
      ${source.network ?? null}, ${sendId}::uuid, ${at}
    from gone`;
}

/**
 * Takes back an unsubscribe of the last hour, as if it had not been: the state before, the attribution,
 * and a consent record that says so. A press of `pressedAt` may still be on its way here: then the
 * record alone is written, once, and the press will find it. False if there is nothing to take back,
 * or if the address must not be mailed.
 */
export async function rejoinList(
  db: Queryable,
  rejoining: {
    subscriberId: number;
    listId: number;
    source: ConsentSource;
    pressedAt: Date | null;
  },
): Promise<boolean> {
  const { subscriberId, listId, source } = rejoining;
  const sendId = source.sendId ?? null;
  const late = rejoining.pressedAt?.toISOString() ?? null;
  const noted = await run(db, 'rejoinList')`
    with back as (
      update subscriptions k set status = 'confirmed', unsubscribed_at = null
      where list_id = ${listId} and subscriber_id = ${subscriberId} and status = 'unsubscribed'
        and confirmed_at is not null and unsubscribed_at > now() - interval '1 hour'
        and not exists (
          select from suppressions x join subscribers p on p.email = x.address
          where p.id = ${subscriberId})
      returning list_id),
    attributed as (
      update deliveries set unsubscribed_at = null
      where send_id = ${sendId}::uuid and subscriber_id = ${subscriberId}
        and exists (select from back)),
    stayed as (
      select list_id from subscriptions k
      where list_id = ${listId} and subscriber_id = ${subscriberId} and status = 'confirmed'
        and not exists (
          select from consents c
          where c.subscriber_id = k.subscriber_id and c.list_id = k.list_id
            and c.action = 'confirmed' and c.at > ${late}::timestamptz)
        and ${late}::timestamptz is not null)
    insert into consents (subscriber_id, list_id, action, method, network, send_id)
    select ${subscriberId}, list_id, 'confirmed', ${source.method}, ${source.network ?? null},
      ${sendId}::uuid
    from (select list_id from back union all select list_id from stayed) yes`;
  return noted > 0;
}

/** Sets how often the person gets these lists; what stays as it was is not written. */
export async function updateFrequencies(
  tx: Queryable,
  subscriberId: number,
  choices: readonly { listId: number; frequency: Frequency }[],
): Promise<void> {
  if (choices.length === 0) return;
  await run(tx, 'updateFrequencies')`
    update subscriptions k set frequency = nullif(e.frequency, 'every')
    from json_to_recordset(${JSON.stringify(choices)}::json) as e("listId" int, frequency text)
    where k.list_id = e."listId" and k.subscriber_id = ${subscriberId}
      and k.frequency is distinct from nullif(e.frequency, 'every')`;
}
