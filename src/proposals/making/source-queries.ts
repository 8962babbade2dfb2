// The SQL of a proposal's sources: what is to be read, and what was.

import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { articles, proposalSources, proposals } from '../../db/schema/proposals.ts';
import { allRows, run } from '../../db/statement.ts';
import type { Article } from '../articles/read-article.ts';
import type { Told } from '../stories/told.ts';
import type { Trouble } from '../trouble.ts';

export type SourceRow = typeof proposalSources.$inferSelect;
export type ArticleRow = typeof articles.$inferSelect;

export interface NewSource {
  url: string;
  givenTitle: string | null;
  givenText: string | null;
}

/** In the order in which they were given, each with its article. */
export async function selectSources(db: Queryable, proposalId: string) {
  return await db
    .select({ source: proposalSources, article: articles })
    .from(proposalSources)
    .leftJoin(articles, eq(articles.id, proposalSources.articleId))
    .where(eq(proposalSources.proposalId, proposalId))
    .orderBy(asc(proposalSources.n));
}

const Claimed = z.strictObject({
  n: z.int(),
  url: z.string(),
  givenTitle: z.string().nullable(),
  givenText: z.string().nullable(),
  /** What robots.txt forbids is not read. */
  byRule: z.boolean(),
});
export type ClaimedSource = z.infer<typeof Claimed>;

/**
 * Takes sources that nobody is reading: a few new ones at once, or one alone that was begun before and never
 * ended, for it may be what ends whoever reads it. Each try counts before it begins.
 */
export async function claimSources(
  db: Queryable,
  proposalId: string,
  { atOnce, tries }: { atOnce: number; tries: number },
): Promise<ClaimedSource[]> {
  return allRows(db, 'claimSources', Claimed)`
    with free as (
      select n, tries from proposal_sources
      where proposal_id = ${proposalId} and state = 'waiting' and tries < ${tries}
        and (claimed_at is null or claimed_at < now() - interval '30 seconds')
      order by tries, n limit ${atOnce} for update skip locked),
    taken as (
      select n from free where tries = 0
      union
      select n from (select n from free where not exists (select from free where tries = 0)
        order by n limit 1) again)
    update proposal_sources s set tries = s.tries + 1, claimed_at = now()
    from taken where s.proposal_id = ${proposalId} and s.n = taken.n
    returning s.n, s.url, s.given_title as "givenTitle", s.given_text as "givenText",
      (select by_rule from proposals where id = ${proposalId}) as "byRule"`;
}

/** Sources whose every try broke off are given up. */
export async function giveUpSources(
  db: Queryable,
  proposalId: string,
  tries: number,
  why: Trouble,
): Promise<void> {
  await run(db, 'giveUpSources')`
    update proposal_sources set state = 'failed', why = ${JSON.stringify(why)}::jsonb
    where proposal_id = ${proposalId} and state = 'waiting' and tries >= ${tries}
      and claimed_at < now() - interval '30 seconds'`;
}

export async function countWaiting(db: Queryable, proposalId: string): Promise<number> {
  return db.$count(
    proposalSources,
    and(eq(proposalSources.proposalId, proposalId), eq(proposalSources.state, 'waiting')),
  );
}

/** Keeps what was read of a source, unless somebody else has read it meanwhile. */
export async function keepArticle(
  tx: Queryable,
  source: { proposalId: string; n: number },
  article: Article & { id: string },
  warnings: readonly Trouble[],
): Promise<void> {
  await tx.insert(articles).values(article);
  const kept = await tx
    .update(proposalSources)
    .set({ state: 'read', articleId: article.id, warnings, givenText: null, claimedAt: null })
    .where(waiting(source))
    .returning({ n: proposalSources.n });
  if (kept.length === 0) await tx.delete(articles).where(eq(articles.id, article.id));
}

export async function keepTrouble(
  db: Queryable,
  source: { proposalId: string; n: number },
  state: 'thin' | 'failed',
  why: Trouble,
): Promise<void> {
  await db.update(proposalSources).set({ state, why, claimedAt: null }).where(waiting(source));
}

function waiting({ proposalId, n }: { proposalId: string; n: number }) {
  return and(
    eq(proposalSources.proposalId, proposalId),
    eq(proposalSources.n, n),
    eq(proposalSources.state, 'waiting'),
  );
}

/** A source that failed waits again, as it is given now, and so does its proposal; false if it did not fail. */
export async function reopenSource(
  tx: Queryable,
  { proposalId, n }: { proposalId: string; n: number },
  given: NewSource,
): Promise<boolean> {
  const fresh = {
    state: 'waiting',
    why: null,
    warnings: [],
    tries: 0,
    claimedAt: null,
    comparedAt: null,
  } as const;
  const opened = await tx
    .update(proposalSources)
    .set({ ...given, ...fresh })
    .where(
      and(
        eq(proposalSources.proposalId, proposalId),
        eq(proposalSources.n, n),
        inArray(proposalSources.state, ['failed', 'thin']),
      ),
    )
    .returning({ n: proposalSources.n });
  if (opened.length === 0) return false;
  await reopenProposal(tx, proposalId);
  return true;
}

/** A source that its list was told gets its section all the same, and its proposal goes on. */
export async function retellSource(
  tx: Queryable,
  { proposalId, n }: { proposalId: string; n: number },
  told: Told,
  warnings: readonly Trouble[],
): Promise<void> {
  await tx
    .update(proposalSources)
    .set({ state: 'read', why: null, told, warnings })
    .where(and(eq(proposalSources.proposalId, proposalId), eq(proposalSources.n, n)));
  await reopenProposal(tx, proposalId);
}

async function reopenProposal(tx: Queryable, id: string): Promise<void> {
  await tx
    .update(proposals)
    .set({ status: 'reading', writingTries: 0, finishedAt: null, progressedAt: sql`now()` })
    .where(eq(proposals.id, id));
}

/** What writing found out about sources that were read. */
export async function updateSource(
  tx: Queryable,
  { proposalId, n }: { proposalId: string; n: number },
  facts: {
    state: 'read' | 'copy' | 'failed';
    why: Trouble | null;
    copyOf: number | null;
    warnings: readonly Trouble[];
  },
): Promise<void> {
  await tx
    .update(proposalSources)
    .set(facts)
    .where(and(eq(proposalSources.proposalId, proposalId), eq(proposalSources.n, n)));
}
