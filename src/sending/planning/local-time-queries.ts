// The readers' zones in SQL.

import * as z from 'zod';
import { intArray } from '../../db/arrays.ts';
import type { Database } from '../../db/client.ts';
import { allRows } from '../../db/statement.ts';

const ZoneRow = z.strictObject({ zone: z.string().nullable() });

/** The distinct zones of everybody confirmed on these lists; null if some said none. */
export async function readAudienceZones(
  db: Database,
  listIds: readonly number[],
): Promise<(string | null)[]> {
  const rows = await allRows(db, 'readAudienceZones', ZoneRow)`
    select distinct s.timezone as zone
    from subscriptions c join subscribers s on s.id = c.subscriber_id
    where c.list_id = any(${intArray(listIds)}) and c.status = 'confirmed'`;
  return rows.map(({ zone }) => zone);
}
