// The readers' zones in SQL.

import { sql } from 'drizzle-orm';
import { intArray } from '../../db/arrays.ts';
import type { Database } from '../../db/client.ts';
import { allRows } from '../../db/rows.ts';

/** The distinct zones of everybody confirmed on these lists; null if some said none. */
export async function readAudienceZones(
  db: Database,
  listIds: readonly number[],
): Promise<(string | null)[]> {
  const rows = await db.execute(sql`
    select distinct s.timezone as zone
    from subscriptions c join subscribers s on s.id = c.subscriber_id
    where c.list_id = any(${intArray(listIds)}) and c.status = 'confirmed'`);
  return allRows<{ zone: string | null }>(rows).map(({ zone }) => zone);
}
