// Unknown batches in SQL: which send to ask about, whom they were for, what was found.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../../db/client.ts';
import { allRows, maybeRow, run } from '../../db/statement.ts';
import { frozenAddress } from '../address-queries.ts';

const UnreconciledSend = z.strictObject({
  id: z.string(),
  /** Of the frozen mail. */
  subject: z.string(),
  /** Where the last tick stopped reading; null at the start of a pass. */
  after: z.string().nullable(),
  /** No mail of these batches can be older (milliseconds). */
  oldest: z.number(),
});
export type UnreconciledSend = z.infer<typeof UnreconciledSend>;

/**
 * The send to ask Resend about next: one whose pass is under way, or with batches that became
 * unknown since the last one; otherwise again every six hours. For two weeks. Sends are few.
 */
export async function findUnreconciled(db: Database): Promise<UnreconciledSend | null> {
  return maybeRow(db, 'findUnreconciled', UnreconciledSend)`
    select s.id, s.mail->'mail'->>'subject' as subject, s.reconcile_after as after,
      extract(epoch from u.first_called_at - interval '5 minutes')::float8 * 1000 as oldest
    from sends s, lateral (
      select min(first_called_at) as first_called_at, max(settled_at) as settled_at
      from batches where send_id = s.id and state = 'unknown') u
    where s.created_at > now() - interval '14 days' and u.settled_at is not null
      and u.first_called_at is not null
      and (s.reconcile_after is not null
        or s.reconciled_at is null or s.reconciled_at < u.settled_at
        or s.reconciled_at < now() - interval '6 hours')
    order by s.reconcile_after is null, s.reconciled_at nulls first, s.created_at limit 1`;
}

const UnknownBatch = z.strictObject({
  n: z.number(),
  subscriberIds: z.array(z.number()),
  /** The address of each as it was at the first call; '' for the erased. */
  emails: z.array(z.string()),
  /** Milliseconds. */
  firstCalledAt: z.number(),
});
export type UnknownBatch = z.infer<typeof UnknownBatch>;

export async function readUnknownBatches(db: Database, sendId: string): Promise<UnknownBatch[]> {
  return allRows(db, 'readUnknownBatches', UnknownBatch)`
    select b.n, to_json(b.subscriber_ids) as "subscriberIds",
      extract(epoch from b.first_called_at)::float8 * 1000 as "firstCalledAt", (
        select json_agg(${frozenAddress(sql`member.id`, sql`b.frozen_at`, sql`s.email`)}
          order by member.position)
        from unnest(b.subscriber_ids) with ordinality member(id, position)
        left join subscribers s on s.id = member.id) as emails
    from batches b
    where b.send_id = ${sendId} and b.state = 'unknown' and cardinality(b.subscriber_ids) > 0
    order by b.n limit 1000`;
}

/** The batch was accepted after all. `ids` in the order of its mails, null where none was seen. */
export async function settleFound(
  db: Database,
  sendId: string,
  n: number,
  ids: readonly (string | null)[],
): Promise<void> {
  const list = `{${ids.map((id) => id ?? 'NULL').join(',')}}`;
  await run(db, 'settleFound')`
    update batches set state = 'accepted', provider_ids = ${list}::uuid[],
      error = jsonb_build_object('name', 'found_at_provider', 'was', error)
    where send_id = ${sendId} and n = ${n} and state = 'unknown'`;
}

/** Where the next tick goes on; null when the list was read to its end. */
export async function recordProgress(
  db: Database,
  sendId: string,
  after: string | null,
): Promise<void> {
  await run(db, 'recordReconciled')`
    update sends set reconcile_after = ${after},
      reconciled_at = case when ${after}::text is null then now() else reconciled_at end
    where id = ${sendId}`;
}
