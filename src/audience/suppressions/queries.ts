// The SQL of suppressions.

import { desc, eq, lt, sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { suppressions } from '../../db/schema.ts';
import type { SuppressionReason } from './schema.ts';

export type SuppressionRow = typeof suppressions.$inferSelect;

export interface NewSuppression {
  address: string;
  addressHash: string;
  reason: SuppressionReason;
  detail: string | null;
  sourceEvent: string | null;
}

/**
 * Adds or aggravates; a graver reason stays, so that events may come twice and in any order. Each
 * hash once in `rows`. In the order of the hashes: two folds at once cannot deadlock.
 */
export async function upsertSuppressions(
  tx: Queryable,
  rows: readonly NewSuppression[],
): Promise<void> {
  await tx.execute(sql`
    insert into suppressions as s (address, address_hash, reason, detail, source_event)
    select address, "addressHash", reason, detail, "sourceEvent"
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(
      address text, "addressHash" text, reason text, detail text, "sourceEvent" text)
    order by "addressHash"
    on conflict (address_hash) do update
      set address = excluded.address, reason = excluded.reason, detail = excluded.detail,
          source_event = excluded.source_event
      where array_position(${gravity}, excluded.reason) > array_position(${gravity}, s.reason)`);
}

const gravity = sql`array['manual', 'erased', 'provider', 'bounce', 'complaint']`;

/** Ends every subscription of these addresses, with a consent record each. */
export async function unsubscribeAddresses(
  tx: Queryable,
  addresses: readonly string[],
  method: string,
): Promise<void> {
  await tx.execute(sql`
    with gone as (
      update subscriptions s set status = 'unsubscribed', unsubscribed_at = now()
      from subscribers p
      where p.email in ${[...addresses]} and s.subscriber_id = p.id and s.status <> 'unsubscribed'
      returning s.subscriber_id, s.list_id)
    insert into consents (subscriber_id, list_id, action, method)
    select subscriber_id, list_id, 'unsubscribed', ${method} from gone`);
}

/** Newest first, before the id `beforeId`; by primary key. */
export function selectSuppressions(
  db: Queryable,
  beforeId: number,
  limit: number,
): Promise<SuppressionRow[]> {
  return db
    .select()
    .from(suppressions)
    .where(lt(suppressions.id, beforeId))
    .orderBy(desc(suppressions.id))
    .limit(limit);
}

export async function selectSuppressionByHash(
  db: Queryable,
  addressHash: string,
): Promise<SuppressionRow | null> {
  const [row] = await db
    .select()
    .from(suppressions)
    .where(eq(suppressions.addressHash, addressHash));
  return row ?? null;
}

/** Locks the row. */
export async function lockSuppression(tx: Queryable, id: number): Promise<SuppressionRow | null> {
  const [row] = await tx.select().from(suppressions).where(eq(suppressions.id, id)).for('update');
  return row ?? null;
}

export async function deleteSuppression(tx: Queryable, id: number): Promise<void> {
  await tx.delete(suppressions).where(eq(suppressions.id, id));
}
