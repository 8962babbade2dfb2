// The SQL of imports: the upload's chunks, their progress and their report.

import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Queryable } from '../../../db/client.ts';
import { importChunks, importRejections, imports } from '../../../db/schema/imports.ts';
import { run } from '../../../db/statement.ts';
import type { SubscriptionStatus } from '../../fields.ts';
import type { Rejection } from './row.ts';

export type ImportEntry = typeof imports.$inferSelect;

export async function insertImport(db: Queryable, id: string, options: object): Promise<void> {
  await db.insert(imports).values({ id, status: 'uploading', options: { ...options } });
}

export async function selectImport(db: Queryable, id: string): Promise<ImportEntry | null> {
  const [row] = await db.select().from(imports).where(eq(imports.id, id));
  return row ?? null;
}

export async function insertChunk(
  db: Queryable,
  chunk: { importId: string; n: number; firstRow: number; body: string },
): Promise<void> {
  await db.insert(importChunks).values(chunk);
}

/** The upload is whole: from here on chunks are taken in. Without any, the import is done. */
export async function startRunning(
  db: Queryable,
  id: string,
  options: object,
  chunks: number,
): Promise<void> {
  const status = chunks > 0 ? 'running' : 'done';
  await db
    .update(imports)
    .set({
      options: { ...options },
      chunks,
      status,
      progressedAt: sql`now()`,
      finishedAt: chunks > 0 ? null : sql`now()`,
    })
    .where(and(eq(imports.id, id), eq(imports.status, 'uploading')));
}

export async function failImport(tx: Queryable, id: string, error: string): Promise<void> {
  await tx.delete(importChunks).where(eq(importChunks.importId, id));
  await tx
    .update(imports)
    .set({ status: 'failed', error, finishedAt: sql`now()` })
    .where(eq(imports.id, id));
}

/**
 * Locks a running import, so that its chunks are taken in one after the other and a later row of
 * the file wins. Null if it is not running, or if another worker is at it.
 */
export async function lockRunningImport(tx: Queryable, id: string): Promise<ImportEntry | null> {
  const [row] = await tx
    .select()
    .from(imports)
    .where(and(eq(imports.id, id), eq(imports.status, 'running')))
    .for('update', { skipLocked: true });
  return row ?? null;
}

/** The first chunk that is left, by primary key; null if there is none. */
export async function selectNextChunkNumber(
  tx: Queryable,
  importId: string,
): Promise<number | null> {
  const [row] = await tx
    .select({ n: importChunks.n })
    .from(importChunks)
    .where(eq(importChunks.importId, importId))
    .orderBy(asc(importChunks.n))
    .limit(1);
  return row?.n ?? null;
}

export async function selectChunk(db: Queryable, importId: string, n: number) {
  const [row] = await db
    .select()
    .from(importChunks)
    .where(and(eq(importChunks.importId, importId), eq(importChunks.n, n)));
  return row ?? null;
}

export interface ChunkCounts {
  processed: number;
  created: number;
  updated: number;
  rejected: number;
  /** Of those that were taken in. */
  states: Record<SubscriptionStatus, number>;
}

/**
 * Ends a chunk: its report, its counts, and the chunk itself, in one go. True if it was the last. Only
 * the last waits for the disk: rows and progress are lost together or not at all, and a chunk that
 * is lost with a power cut is taken in again.
 */
export async function finishChunk(
  tx: Queryable,
  chunk: { importId: string; n: number; isLast: boolean },
  counts: ChunkCounts,
  rejections: readonly Rejection[],
): Promise<boolean> {
  const { importId, n, isLast } = chunk;
  const [states] = await Promise.all([
    tx
      .update(imports)
      .set({
        processed: sql`processed + ${counts.processed}`,
        created: sql`created + ${counts.created}`,
        updated: sql`updated + ${counts.updated}`,
        rejected: sql`rejected + ${counts.rejected}`,
        confirmed: sql`confirmed + ${counts.states.confirmed}`,
        pending: sql`pending + ${counts.states.pending}`,
        unsubscribed: sql`unsubscribed + ${counts.states.unsubscribed}`,
        progressedAt: sql`now()`,
        ...(isLast ? { status: 'done', finishedAt: sql`now()` } : {}),
      })
      .where(eq(imports.id, importId))
      .returning({ status: imports.status }),
    tx.delete(importChunks).where(and(eq(importChunks.importId, importId), eq(importChunks.n, n))),
    insertRejections(tx, importId, rejections),
    isLast
      ? null
      : run(tx, 'commitUnhurried')`select set_config('synchronous_commit', 'off', true)`,
  ]);
  return states[0]?.status === 'done';
}

async function insertRejections(
  tx: Queryable,
  importId: string,
  rejections: readonly Rejection[],
): Promise<void> {
  if (rejections.length === 0) return;
  await run(tx, 'insertRejections')`
    insert into import_rejections (import_id, row, email, reason)
    select ${importId}, row, email, reason
    from json_to_recordset(${JSON.stringify(rejections)}::json)
      as e(row int, email text, reason text)`;
}

/** In the order of the file, after `row`; by primary key. */
export function selectRejections(db: Queryable, importId: string, after: number, limit: number) {
  return db
    .select()
    .from(importRejections)
    .where(and(eq(importRejections.importId, importId), gt(importRejections.row, after)))
    .orderBy(asc(importRejections.row))
    .limit(limit);
}
