// The SQL of keys.

import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { apiKeys } from '../../db/schema/access.ts';

export type KeyRow = typeof apiKeys.$inferSelect;
export type NewKey = typeof apiKeys.$inferInsert;

const isAlive = and(
  isNull(apiKeys.revokedAt),
  or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`)),
);

export async function insertKey(db: Queryable, key: NewKey): Promise<KeyRow> {
  const [row] = await db.insert(apiKeys).values(key).returning();
  if (row === undefined) throw new Error('An insert returned no row');
  return row;
}

/** The same text twice is the same key; a revoked one comes back to life. */
export async function upsertKeyByHash(db: Queryable, key: NewKey): Promise<void> {
  const set = { scopes: key.scopes, revokedAt: null, expiresAt: null };
  await db.insert(apiKeys).values(key).onConflictDoUpdate({ target: apiKeys.hash, set });
}

/** By the unique index on the hash; neither revoked nor expired, by the database's clock. */
export async function findKeyByHash(db: Queryable, hash: string) {
  const [row] = await db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      isTouchDue: sql<boolean>`coalesce(${apiKeys.lastUsedAt} < now() - interval '1 minute', true)`,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), isAlive));
  return row ?? null;
}

export async function touchKey(db: Queryable, id: string): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt: sql`now()` }).where(eq(apiKeys.id, id));
}

/** Ids are time-ordered (UUIDv7), so the primary key is the order of the list. */
export async function selectKeys(
  db: Queryable,
  before: string | null,
  limit: number,
): Promise<KeyRow[]> {
  return await db
    .select()
    .from(apiKeys)
    .where(and(isNull(apiKeys.revokedAt), before === null ? undefined : lt(apiKeys.id, before)))
    .orderBy(desc(apiKeys.id))
    .limit(limit);
}

/** True if the key was there and alive. The row stays: what it did names it. */
export async function markKeyRevoked(db: Queryable, id: string): Promise<boolean> {
  const rows = await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return rows.length > 0;
}
