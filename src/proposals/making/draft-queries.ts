// The SQL of drafts: what models are to write of a proposal's articles, and what they have written.

import { and, eq, isNull } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { proposalDrafts } from '../../db/schema/models.ts';
import { proposalSources } from '../../db/schema/proposals.ts';
import { allRows, run } from '../../db/statement.ts';
import { readTroubles, type Trouble } from '../trouble.ts';
import { SectionText } from '../writing/section.ts';

/** Of one source: what was drafted of another article of it before is forgotten. */
export async function planDraft(
  db: Queryable,
  proposalId: string,
  { source, articleId }: { source: number; articleId: string },
): Promise<void> {
  await run(db, 'planDraft')`
    insert into proposal_drafts (proposal_id, source, article_id)
    values (${proposalId}, ${source}, ${articleId})
    on conflict (proposal_id, source) do update
      set article_id = excluded.article_id, tries = 0, claimed_at = null, finished_at = null
      where proposal_drafts.article_id <> excluded.article_id`;
}

const Claimed = z.strictObject({ source: z.int() });

/**
 * Takes a few drafts that nobody is at, for so many seconds: whoever dies with them is followed by another
 * then. Each try counts before it begins.
 */
export async function claimDrafts(
  db: Queryable,
  proposalId: string,
  { atOnce, tries, seconds }: { atOnce: number; tries: number; seconds: number },
): Promise<number[]> {
  const rows = await allRows(db, 'claimDrafts', Claimed)`
    with free as (
      select source from proposal_drafts
      where proposal_id = ${proposalId} and finished_at is null and tries < ${tries}
        and (claimed_at is null or claimed_at < now() - make_interval(secs => ${seconds}))
      order by source limit ${atOnce} for update skip locked)
    update proposal_drafts d set tries = d.tries + 1, claimed_at = now()
    from free where d.proposal_id = ${proposalId} and d.source = free.source
    returning d.source`;
  return rows.map(({ source }) => source);
}

/** Drafts whose every try broke off: they go, and the embedded default writes in their place. */
export async function giveUpDrafts(
  db: Queryable,
  proposalId: string,
  { tries, seconds }: { tries: number; seconds: number },
): Promise<number[]> {
  const rows = await allRows(db, 'giveUpDrafts', Claimed)`
    select source from proposal_drafts
    where proposal_id = ${proposalId} and finished_at is null and tries >= ${tries}
      and claimed_at < now() - make_interval(secs => ${seconds})`;
  return rows.map(({ source }) => source);
}

/** Keeps what was written, unless somebody else has kept theirs meanwhile. */
export async function keepDraft(
  db: Queryable,
  { proposalId, source }: { proposalId: string; source: number },
  { text, warnings }: { text: SectionText | null; warnings: readonly Trouble[] },
): Promise<void> {
  await run(db, 'keepDraft')`
    update proposal_drafts set finished_at = now(), text = ${text && JSON.stringify(text)}::jsonb,
      warnings = ${JSON.stringify(warnings)}::jsonb
    where proposal_id = ${proposalId} and source = ${source} and finished_at is null`;
}

/** Those that are finished. */
export async function selectDrafts(db: Queryable, proposalId: string) {
  const rows = await db
    .select()
    .from(proposalDrafts)
    .where(eq(proposalDrafts.proposalId, proposalId));
  return rows.flatMap(({ source, articleId, text, warnings, finishedAt }) =>
    finishedAt === null
      ? []
      : [
          {
            source,
            articleId,
            text: SectionText.nullable().parse(text),
            warnings: readTroubles(warnings),
          },
        ],
  );
}

export async function countOpenDrafts(db: Queryable, proposalId: string): Promise<number> {
  return db.$count(
    proposalDrafts,
    and(eq(proposalDrafts.proposalId, proposalId), isNull(proposalDrafts.finishedAt)),
  );
}

export async function deleteDrafts(tx: Queryable, proposalId: string): Promise<void> {
  await tx.delete(proposalDrafts).where(eq(proposalDrafts.proposalId, proposalId));
}

/** What an editor should know of a source whose section was made again. */
export async function updateWarnings(
  tx: Queryable,
  { proposalId, n }: { proposalId: string; n: number },
  warnings: readonly Trouble[],
): Promise<void> {
  await tx
    .update(proposalSources)
    .set({ warnings })
    .where(and(eq(proposalSources.proposalId, proposalId), eq(proposalSources.n, n)));
}
