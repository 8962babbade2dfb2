// The SQL of people and their subscriptions that every way into the audience shares.

import { and, asc, eq, or, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { EmailAddress } from '../base/email-address.ts';
import type { Queryable } from '../db/client.ts';
import { lists, subscribers, subscriptions, suppressions } from '../db/schema/audience.ts';
import { allRows, run } from '../db/statement.ts';
import type { Frequency, SubscriptionStatus } from './fields.ts';

export type SubscriberRow = typeof subscribers.$inferSelect;
export type SuppressionReason = (typeof suppressions.$inferSelect)['reason'];

/** Where a change of consent came from; becomes its record. */
export interface ConsentSource {
  /** The way it came: form, confirm-link, one-click, page, mailto, preferences, api, import, complaint. */
  method: string;
  wording?: string | null;
  /** The version of the privacy notice. */
  document?: string | null;
  network?: string | null;
  sendId?: string | null;
}

export interface Membership {
  listId: number;
  slug: string;
  name: string;
  description: string | null;
  visibility: 'public' | 'private';
  status: SubscriptionStatus;
  createdAt: Date;
  confirmedAt: Date | null;
  unsubscribedAt: Date | null;
  frequency: Frequency;
  /** What the list offers. */
  frequencies: Frequency[];
  /** Whose days the list shows; null: the house's. */
  timezone: string | null;
}

export async function selectSubscriber(db: Queryable, id: number): Promise<SubscriberRow | null> {
  const [row] = await db.select().from(subscribers).where(eq(subscribers.id, id));
  return row ?? null;
}

/** Locks the person's row: changes of one person stand in line. */
export async function lockSubscriber(tx: Queryable, id: number): Promise<SubscriberRow | null> {
  const [row] = await tx.select().from(subscribers).where(eq(subscribers.id, id)).for('update');
  return row ?? null;
}

/**
 * Keeps the address that the person has now for batches under way, before it changes or goes. Needs
 * the subscriber locked by the caller: in that order the rows are numbered, and are read back.
 */
export async function rememberAddress(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'rememberAddress')`
    insert into address_history (subscriber_id, email)
    select id, email from subscribers where id = ${id}`;
}

export async function selectSubscriberByEmail(
  db: Queryable,
  email: EmailAddress,
): Promise<SubscriberRow | null> {
  const [row] = await db.select().from(subscribers).where(eq(subscribers.email, email));
  return row ?? null;
}

/** The person's subscriptions in any state, by list; index `subscriptions_subscriber`. */
export function selectMemberships(db: Queryable, subscriberId: number): Promise<Membership[]> {
  return db
    .select({
      listId: lists.id,
      slug: lists.slug,
      name: lists.name,
      description: lists.description,
      visibility: lists.visibility,
      status: subscriptions.status,
      createdAt: subscriptions.createdAt,
      confirmedAt: subscriptions.confirmedAt,
      unsubscribedAt: subscriptions.unsubscribedAt,
      frequency: sql<Frequency>`coalesce(${subscriptions.frequency}, 'every')`,
      frequencies: lists.frequencies,
      timezone: lists.timezone,
    })
    .from(subscriptions)
    .innerJoin(lists, eq(lists.id, subscriptions.listId))
    .where(eq(subscriptions.subscriberId, subscriberId))
    .orderBy(asc(lists.id));
}

/** Why the address must not be mailed, or null; see `selectSuppressionRow`. */
export async function selectSuppression(
  db: Queryable,
  person: { email: string; addressHash: string },
): Promise<SuppressionReason | null> {
  return (await selectSuppressionRow(db, person))?.reason ?? null;
}

/**
 * What keeps mail from the address, if anything; `erased` only if there is nothing else. Two unique
 * indexes, for the plain address and for what is left of an erased person.
 */
export async function selectSuppressionRow(
  db: Queryable,
  person: { email: string; addressHash: string },
): Promise<typeof suppressions.$inferSelect | null> {
  const [row] = await db
    .select()
    .from(suppressions)
    .where(
      or(eq(suppressions.address, person.email), eq(suppressions.addressHash, person.addressHash)),
    )
    .orderBy(sql`${suppressions.reason} = 'erased'`)
    .limit(1);
  return row ?? null;
}

/** Takes back an erasure, and only that: the person came back by their own will. */
export async function deleteErasure(tx: Queryable, addressHash: string): Promise<void> {
  await tx
    .delete(suppressions)
    .where(and(eq(suppressions.addressHash, addressHash), eq(suppressions.reason, 'erased')));
}

const ListIdRow = z.strictObject({ listId: z.number() });

/**
 * Brings the person's subscriptions to `status` and writes one consent record for each that really
 * changed; returns their list ids. The arrows: nothing → any; pending → confirmed; any →
 * unsubscribed; unsubscribed → confirmed only as `revives` says, where a date means "left before
 * it". Nothing falls back to pending.
 */
export async function changeSubscriptions(
  tx: Queryable,
  change: {
    subscriberId: number;
    listIds: readonly number[];
    status: SubscriptionStatus;
    revives: 'never' | 'always' | Date;
    source: ConsentSource;
  },
): Promise<number[]> {
  if (change.listIds.length === 0) return [];
  const { source, status } = change;
  const action = status === 'pending' ? 'requested' : status;
  const rows = await allRows(tx, 'changeSubscriptions', ListIdRow)`
    with changed as (
      insert into subscriptions as s
        (list_id, subscriber_id, status, confirmed_at, unsubscribed_at)
      select id, ${change.subscriberId}, ${status},
        case when ${status} = 'confirmed' then now() end,
        case when ${status} = 'unsubscribed' then now() end
      from lists where id in ${[...change.listIds]}
      on conflict (list_id, subscriber_id) do update
        set status = excluded.status,
            confirmed_at = coalesce(excluded.confirmed_at, s.confirmed_at),
            unsubscribed_at = coalesce(excluded.unsubscribed_at, s.unsubscribed_at)
        where ${mayMove(status, change.revives)}
      returning list_id)
    insert into consents
      (subscriber_id, list_id, action, method, wording, document, network, send_id)
    select ${change.subscriberId}, list_id, ${action}, ${source.method}, ${source.wording ?? null},
      ${source.document ?? null}, ${source.network ?? null}, ${source.sendId ?? null}::uuid
    from changed order by list_id
    returning list_id as "listId"`;
  return rows.map((row) => row.listId);
}

function mayMove(status: SubscriptionStatus, revives: 'never' | 'always' | Date): SQL {
  if (status === 'unsubscribed') return sql`s.status <> 'unsubscribed'`;
  if (status === 'pending') return sql`false`;
  if (revives === 'never') return sql`s.status = 'pending'`;
  if (revives === 'always') return sql`s.status <> 'confirmed'`;
  return sql`s.status = 'pending'
    or (s.status = 'unsubscribed' and s.unsubscribed_at < ${revives.toISOString()}::timestamptz)`;
}

/** Whom a plan takes, given `subscribers s`: neither suppressed nor pausing. */
export const isMailable = sql`((s.paused_until is null or s.paused_until <= now())
  and not exists (select from suppressions x where x.address = s.email))`;
