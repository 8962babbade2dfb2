// The SQL of what was asked about digests that are not on their way yet.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { allRows } from '../../db/statement.ts';
import { rowLinkMinutes } from '../../transactional/row-link.ts';

const OpenRow = z.strictObject({
  digestId: z.string(),
  headline: z.string(),
  to: z.string(),
  answer: z.enum(['yes', 'no']).nullable(),
  comment: z.string(),
  /** When it was answered, else when it was asked. */
  at: z.string(),
});
export type OpenRow = z.infer<typeof OpenRow>;

/**
 * Of the newest hundred, by primary key (UUIDv7), those that hold still: the digest is as it was when
 * somebody was asked, and in no send. Indexes `digests_pkey` and `sends_digest`.
 */
export async function selectOpen(db: Queryable, limit: number): Promise<OpenRow[]> {
  return allRows(db, 'listOpenApprovals', OpenRow)`
    select a.digest_id as "digestId", d.content->>'headline' as headline, a.address as "to", a.answer,
      a.comment, ${isoTime(sql`coalesce(a.answered_at, a.created_at)`)} as at
    from (select * from approvals order by id desc limit 100) a join digests d on d.id = a.digest_id
    where a.revision = d.revision
      and (a.answer is not null or a.created_at >= now() - make_interval(mins => ${rowLinkMinutes.approval}))
      and not exists (select from sends s where s.digest_id = d.id and s.status <> 'cancelled')
    order by coalesce(a.answered_at, a.created_at) desc limit ${limit}`;
}
