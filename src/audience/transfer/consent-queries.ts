// The SQL of consent records as proof.

import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { allRows } from '../../db/rows.ts';
import type { IdRange } from './export-parts.ts';

export interface ConsentProof {
  id: number;
  at: string;
  email: string;
  list: string;
  action: 'requested' | 'confirmed' | 'unsubscribed';
  method: string;
  wording: string | null;
  document: string | null;
  network: string | null;
  sendId: string | null;
  importId: string | null;
}

/**
 * Records behind the id `from`, up to `end` or all, oldest first; one range of the primary key and
 * two probes each.
 */
export async function selectProofs(
  db: Queryable,
  { listId, from, end }: IdRange,
  limit: number,
): Promise<ConsentProof[]> {
  return allRows<ConsentProof>(
    await db.execute(sql`
      select c.id::float8 as id,
        to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
        s.email, l.slug as list, c.action, c.method, c.wording, c.document, c.network,
        c.send_id as "sendId", c.import_id as "importId"
      from consents c
      join subscribers s on s.id = c.subscriber_id
      join lists l on l.id = c.list_id
      where c.id > ${from} and (${end}::bigint is null or c.id <= ${end}::bigint)
        and (${listId}::int is null or c.list_id = ${listId}::int)
      order by c.id limit ${limit}`),
  );
}
