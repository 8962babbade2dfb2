// The SQL of suppressions moved by the file.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows, bigint, run } from '../../db/statement.ts';
import { SuppressionReason } from '../suppressions/schema.ts';
import type { IdRange } from './export-parts.ts';

const MovedSuppression = z.strictObject({
  id: bigint,
  email: z.string().nullable(),
  /** Of somebody who was erased. */
  hash: z.string().nullable(),
  reason: SuppressionReason,
  detail: z.string().nullable(),
  source: z.string().nullable(),
  createdAt: z.string(),
});
export type MovedSuppression = z.infer<typeof MovedSuppression>;

/** Behind the id `from`, up to `end` or all, oldest first; one range of the primary key. */
export async function selectSuppressionPage(
  db: Queryable,
  { from, end }: Omit<IdRange, 'listId'>,
  limit: number,
): Promise<MovedSuppression[]> {
  return allRows(db, 'selectSuppressionPage', MovedSuppression)`
    select id, address as email, case when address is null then address_hash end as hash,
      reason, detail, source_event as source,
      ${isoTime(sql`created_at`)} as "createdAt"
    from suppressions
    where id > ${from} and (${end}::bigint is null or id <= ${end}::bigint)
    order by id limit ${limit}`;
}

/** A row of a file. `source` and `createdAt` are null where it does not say. */
export type SuppressionRow = Omit<MovedSuppression, 'id' | 'createdAt'> & {
  createdAt: string | null;
};

const EmailRow = z.strictObject({ email: z.string() });

/** Of these addresses those of people who were erased here and have not come back; by two unique indexes. */
export async function selectForgotten(
  db: Queryable,
  known: readonly { email: string; hash: string }[],
): Promise<Set<string>> {
  const rows = await allRows(db, 'selectForgotten', EmailRow)`
    select e.email from json_to_recordset(${JSON.stringify(known)}::json) as e(email text, hash text)
    join suppressions h on h.address_hash = e.hash
    where not exists (select from subscribers p where p.email = e.email)`;
  return new Set(rows.map((row) => row.email));
}

/**
 * Adds them and gives how many were written. What is known of an address stays, except that a
 * complaint outweighs and that a mark out of a file of people gives way to what is known of it in
 * full. In the order of addresses, as all who write several.
 */
export async function insertAddresses(
  tx: Queryable,
  rows: readonly SuppressionRow[],
): Promise<number> {
  return run(tx, 'insertAddresses')`
    insert into suppressions as s (address, reason, detail, source_event, created_at)
    select distinct on (email) email, reason, detail, source, least("createdAt", now())
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as e(email text, reason text, detail text, source text, "createdAt" timestamptz)
    order by email, reason <> 'complaint'
    on conflict (address) do update set reason = excluded.reason, detail = excluded.detail,
        source_event = excluded.source_event, created_at = excluded.created_at
      where excluded.reason = 'complaint' and s.reason <> 'complaint'
        or excluded.reason = s.reason and s.source_event like 'import %'`;
}

/**
 * Adds hashes and gives how many were written. A reason that only the person could lift goes before
 * an erasure, from which they come back by the form.
 */
export async function insertHashes(
  tx: Queryable,
  rows: readonly SuppressionRow[],
): Promise<number> {
  return run(tx, 'insertHashes')`
    insert into suppressions as s (address_hash, reason, created_at)
    select distinct on (hash) hash, reason, least("createdAt", now())
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as e(hash text, reason text, "createdAt" timestamptz)
    order by hash, reason = 'erased'
    on conflict (address_hash) do update set reason = excluded.reason
      where s.reason = 'erased' and excluded.reason <> 'erased'`;
}
