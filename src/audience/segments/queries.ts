// The SQL of saved segments.

import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { segments } from '../../db/schema/audience.ts';
import { digests } from '../../db/schema/digests.ts';
import type { SegmentInput, SegmentPatch } from './schema.ts';

export type SegmentRow = typeof segments.$inferSelect;

/** Null if the name is taken. */
export async function insertSegment(
  db: Queryable,
  id: string,
  input: SegmentInput,
): Promise<SegmentRow | null> {
  const [row] = await db
    .insert(segments)
    .values({ id, ...input })
    .onConflictDoNothing({ target: segments.name })
    .returning();
  return row ?? null;
}

/** In order of creation (ids carry their time), after `afterId`; by primary key. */
export function selectSegments(
  db: Queryable,
  afterId: string | null,
  limit: number,
): Promise<SegmentRow[]> {
  return db
    .select()
    .from(segments)
    .where(afterId === null ? undefined : gt(segments.id, afterId))
    .orderBy(segments.id)
    .limit(limit);
}

export async function selectSegment(db: Queryable, id: string): Promise<SegmentRow | null> {
  const [row] = await db.select().from(segments).where(eq(segments.id, id));
  return row ?? null;
}

/** True if another segment has this name. */
export async function isNameTaken(db: Queryable, name: string, id: string): Promise<boolean> {
  const [row] = await db
    .select({ id: segments.id })
    .from(segments)
    .where(and(eq(segments.name, name), ne(segments.id, id)));
  return row !== undefined;
}

export async function updateSegment(
  db: Queryable,
  id: string,
  patch: SegmentPatch,
): Promise<SegmentRow | null> {
  const [row] = await db
    .update(segments)
    .set({ ...patch, updatedAt: sql`now()` })
    .where(eq(segments.id, id))
    .returning();
  return row ?? null;
}

/** False if there was none. */
export async function deleteSegmentById(db: Queryable, id: string): Promise<boolean> {
  const rows = await db.delete(segments).where(eq(segments.id, id)).returning({ id: segments.id });
  return rows.length > 0;
}

/** Those of the ids that are digests. */
export async function selectKnownDigests(db: Queryable, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: digests.id })
    .from(digests)
    .where(inArray(digests.id, [...ids]));
  return rows.map((row) => row.id);
}
