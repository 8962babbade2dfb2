// What a transaction with large sets asks of PostgreSQL's planner, until its end.

import type { Queryable } from './client.ts';
import { run } from './statement.ts';

/** Memory that keeps the sets and sorts of a million people off the disk. */
export async function sortInMemory(tx: Queryable): Promise<void> {
  await run(tx, 'sortInMemory')`set local work_mem = '64MB'`;
}

/** An index is used even where the table looks small because most of each row is stored apart (TOAST). */
export async function avoidScans(tx: Queryable): Promise<void> {
  await run(tx, 'avoidScans')`set local enable_seqscan = off`;
}

/** Sets whose size cannot be estimated, as of arrays of ids, are hashed: by nested loops it would take hours. */
export async function avoidNestedLoops(tx: Queryable): Promise<void> {
  await run(tx, 'avoidNestedLoops')`set local enable_nestloop = off`;
}
