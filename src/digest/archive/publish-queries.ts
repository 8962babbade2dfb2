// The SQL of corrections: which revision stands, and another one put in its place.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { maybeRow, run } from '../../db/statement.ts';
import { isCalled, standing } from '../mailed-queries.ts';

const NewestRow = z.strictObject({ newest: z.number() });

/**
 * Makes corrections of one digest, and its plans, stand in line until the end of the transaction, as
 * a statement of its own: who waited must see what the other wrote. Null if there is no such digest.
 */
export async function lockForPublishing(
  tx: Queryable,
  id: string,
): Promise<{ newest: number } | null> {
  return maybeRow(tx, 'lockForPublishing', NewestRow)`
    select revision as newest from digests where id = ${id} for no key update`;
}

const RevisionRow = z.strictObject({ revision: z.number() });

/** The revision on its page; null if there is none. */
export async function selectStanding(tx: Queryable, id: string): Promise<number | null> {
  const row = await maybeRow(tx, 'selectStanding', RevisionRow)`
    select p.revision from ${standing(isCalled, sql`d.id = ${id}`)} p`;
  return row?.revision ?? null;
}

/** Once per revision: another note takes the place, and the date, of the first; the same changes nothing. */
export async function upsertCorrection(
  tx: Queryable,
  correction: { digestId: string; revision: number; note: string; createdBy: string },
): Promise<void> {
  const { digestId, revision, note, createdBy } = correction;
  await run(tx, 'upsertCorrection')`
    insert into corrections as c (digest_id, revision, note, created_by)
    values (${digestId}, ${revision}, ${note}, ${createdBy})
    on conflict (digest_id, revision) do update
      set note = excluded.note, created_at = now(), created_by = excluded.created_by
      where c.note is distinct from excluded.note`;
}
