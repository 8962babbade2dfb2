// Whom a send did not reach, in SQL: by outcome and reason; and its batches in one row of colours.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { allRows } from '../../db/statement.ts';

const ProblemRow = z.strictObject({
  outcome: z.enum(['rejected', 'unknown', 'skipped']),
  /** Resend's name of a refusal, or why somebody was skipped; empty if nobody said. */
  reason: z.string(),
  people: z.number(),
});
export type ProblemRow = z.infer<typeof ProblemRow>;

/** One pass over the send's batches by primary key; only those that skipped somebody are taken apart. */
export async function readProblemRows(db: Database, sendId: string): Promise<ProblemRow[]> {
  return allRows(db, 'readProblemRows', ProblemRow)`
    select outcome, reason, sum(people)::int as people from (
      select state as outcome, coalesce(error->>'name', '') as reason,
        cardinality(subscriber_ids) as people
      from batches where send_id = ${sendId} and state in ('rejected', 'unknown')
      union all
      select 'skipped', coalesce(m.entry->>'reason', ''), 1
      from batches b, jsonb_array_elements(b.skipped) m(entry)
      where b.send_id = ${sendId} and b.skipped is not null) p
    group by outcome, reason having sum(people) > 0
    order by outcome, people desc, reason`;
}

const CellRow = z.strictObject({
  state: z.enum(['ready', 'claimed', 'accepted', 'rejected', 'unknown', 'cancelled']),
  people: z.number(),
});
export type CellRow = z.infer<typeof CellRow>;

/**
 * The batches in their order, so many neighbours together that there are at most `most`. The worst state
 * of a cell is shown, for a red one must not be lost among a hundred others; open ones come next.
 */
export async function readCells(db: Database, sendId: string, most: number): Promise<CellRow[]> {
  const worst = sql`array_position(array['rejected', 'unknown', 'claimed', 'ready', 'cancelled', 'accepted'], state)`;
  return allRows(db, 'readCells', CellRow)`
    with whole as (
      select n, state, cardinality(subscriber_ids) as people,
        ntile(${most}::int) over (order by n) as cell
      from batches where send_id = ${sendId} and state <> 'split')
    select (array_agg(state order by ${worst}))[1] as state, sum(people)::int as people
    from whole group by cell order by cell`;
}
