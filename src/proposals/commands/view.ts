// A proposal as it is shown: its sources, its sections with their evidence, and the two meters.

import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { selectProposal } from '../making/queries.ts';
import { selectSections } from '../making/section-queries.ts';
import { type ArticleRow, type SourceRow, selectSources } from '../making/source-queries.ts';
import { sumCalls } from '../models/queries.ts';
import { splitSentences } from '../points/sentences.ts';
import { Told } from '../stories/told.ts';
import { explainTrouble, readTroubles, Trouble } from '../trouble.ts';
import { measureAmount } from '../writing/amount.ts';
import type { StoredPoint } from '../writing/evidence.ts';
import { StoredSection } from '../writing/section.ts';
import type { ProposalView } from './schema.ts';

/** A section beside the article it sums up, and the articles that repeat that one. */
export interface WholeSection extends StoredSection {
  article: ArticleRow;
  /** Of its source, as they are kept. */
  warnings: unknown;
  also: ArticleRow[];
  /** What the list has had of its story: then it goes on. */
  continues: Told | null;
}

/** Throws `not_found`. */
export async function readProposal(db: Database, id: string): Promise<ProposalView> {
  const proposal = await selectProposal(db, id);
  if (!proposal) throw new AppError('not_found', 'There is no proposal with this id.');
  const [sources, sections, usage] = await Promise.all([
    selectSources(db, id),
    readSections(db, id),
    sumCalls(db, id),
  ]);
  const points = sections.flatMap((section) => section.points);
  return {
    id,
    status: proposal.status,
    language: proposal.language,
    list: proposal.list,
    createdAt: proposal.createdAt.toISOString(),
    finishedAt: proposal.finishedAt?.toISOString() ?? null,
    digestId: proposal.digestId,
    headline: sections[0]?.article.title ?? null,
    sources: sources.map(viewSource),
    sections: sections.map(viewSection),
    conclusion: proposeConclusion(sections),
    toReview: listProposed(sections),
    grounded: {
      points: points.length,
      grounded: points.filter(({ isGrounded }) => isGrounded).length,
    },
    usage,
  };
}

/** An article as it was read, cut into its sentences. Throws `not_found`. */
export async function readArticleOf(db: Database, id: string, articleId: string) {
  const sources = await selectSources(db, id);
  const article = sources.find((one) => one.article?.id === articleId)?.article;
  if (!article) throw new AppError('not_found', 'There is no article with this id.');
  return { ...article, sentences: splitSentences(article.text, article.language) };
}

/** Places in its digest whose words no article has. */
function listProposed(sections: readonly WholeSection[]): string[] {
  if (sections.length === 0) return [];
  const places = sections.flatMap(({ continues }, n) => [
    `sections.${n}.hook`,
    ...(continues === null ? [] : [`sections.${n}.opener`]),
  ]);
  return ['headline', ...places, 'conclusion'];
}

/** The sections of a proposal, in order, each whole. */
export async function readSections(
  db: Parameters<typeof selectSections>[0],
  id: string,
): Promise<WholeSection[]> {
  const [sources, sections] = await Promise.all([selectSources(db, id), selectSections(db, id)]);
  return sections.flatMap(({ proposalId: _, ...stored }) => {
    const section = StoredSection.parse(stored);
    const own = sources.find(({ source }) => source.n === section.source);
    if (!own?.article) return [];
    const continues = own.source.told === null ? null : Told.parse(own.source.told);
    const also = sources.flatMap((one) =>
      one.source.copyOf === section.source && one.article ? [one.article] : [],
    );
    const { article, source } = own;
    return [{ ...section, article, warnings: source.warnings, also, continues }];
  });
}

/** The strongest point of each of the first three sections: grounded, so that nothing new comes in. */
export function proposeConclusion(sections: readonly WholeSection[]): string[] {
  return sections.flatMap(({ hook, points }) => points[hook.point]?.text ?? []).slice(0, 3);
}

function viewSource({ source, article }: { source: SourceRow; article: ArticleRow | null }) {
  const { url, state, why, warnings, copyOf, claimedAt, told } = source;
  return {
    url,
    state: state === 'waiting' && claimedAt !== null ? ('reading' as const) : state,
    why: why === null ? null : viewTrouble(Trouble.parse(why)),
    warnings: readTroubles(warnings).map(viewTrouble),
    article: article && viewArticle(article),
    copyOf,
    told: told === null ? null : viewTold(Told.parse(told)),
  };
}

function viewTold({ known: _, isAgain: __, ...told }: Told) {
  return told;
}

function viewTrouble(trouble: Trouble) {
  return { code: trouble.code, message: explainTrouble(trouble) };
}

function viewArticle({
  hash: _hash,
  isForModels: _isForModels,
  text,
  readAt,
  ...article
}: ArticleRow) {
  return { ...article, characters: text.length, readAt: readAt.toISOString() };
}

function viewSection({ source, by, hook, points, article, also }: WholeSection) {
  return {
    source,
    heading: article.title,
    by,
    hook,
    points: points.map((point) => viewPoint(point, article)),
    also: also.map(({ url }) => url),
    copied: measureAmount(article, points),
  };
}

export function viewPoint(
  { isGrounded, sentence, start, end, ...point }: StoredPoint,
  article: ArticleRow,
) {
  const isPlaced = sentence !== null && start !== null && end !== null;
  return {
    ...point,
    grounded: isGrounded,
    evidence: isPlaced
      ? { article: article.id, sentence, start, end, text: article.text.slice(start, end) }
      : null,
  };
}
