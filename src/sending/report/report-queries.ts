// What became of a send's recipients, derived on read from batches and deliveries.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { isPersonsClick } from '../../audience/segments/reaction-queries.ts';
import { intArray } from '../../db/arrays.ts';
import type { Database } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { sends } from '../../db/schema/sends.ts';
import { allRows, bigint, maybeRow, oneRow } from '../../db/statement.ts';

const RateRow = z.strictObject({ rate: z.number().nullable() });

/**
 * Recipients a second over the last minute, or since the first settle if that is shorter. Counts the
 * ids of that minute's batches alone: to count those of 10,000 takes 30 ms.
 */
export async function readRate(db: Database, sendId: string): Promise<number> {
  const row = await maybeRow(db, 'readRate', RateRow)`
    select coalesce((
        select sum(cardinality(subscriber_ids)) from batches
        where send_id = s.id and state = 'accepted' and settled_at > now() - interval '60 seconds'), 0)::float8
      / greatest(1, least(60, extract(epoch from now() - s.started_at)))::float8 as rate
    from sends s where s.id = ${sendId}`;
  return row?.rate ?? 0;
}

const WaitingPart = z.strictObject({ at: z.string(), recipients: z.number() });

/** What waits for a zone or a day of its own, by its moment, the first first. */
export async function readWaitingParts(
  db: Database,
  sendId: string,
): Promise<{ at: string; recipients: number }[]> {
  return allRows(db, 'readWaitingParts', WaitingPart)`
    select ${isoTime(sql`not_before`)} as at, sum(cardinality(subscriber_ids))::int as recipients
    from batches where send_id = ${sendId} and state = 'ready' and not_before > now()
    group by not_before order by not_before`;
}

const SilentRow = z.strictObject({ silent: z.boolean() });

/**
 * True if mail of this send was accepted more than an hour, but less than a week ago, and no event
 * of any mail has come since. The newest event is the end of an index, and the batches are read only
 * if that is an hour ago.
 */
export async function readSilence(db: Database, sendId: string): Promise<boolean> {
  const { silent } = await oneRow(db, 'readSilence', SilentRow)`
    with newest as materialized (select coalesce(max(received_at), '-infinity') as at from events)
    select exists (
      select from batches where send_id = ${sendId} and state = 'accepted'
        and settled_at between now() - interval '7 days' and now() - interval '1 hour'
        and settled_at > (select at from newest) and provider_ids <> '{}'
        and (select at from newest) < now() - interval '1 hour') as silent`;
  return silent;
}

