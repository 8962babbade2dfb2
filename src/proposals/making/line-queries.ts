// The SQL of proposals in lists: each with what tells it from the others, without what was made.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { proposals } from '../../db/schema/proposals.ts';
import { allRows } from '../../db/statement.ts';

export const ProposalLine = z.strictObject({
  id: z.uuid(),
  status: z.enum(proposals.status.enumValues),
  language: z.string(),
  list: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  digestId: z.uuid().nullable(),
  headline: z.string().nullable(),
  url: z.string(),
  sources: z.int(),
  done: z.int(),
});
export type ProposalLine = z.infer<typeof ProposalLine>;

/** Given `proposals p`. */
const columns = sql`p.id, p.status, p.language, p.digest_id as "digestId",
  (select l.slug from lists l where l.id = p.list_id) as list,
  (select a.title from proposal_sections x
    join proposal_sources s on s.proposal_id = x.proposal_id and s.n = x.source
    join articles a on a.id = s.article_id
    where x.proposal_id = p.id order by x.n limit 1) as headline,
  (select s.url from proposal_sources s where s.proposal_id = p.id order by s.n limit 1) as url,
  (select count(*)::int from proposal_sources s where s.proposal_id = p.id) as sources,
  (select count(*)::int from proposal_sources s
    where s.proposal_id = p.id and s.state <> 'waiting') as done,
  ${isoTime(sql`p.created_at`)} as "createdAt", ${isoTime(sql`p.finished_at`)} as "finishedAt"`;

/**
 * Newest first, before that one: by primary key, whose ids are times. Of 100,000 a page of 200 takes 2 ms; without
 * an index of their own the two of a rare list or status take 14.
 */
export function selectProposalLines(
  db: Queryable,
  { status, listId }: { status: string | undefined; listId: number | null },
  before: string | null,
  limit: number,
): Promise<ProposalLine[]> {
  return allRows(db, 'listProposals', ProposalLine)`
    select ${columns} from proposals p
    where (${before}::uuid is null or p.id < ${before}::uuid)
      and (${status ?? null}::text is null or p.status = ${status ?? null})
      and (${listId}::int is null or p.list_id = ${listId}::int)
    order by p.id desc limit ${limit}`;
}

/** Those of the last days that no digest was made of, newest first. Index `proposals_created`. */
export function selectOpenProposals(
  db: Queryable,
  { days, limit }: { days: number; limit: number },
): Promise<ProposalLine[]> {
  return allRows(db, 'selectOpenProposals', ProposalLine)`
    select ${columns} from proposals p
    where p.digest_id is null and p.created_at > now() - make_interval(days => ${days}::int)
    order by p.created_at desc limit ${limit}`;
}
