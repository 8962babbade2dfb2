// The SQL of proposals: what is to be read, what was read, and what was written of it.

import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { lists } from '../../db/schema/audience.ts';
import {
  articles,
  proposalSections,
  proposalSources,
  proposals,
} from '../../db/schema/proposals.ts';
import { allRows, run } from '../../db/statement.ts';
import type { Article } from '../articles/read-article.ts';
import type { Trouble } from '../articles/trouble.ts';
import type { SectionText, StoredSection } from '../writing/section.ts';
import type { GivenSource } from './schema.ts';

export type ProposalRow = typeof proposals.$inferSelect & { list: string | null };
export type SourceRow = typeof proposalSources.$inferSelect;
export type ArticleRow = typeof articles.$inferSelect;

export interface NewSource {
  url: string;
  givenTitle: string | null;
  givenText: string | null;
}

/** As it is kept: an address to read, or one with its text. */
export function givenSource(source: GivenSource): NewSource {
  return typeof source === 'string'
    ? { url: source, givenTitle: null, givenText: null }
    : { url: source.url, givenTitle: source.title, givenText: source.text };
}

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
  await tx
    .update(proposals)
    .set({ status: 'reading', finishedAt: null, progressedAt: sql`now()` })
    .where(eq(proposals.id, proposalId));
  return true;
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

export async function insertSection(
  tx: Queryable,
  proposalId: string,
  section: StoredSection,
): Promise<void> {
  await tx.insert(proposalSections).values({ ...section, proposalId });
}

/** Sections from this place on stand one place further. Twice, so that no two have one number in between. */
export async function makeRoom(tx: Queryable, proposalId: string, n: number): Promise<void> {
  await run(tx, 'liftSections')`
    update proposal_sections set n = n + 1000 where proposal_id = ${proposalId} and n >= ${n}`;
  await run(tx, 'lowerSections')`
    update proposal_sections set n = n - 999 where proposal_id = ${proposalId} and n >= 1000`;
}

export async function updateSection(
  tx: Queryable,
  { proposalId, n }: { proposalId: string; n: number },
  text: SectionText,
): Promise<void> {
  await tx
    .update(proposalSections)
    .set(text)
    .where(and(eq(proposalSections.proposalId, proposalId), eq(proposalSections.n, n)));
}

export async function selectSections(db: Queryable, proposalId: string) {
  return await db
    .select()
    .from(proposalSections)
    .where(eq(proposalSections.proposalId, proposalId))
    .orderBy(asc(proposalSections.n));
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