const SendRow = z.strictObject({
  id: z.string(),
  digestId: z.string(),
  revision: z.number(),
  /** The newest of its digest. */
  newestRevision: z.number(),
  lists: z.array(z.string()),
  segment: z.unknown(),
  again: z.boolean(),
  warmUp: z.string().nullable(),
  createdBy: z.string().nullable(),
  status: z.enum(sends.status.enumValues),
  pauseReason: z.string().nullable(),
  resumesAt: z.string().nullable(),
  holdSeconds: z.number().nullable(),
  expectedRecipients: z.number().nullable(),
  foundRecipients: z.number().nullable(),
  scheduledAt: z.string().nullable(),
  timezone: z.string().nullable(),
  localTime: z.string().nullable(),
  fallbackTimezone: z.string().nullable(),
  templateState: z.string().nullable(),
  reconciledAt: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type SendRow = z.infer<typeof SendRow>;

const sendColumns = sql`s.id, s.digest_id as "digestId", s.revision, s.segment, s.again, s.warm_up as "warmUp",
  (select revision from digests where id = s.digest_id) as "newestRevision",
  s.created_by as "createdBy", s.status, s.timezone,
  s.local_time as "localTime", s.fallback_timezone as "fallbackTimezone",
  s.template_state as "templateState", ${isoTime(sql`s.reconciled_at`)} as "reconciledAt",
  s.pause_reason as "pauseReason", ${isoTime(sql`s.resume_at`)} as "resumesAt", s.hold_seconds as "holdSeconds",
  s.expected_recipients as "expectedRecipients", s.found_recipients as "foundRecipients",
  (select coalesce(json_agg(l.slug order by chosen.position), '[]')
    from unnest(s.list_ids) with ordinality chosen(id, position) join lists l using (id)) as lists,
  ${isoTime(sql`s.scheduled_at`)} as "scheduledAt", ${isoTime(sql`s.created_at`)} as "createdAt",
  ${isoTime(sql`s.started_at`)} as "startedAt", ${isoTime(sql`s.finished_at`)} as "finishedAt"`;

export async function readSendRow(db: Database, sendId: string): Promise<SendRow | null> {
  return maybeRow(db, 'readSendRow', SendRow)`
    select ${sendColumns} from sends s where s.id = ${sendId}`;
}

/** Newest first, after the send `after` if given; indexes on (created_at, id) and `sends_digest`. */
export async function listSendRows(
  db: Database,
  limit: number,
  after: string | null,
  digestId: string | null,
): Promise<SendRow[]> {
  return allRows(db, 'listSendRows', SendRow)`
    select ${sendColumns} from sends s
    where ${after === null ? sql`true` : sql`(s.created_at, s.id) < (select created_at, id from sends where id = ${after})`}
      and ${digestId === null ? sql`true` : sql`s.digest_id = ${digestId}`}
    order by s.created_at desc, s.id desc limit ${limit}`;
}

const LastSend = z.strictObject({ id: z.string(), startedAt: z.string(), recipients: z.number() });
export type LastSend = z.infer<typeof LastSend>;

/** The last send that began to any of these lists and was not called off; by `sends_created`, from its end. */
export async function readLastSend(
  db: Database,
  listIds: readonly number[],
): Promise<LastSend | null> {
  return maybeRow(db, 'readLastSend', LastSend)`
    select s.id, ${isoTime(sql`s.started_at`)} as "startedAt", s.recipients from sends s
    where s.list_ids && ${intArray(listIds)} and s.started_at is not null
      and s.status in ('sending', 'paused', 'sent')
    order by s.created_at desc, s.id desc limit 1`;
}

const RecipientRow = z.strictObject({
  batch: z.number(),
  position: z.number(),
  subscriberId: bigint,
  email: z.string().nullable(),
  outcome: z.string(),
  reason: z.string().nullable(),
  providerId: z.string().nullable(),
  delivery: z.string().nullable(),
  settledAt: z.string().nullable(),
});
export type RecipientRow = z.infer<typeof RecipientRow>;

const deliveryState = sql`case
  when d.complained_at is not null then 'complained' when d.bounced_at is not null then 'bounced'
  when d.suppressed_at is not null then 'suppressed' when d.failed_at is not null then 'failed'
  when ${isPersonsClick} then 'clicked' when d.opened_at is not null then 'opened'
  when d.delivered_at is not null then 'delivered' when d.delayed_at is not null then 'delayed'
  when d.sent_at is not null then 'sent' end`;

/** Recipients in mail order after (batch, position), those skipped behind the others of their batch. */
export async function listRecipientRows(
  db: Database,
  sendId: string,
  page: { limit: number; outcome: string | null; batch: number; position: number },
): Promise<RecipientRow[]> {
  return allRows(db, 'listRecipientRows', RecipientRow)`
    with members as (
      select b.n, m.position, m.id, b.settled_at,
        case b.state when 'ready' then 'pending' when 'claimed' then 'pending' else b.state end as outcome,
        b.error->>'name' as reason, b.provider_ids[m.position] as provider_id
      from batches b, unnest(b.subscriber_ids) with ordinality m(id, position)
      where b.send_id = ${sendId} and b.state <> 'split' and b.n >= ${page.batch}
      union all
      select b.n, 1000 + m.position, (m.entry->>'id')::bigint, b.settled_at, 'skipped', m.entry->>'reason', null
      from batches b, jsonb_array_elements(b.skipped) with ordinality m(entry, position)
      where b.send_id = ${sendId} and b.n >= ${page.batch}
    )
    select m.n as batch, m.position::int as position, m.id as "subscriberId", s.email, m.outcome,
      case when m.outcome = 'pending' or m.outcome = 'accepted' then null else m.reason end as reason,
      m.provider_id as "providerId", ${deliveryState} as delivery,
      ${isoTime(sql`m.settled_at`)} as "settledAt"
    from members m
    left join subscribers s on s.id = m.id
    left join deliveries d on d.send_id = ${sendId} and d.subscriber_id = m.id
    where (m.n, m.position) > (${page.batch}::int, ${page.position}::bigint)
      ${page.outcome === null ? sql`` : sql`and m.outcome = ${page.outcome}`}
    order by m.n, m.position limit ${page.limit}`;
}
