// The accounting equation of a send: its recipients by what became of them.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../db/client.ts';
import { maybeRow } from '../db/statement.ts';

const SendCounts = z.strictObject({
  recipients: z.number(),
  pending: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  skipped: z.number(),
  unknown: z.number(),
  cancelled: z.number(),
});
export type SendCounts = z.infer<typeof SendCounts>;

const outcomeSums = sql`
  coalesce(sum(size) filter (where state in ('ready', 'claimed')), 0)::int as pending,
  coalesce(sum(size) filter (where state = 'accepted'), 0)::int as accepted,
  coalesce(sum(size) filter (where state = 'rejected'), 0)::int as rejected,
  coalesce(sum(size) filter (where state = 'unknown'), 0)::int as unknown,
  coalesce(sum(size) filter (where state = 'cancelled'), 0)::int as cancelled,
  coalesce(sum(left_out), 0)::int as skipped`;

const sized = (sendId: string): SQL => sql`
  select state, cardinality(subscriber_ids) as size, settled_at,
    coalesce(jsonb_array_length(skipped), 0) as left_out
  from batches where send_id = ${sendId}`;

/** One pass over the send's batches by primary key: 10,000 rows at a million recipients. */
export async function readCounts(db: Queryable, sendId: string): Promise<SendCounts | null> {
  return maybeRow(db, 'readCounts', SendCounts)`
    select s.recipients, t.* from sends s,
      lateral (select ${outcomeSums} from (${sized(sendId)}) b) t
    where s.id = ${sendId}`;
}
