// The SQL of testers: a few rows, read whole.

import { asc, eq } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { testers } from '../../db/schema/editing.ts';

export async function selectTesters(db: Queryable) {
  const { id, address, createdAt } = testers;
  return await db.select({ id, address, createdAt }).from(testers).orderBy(asc(address));
}

export async function insertTester(
  db: Queryable,
  tester: { id: string; address: string; createdBy: string },
): Promise<void> {
  await db.insert(testers).values(tester).onConflictDoNothing();
}

/** False if there is none. */
export async function deleteTester(db: Queryable, id: string): Promise<boolean> {
  const rows = await db.delete(testers).where(eq(testers.id, id)).returning({ id: testers.id });
  return rows.length === 1;
}
