// Webhook events in SQL: each function is one set-based statement, ordered by key.

import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../db/client.ts';
import { allRows } from '../db/rows.ts';
import type { FeedbackEvent } from '../resend/feedback.ts';
import type { DeliveryMoment } from './feedback.ts';

/** One recipient's moments (ISO 8601), as a batch of events says them. */
export type DeliveryFold = { sendId: string; subscriberId: number } & {
  [moment in DeliveryMoment | 'lastClickedAt']?: string;
};

/** Transient bounces in a row after which an address is given up. */
const transientBouncesBeforeSuppression = 5;

/** Writes the log; gives the ids that were new. */
export async function logEvents(
  tx: Queryable,
  events: readonly FeedbackEvent[],
): Promise<string[]> {
  if (events.length === 0) return [];
  const entries = events.map((event) => ({
    id: event.id,
    kind: event.kind,
    send_id: event.sendId,
    subscriber_id: event.subscriberId,
    at: event.at.toISOString(),
    detail: event.detail,
  }));
  const rows = await tx.execute(sql`
    insert into events (id, kind, send_id, subscriber_id, at, detail)
    select distinct on (id) id, kind, send_id, subscriber_id, at, detail
    from json_to_recordset(${JSON.stringify(entries)}::json)
      as e(id text, kind text, send_id uuid, subscriber_id bigint, at timestamptz, detail jsonb)
    order by id
    on conflict (id) do nothing returning id`);
  return allRows<{ id: string }>(rows).map(({ id }) => id);
}

const moments = [
  'sent_at',
  'delivered_at',
  'delayed_at',
  'bounced_at',
  'complained_at',
  'opened_at',
  'clicked_at',
  'scanned_at',
  'failed_at',
  'suppressed_at',
] as const;

/**
 * Earliest moment wins, per column; of clicks the latest is kept, too. `least` and `greatest` pass
 * over nulls. A row is only written if something gets earlier, or the last click later, so a
 * repeated event costs no write. Rows come sorted by key.
 */
export async function upsertDeliveries(
  tx: Queryable,
  folds: readonly DeliveryFold[],
): Promise<void> {
  if (folds.length === 0) return;
  const all = [...moments, 'last_clicked_at'];
  const columns = sql.raw(all.join(', '));
  const types = sql.raw(all.map((moment) => `${moment} timestamptz`).join(', '));
  const merged = sql.raw(
    [
      ...moments.map((moment) => `${moment} = least(d.${moment}, excluded.${moment})`),
      'last_clicked_at = greatest(d.last_clicked_at, excluded.last_clicked_at)',
    ].join(', '),
  );
  const isNews = (column: string, test: string) =>
    `(excluded.${column} is not null and (d.${column} is null or excluded.${column} ${test} d.${column}))`;
  const changes = sql.raw(
    [...moments.map((moment) => isNews(moment, '<')), isNews('last_clicked_at', '>')].join(' or '),
  );
  const rows = folds.map(({ sendId, subscriberId, ...rest }) => ({
    send_id: sendId,
    subscriber_id: subscriberId,
    ...Object.fromEntries(
      Object.entries(rest).map(([name, at]) => [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        at,
      ]),
    ),
  }));
  await tx.execute(sql`
    insert into deliveries as d (send_id, subscriber_id, ${columns})
    select send_id, subscriber_id, ${columns} from json_to_recordset(${JSON.stringify(rows)}::json)
      as e(send_id uuid, subscriber_id bigint, ${types})
    on conflict (send_id, subscriber_id) do update set ${merged} where ${changes}`);
}

/**
 * Adds suppressions; the first reason stays, except that a complaint outweighs a bounce. Only for
 * addresses that somebody has: an event that comes after an erasure must not store what was
 * forgotten, and there is nobody left to mail.
 */
export async function suppressAddresses(
  tx: Queryable,
  suppressions: readonly { address: string; reason: string; sourceEvent: string }[],
): Promise<void> {
  if (suppressions.length === 0) return;
  await tx.execute(sql`
    insert into suppressions as s (address, reason, source_event)
    select address, reason, "sourceEvent" from json_to_recordset(${JSON.stringify(suppressions)}::json)
      as e(address text, reason text, "sourceEvent" text)
    where exists (select from subscribers p where p.email = e.address)
    on conflict (address) do update set reason = excluded.reason, source_event = excluded.source_event
      where excluded.reason = 'complaint' and s.reason <> 'complaint'`);
}

/** A complaint ends every subscription of the person, with a consent record each. */
export async function unsubscribeEverywhere(
  tx: Queryable,
  complainers: readonly { subscriberId: number; sendId: string | null }[],
): Promise<void> {
  if (complainers.length === 0) return;
  await tx.execute(sql`
    with left_lists as (
      update subscriptions c set status = 'unsubscribed', unsubscribed_at = now()
      from json_to_recordset(${JSON.stringify(complainers)}::json)
        as e("subscriberId" bigint, "sendId" uuid)
      where c.subscriber_id = e."subscriberId" and c.status <> 'unsubscribed'
      returning c.subscriber_id, c.list_id, e."sendId" as send_id)
    insert into consents (subscriber_id, list_id, action, method, send_id)
    select subscriber_id, list_id, 'unsubscribed', 'complaint', send_id from left_lists`);
}

/** Counts transient bounces in a row and suppresses the address at the fifth. */
export async function recordBounceRuns(
  tx: Queryable,
  runs: readonly { subscriberId: number; bounces: number; delivered: boolean }[],
): Promise<void> {
  const changing: SQL = sql`(r.bounces > 0 or s.transient_bounces > 0)`;
  if (runs.length === 0) return;
  await tx.execute(sql`
    with counted as (
      update subscribers s set transient_bounces = case when r.delivered then 0
        else least(1000, s.transient_bounces + r.bounces) end
      from json_to_recordset(${JSON.stringify(runs)}::json)
        as r("subscriberId" bigint, bounces int, delivered boolean)
      where s.id = r."subscriberId" and ${changing}
      returning s.email, s.transient_bounces)
    insert into suppressions (address, reason, detail)
    select email, 'bounce', 'transient bounces in a row' from counted
    where transient_bounces >= ${transientBouncesBeforeSuppression}
    on conflict (address) do nothing`);
}
