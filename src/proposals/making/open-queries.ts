// The SQL of the proposals that wait for somebody.

import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { proposals } from '../../db/schema/proposals.ts';
import { allRows } from '../../db/statement.ts';

const OpenProposal = z.strictObject({
  id: z.string(),
  status: z.enum(['reading', 'writing', 'ready', 'failed']),
  /** Of its first article; null before there is a section. */
  headline: z.string().nullable(),
  /** The address that was given first. */
  url: z.string(),
  language: z.string(),
  sources: z.int(),
  /** So many of them are not waiting any more. */
  done: z.int(),
  createdAt: z.string(),
});
export type OpenProposal = z.infer<typeof OpenProposal>;

/** Those of the last days that no digest was made of, newest first. Index `proposals_created`. */
export function selectOpenProposals(
  db: Queryable,
  { days, limit }: { days: number; limit: number },
): Promise<OpenProposal[]> {
  return allRows(db, 'selectOpenProposals', OpenProposal)`
    select proposals.id, proposals.status, proposals.language,
      (select a.title from proposal_sections x
        join proposal_sources s on s.proposal_id = x.proposal_id and s.n = x.source
        join articles a on a.id = s.article_id
        where x.proposal_id = proposals.id order by x.n limit 1) as headline,
      (select s.url from proposal_sources s where s.proposal_id = proposals.id order by s.n limit 1) as url,
      (select count(*)::int from proposal_sources s where s.proposal_id = proposals.id) as sources,
      (select count(*)::int from proposal_sources s
        where s.proposal_id = proposals.id and s.state <> 'waiting') as done,
      ${isoTime(proposals.createdAt)} as "createdAt"
    from proposals
    where proposals.digest_id is null
      and proposals.created_at > now() - make_interval(days => ${days}::int)
    order by proposals.created_at desc limit ${limit}`;
}
