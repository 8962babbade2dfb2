// The SQL of proposals: begun, gone on with, ended and forgotten.

import { and, eq, inArray, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { lists } from '../../db/schema/audience.ts';
import { proposalSources, proposals } from '../../db/schema/proposals.ts';
import { allRows, run } from '../../db/statement.ts';
import type { NewSource } from './source-queries.ts';

export type ProposalRow = typeof proposals.$inferSelect & { list: string | null };

/** Once per id: false if a call that is repeated finds its own. */
export async function insertProposal(
  tx: Queryable,
  proposal: Pick<
    typeof proposals.$inferInsert,
    'id' | 'language' | 'listId' | 'createdBy' | 'mayAskModels' | 'byRule'
  >,
  sources: readonly NewSource[],
): Promise<boolean> {
  const rows = await tx
    .insert(proposals)
    .values(proposal)
    .onConflictDoNothing()
    .returning({ id: proposals.id });
  if (rows.length === 0) return false;
  await tx
    .insert(proposalSources)
    .values(sources.map((source, n) => ({ ...source, proposalId: proposal.id, n })));
  return true;
}

export async function selectProposal(db: Queryable, id: string): Promise<ProposalRow | null> {
  const [row] = await db
    .select({ proposal: proposals, list: lists.slug })
    .from(proposals)
    .leftJoin(lists, eq(lists.id, proposals.listId))
    .where(eq(proposals.id, id));
  return row ? { ...row.proposal, list: row.list } : null;
}

/** Holds the row until the end of the transaction: what is written is written once. */
export async function lockProposal(tx: Queryable, id: string) {
  const [row] = await tx.select().from(proposals).where(eq(proposals.id, id)).for('update');
  return row ?? null;
}

export async function noteProgress(
  db: Queryable,
  id: string,
  status: 'reading' | 'writing',
): Promise<void> {
  await db
    .update(proposals)
    .set({ status, progressedAt: sql`now()` })
    .where(and(eq(proposals.id, id), inArray(proposals.status, ['reading', 'writing'])));
}

/** Counts that somebody begins to compare and to write, before they do. Null if that is over. */
export async function countWriting(db: Queryable, id: string): Promise<number | null> {
  const [row] = await db
    .update(proposals)
    .set({ writingTries: sql`${proposals.writingTries} + 1`, progressedAt: sql`now()` })
    .where(and(eq(proposals.id, id), inArray(proposals.status, ['reading', 'writing'])))
    .returning({ tries: proposals.writingTries });
  return row?.tries ?? null;
}

export async function finishProposal(
  tx: Queryable,
  id: string,
  status: 'ready' | 'failed',
): Promise<void> {
  await tx
    .update(proposals)
    .set({ status, finishedAt: sql`now()`, progressedAt: sql`now()` })
    .where(eq(proposals.id, id));
}

/** The proposal that this digest was made of; null for every other. Index `proposals_digest`. */
export async function selectProposalOf(db: Queryable, digestId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: proposals.id })
    .from(proposals)
    .where(eq(proposals.digestId, digestId));
  return row?.id ?? null;
}

export async function setDigest(tx: Queryable, id: string, digestId: string): Promise<void> {
  await tx.update(proposals).set({ digestId, digestedAt: sql`now()` }).where(eq(proposals.id, id));
}

/** With all that hangs on it: what it held is free. */
export async function deleteProposal(tx: Queryable, id: string): Promise<void> {
  await tx.delete(proposals).where(eq(proposals.id, id));
}

const IdRow = z.strictObject({ id: z.string() });

/** Under way, and nobody has gone on with it for half a minute: its message was lost. */
export async function selectForgottenProposals(db: Queryable): Promise<string[]> {
  const rows = await allRows(db, 'selectForgottenProposals', IdRow)`
    select id from proposals where status in ('reading', 'writing')
      and progressed_at < now() - interval '30 seconds' limit 500`;
  return rows.map(({ id }) => id);
}

/** Proposals of before, and articles that none of those left was made from. Index `proposals_created`. */
export async function deleteOldProposals(db: Queryable, days: number): Promise<void> {
  await run(db, 'deleteOldProposals')`
    delete from proposals where id in (
      select id from proposals where created_at < now() - make_interval(days => ${days}::int)
      order by created_at limit 500)`;
  await run(db, 'deleteSpareArticles')`
    delete from articles where id in (
      select a.id from articles a where a.read_at < now() - interval '1 day'
        and not exists (select from proposal_sources s where s.article_id = a.id)
      order by a.read_at limit 500)`;
}
