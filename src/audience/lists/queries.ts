// The SQL of lists.

import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { listRemovals, lists } from '../../db/schema/audience.ts';
import { sends } from '../../db/schema/sends.ts';
import { activeSendStates } from '../../db/schema/states.ts';
import type { ListInput, ListPatch } from './schema.ts';

export type ListRow = typeof lists.$inferSelect;

/** Null if the slug is taken. */
export async function insertList(db: Queryable, input: ListInput): Promise<ListRow | null> {
  const [row] = await db
    .insert(lists)
    .values(input)
    .onConflictDoNothing({ target: lists.slug })
    .returning();
  return row ?? null;
}

/** In order of creation, after the list `afterId`; by primary key. */
export function selectLists(db: Queryable, afterId: number, limit: number): Promise<ListRow[]> {
  return db.select().from(lists).where(gt(lists.id, afterId)).orderBy(asc(lists.id)).limit(limit);
}

/** Those of the slugs that exist, in order of creation. */
export async function selectListsBySlug(
  db: Queryable,
  slugs: readonly string[],
): Promise<ListRow[]> {
  if (slugs.length === 0) return [];
  return db
    .select()
    .from(lists)
    .where(inArray(lists.slug, [...slugs]))
    .orderBy(asc(lists.id));
}

/** Those of the ids that exist, in order of creation. */
export async function selectListsById(db: Queryable, ids: readonly number[]): Promise<ListRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(lists)
    .where(inArray(lists.id, [...ids]))
    .orderBy(asc(lists.id));
}

/** All lists, in order of creation. */
export function selectAllLists(db: Queryable): Promise<ListRow[]> {
  return db.select().from(lists).orderBy(asc(lists.id));
}

/** All public lists, the default one (the oldest) first. */
export function selectPublicLists(db: Queryable): Promise<ListRow[]> {
  return db.select().from(lists).where(eq(lists.visibility, 'public')).orderBy(asc(lists.id));
}

export async function updateList(
  db: Queryable,
  slug: string,
  patch: ListPatch,
): Promise<ListRow | null> {
  const [row] = await db
    .update(lists)
    .set({ ...patch, updatedAt: sql`now()` })
    .where(eq(lists.slug, slug))
    .returning();
  return row ?? null;
}

/** Locks the list against a second removal and against changes. */
export async function lockList(tx: Queryable, slug: string): Promise<ListRow | null> {
  const [row] = await tx.select().from(lists).where(eq(lists.slug, slug)).for('update');
  return row ?? null;
}

/** True if a send that is not over was made to this list; reads the small index `sends_active`. */
export async function hasActiveSend(db: Queryable, listId: number): Promise<boolean> {
  const active = inArray(sends.status, [...activeSendStates]);
  const [row] = await db
    .select({ id: sends.id })
    .from(sends)
    .where(and(active, sql`${listId} = any(${sends.listIds})`))
    .limit(1);
  return row !== undefined;
}

/** The list is gone for everyone; its subscriptions and consent records are left to a job (removal.ts). */
export async function deleteListRow(tx: Queryable, id: number): Promise<void> {
  await tx.insert(listRemovals).values({ listId: id });
  await tx.delete(lists).where(eq(lists.id, id));
}
