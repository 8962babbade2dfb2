// The SQL of consent records as proof.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { consents } from '../../db/schema/audience.ts';
import { allRows, bigint } from '../../db/statement.ts';
import type { IdRange } from './export-parts.ts';

const ConsentProof = z.strictObject({
  id: bigint,
  at: z.string(),
  email: z.string(),
  list: z.string(),
  action: z.enum(consents.action.enumValues),
  method: z.string(),
  wording: z.string().nullable(),
  document: z.string().nullable(),
  network: z.string().nullable(),
  sendId: z.string().nullable(),
  importId: z.string().nullable(),
});
export type ConsentProof = z.infer<typeof ConsentProof>;

/**
 * Records behind the id `from`, up to `end` or all, oldest first; one range of the primary key and
 * two probes each.
 */
export async function selectProofs(
  db: Queryable,
  { listId, from, end }: IdRange,
  limit: number,
): Promise<ConsentProof[]> {
  return allRows(db, 'selectProofs', ConsentProof)`
    select c.id, ${isoTime(sql`c.at`)} as at, s.email, l.slug as list, c.action, c.method, c.wording, c.document, c.network,
      c.send_id as "sendId", c.import_id as "importId"
    from consents c
    join subscribers s on s.id = c.subscriber_id
    join lists l on l.id = c.list_id
    where c.id > ${from} and (${end}::bigint is null or c.id <= ${end}::bigint)
      and (${listId}::int is null or c.list_id = ${listId}::int)
    order by c.id limit ${limit}`;
}
