// The SQL of working copies.

import { desc, eq, lt, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { digests } from '../../db/schema/digests.ts';
import { workingCopies } from '../../db/schema/editing.ts';
import { allRows, run } from '../../db/statement.ts';

export type CopyRow = typeof workingCopies.$inferSelect;
export type CopyValues = Omit<CopyRow, 'version' | 'createdAt' | 'updatedAt'>;

export interface CopySummaryRow {
  id: string;
  headline: string;
  language: string;
  /** Of its digest, if there is one. */
  revision: number | null;
  changedAt: Date | null;
  updatedAt: Date;
}

/** The copy, and its digest at the newest revision; either may be missing. By primary keys. */
export async function selectCopy(
  db: Queryable,
  id: string,
): Promise<{ row: CopyRow | null; digest: { revision: number; content: unknown } | null }> {
  const [row] = await db.select().from(workingCopies).where(eq(workingCopies.id, id));
  const { revision, content } = digests;
  const [digest] = await db.select({ revision, content }).from(digests).where(eq(digests.id, id));
  return { row: row ?? null, digest: digest ?? null };
}

/**
 * Makes two writers of one copy stand in line, also where there is no row to lock yet: until the
 * transaction ends.
 */
export async function lockCopy(tx: Queryable, id: string): Promise<void> {
  await run(tx, 'lockCopy')`
    select pg_advisory_xact_lock(hashtextextended(${`working copy ${id}`}, 0))`;
}

/** Writes the copy and raises its version. Under `lockCopy`. */
export async function upsertCopy(tx: Queryable, values: CopyValues): Promise<void> {
  await tx
    .insert(workingCopies)
    .values(values)
    .onConflictDoUpdate({
      target: workingCopies.id,
      set: { ...values, version: sql`${workingCopies.version} + 1`, updatedAt: sql`now()` },
    });
}

/** It says now what this revision says. Its version stays: nothing of it changed. */
export async function markRevised(tx: Queryable, id: string, revision: number): Promise<void> {
  await tx
    .update(workingCopies)
    .set({ digestId: id, basedOn: revision, changedAt: null })
    .where(eq(workingCopies.id, id));
}

export async function removeCopy(tx: Queryable, id: string): Promise<void> {
  await tx.delete(workingCopies).where(eq(workingCopies.id, id));
}

/** Newest first, with the revision of the digest it is of. By the primary key: ids are UUIDv7. */
export async function selectCopies(
  db: Queryable,
  before: string | null,
  limit: number,
): Promise<CopySummaryRow[]> {
  return await db
    .select({
      id: workingCopies.id,
      headline: sql<string>`${workingCopies.fields}->>'headline'`,
      language: sql<string>`${workingCopies.fields}->>'language'`,
      revision: digests.revision,
      changedAt: workingCopies.changedAt,
      updatedAt: workingCopies.updatedAt,
    })
    .from(workingCopies)
    .leftJoin(digests, eq(digests.id, workingCopies.id))
    .where(before === null ? undefined : lt(workingCopies.id, before))
    .orderBy(desc(workingCopies.id))
    .limit(limit);
}

const IdRow = z.strictObject({ id: z.string() });

/**
 * Copies that have said something new for a quarter of an hour and can be a revision; not those whose
 * digest was revised beside them, which wait for an editor. Index `working_copies_changed`.
 */
export async function findUnkeptCopies(db: Queryable, limit: number): Promise<string[]> {
  const rows = await allRows(db, 'findUnkeptCopies', IdRow)`
    select c.id from working_copies c left join digests d on d.id = c.id
    where c.changed_at < now() - interval '15 minutes' and c.is_whole
      and c.based_on is not distinct from d.revision
    order by c.changed_at limit ${limit}`;
  return rows.map(({ id }) => id);
}
