// The SQL of suppressions.

import { desc, eq, lt, sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { subscribers, suppressions } from '../../db/schema/audience.ts';
import type { SuppressionReason } from './schema.ts';

export type SuppressionRow = typeof suppressions.$inferSelect;

/** Adds one, or leaves the one that is there; returns what then holds for the address. */
export async function ensureSuppression(
  db: Queryable,
  values: { address: string; reason: SuppressionReason; detail: string | null },
): Promise<SuppressionRow> {
  const [row] = await db
    .insert(suppressions)
    .values(values)
    .onConflictDoUpdate({
      target: suppressions.address,
      set: { reason: sql`${suppressions.reason}` },
    })
    .returning();
  if (!row) throw new Error('An upsert gave no row');
  return row;
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

/** Locks the row. */
export async function lockSuppression(tx: Queryable, id: number): Promise<SuppressionRow | null> {
  const [row] = await tx.select().from(suppressions).where(eq(suppressions.id, id)).for('update');
  return row ?? null;
}

export async function deleteSuppression(tx: Queryable, id: number): Promise<void> {
  await tx.delete(suppressions).where(eq(suppressions.id, id));
}

export async function forgetBounces(tx: Queryable, address: string): Promise<void> {
  await tx.update(subscribers).set({ transientBounces: 0 }).where(eq(subscribers.email, address));
}
