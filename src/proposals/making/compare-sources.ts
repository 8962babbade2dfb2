// Between reading and writing: which sources are one story, and which the list has had.

import { dayIn } from '../../base/time-zone.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { isPublicPage } from '../../digest/identity.ts';
import { readDigest } from '../../digest/store.ts';
import { addressKey } from '../stories/address-key.ts';
import { compareArticles, type Verdict } from '../stories/compare.ts';
import type { EmbeddingSettings } from '../stories/embed.ts';
import { selectHeldElsewhere, selectUsed } from '../stories/ledger-queries.ts';
import { measureNearness } from '../stories/nearness.ts';
import { insertTold, type RecentStory, selectRecent } from '../stories/recent-queries.ts';
import type { Told } from '../stories/told.ts';
import { readTroubles, type Trouble } from '../trouble.ts';
import { markCompared } from './compare-queries.ts';
import { lockProposal, selectProposal } from './queries.ts';
import { type ArticleRow, type SourceRow, selectSources } from './source-queries.ts';

export interface CompareDeps {
  db: Database;
  /** An IANA zone: whose days a warning names. */
  zone: string;
  publicUrl: string;
  embeddings: EmbeddingSettings | null;
  /** For what an operator should know and no editor need. */
  note: (what: string, facts: Record<string, unknown>) => void;
}

/** A story of so many days ago comes back as what it is: a continuation. */
const recentDays = 14;
/** Of them the latest count, for each is held against each source. */
const mostStories = 100;

interface Read {
  source: SourceRow;
  article: ArticleRow;
  keys: string[];
}

/** Safe to call any number of times: each source that was read is compared once. */
export async function compareSources(deps: CompareDeps, id: string): Promise<void> {
  const { db } = deps;
  const [proposal, sources] = await Promise.all([selectProposal(db, id), selectSources(db, id)]);
  const read = sources
    .flatMap(({ source, article }): Read[] =>
      article && source.state === 'read'
        ? [
            {
              source,
              article,
              keys: [source.url, article.url].flatMap((url) => addressKey(url) ?? []),
            },
          ]
        : [],
    )
    // What comes now may repeat what stands there, not the other way round.
    .sort((a, b) => Number(b.source.comparedAt !== null) - Number(a.source.comparedAt !== null));
  if (proposal === null || read.every(({ source }) => source.comparedAt !== null)) return;
  const { listId } = proposal;
  const limits = { days: recentDays, limit: mostStories };
  const recent = listId === null ? [] : await selectRecent(db, listId, limits);
  // Who wants no model asked wants no embeddings, either.
  const embeddings = proposal.mayAskModels ? deps.embeddings : null;
  const verdicts = await compareAll({ ...deps, embeddings }, id, read, recent);
  await db.transaction(async (tx) => {
    if ((await lockProposal(tx, id)) === null) return;
    const warnings = await warnOfUse(tx, { id, listId, zone: deps.zone }, read);
    for (const [at, one] of read.entries()) {
      const verdict = verdicts[at];
      if (one.source.comparedAt !== null || verdict === undefined) continue;
      const facts = await describeVerdict(tx, deps, verdict, read, warnings[at] ?? []);
      const place = { proposalId: id, n: one.source.n, articleId: one.article.id };
      const given = readTroubles(one.source.warnings);
      await markCompared(tx, place, { ...facts, warnings: [...given, ...facts.warnings] });
      if (verdict.kind === 'told' && listId !== null) {
        await insertTold(tx, listId, verdict.story.digestId, one.keys);
      }
    }
  });
}

async function compareAll(
  { embeddings, note }: CompareDeps,
  id: string,
  read: readonly Read[],
  recent: readonly RecentStory[],
): Promise<Verdict[]> {
  const old = recent.flatMap(({ title, text, isForModels }) =>
    title === null || text === null || !isForModels ? [] : [{ title, text }],
  );
  const own = read.flatMap(({ article }) => (article.isForModels ? [article] : []));
  const { nearness, isFailing } = await measureNearness(embeddings, [...own, ...old]);
  if (isFailing) note('no embeddings', { proposal: id });
  const candidates = read.map(({ article, keys }) => ({ ...article, keys }));
  return compareArticles(candidates, recent, nearness);
}

async function describeVerdict(
  tx: Queryable,
  deps: CompareDeps,
  verdict: Verdict,
  read: readonly Read[],
  warnings: readonly Trouble[],
) {
  const fresh = { state: 'read', why: null, copyOf: null, told: null, warnings } as const;
  if (verdict.kind === 'copy') {
    return { ...fresh, state: 'copy', copyOf: read[verdict.of]?.source.n ?? null } as const;
  }
  if (verdict.kind === 'new') {
    const alike = verdict.alike.slice(0, 3).map((value) => ({ code: 'alike', value }) as const);
    return { ...fresh, warnings: [...warnings, ...alike] };
  }
  const known = verdict.kind === 'told' ? [] : verdict.known;
  const told = await describeStory(tx, deps, verdict.story, known);
  const value = `${told.day}, ${told.headline}`;
  if (verdict.kind === 'told') {
    return {
      ...fresh,
      state: 'told',
      why: { code: 'already_told', value },
      told,
      warnings: [],
    } as const;
  }
  return { ...fresh, told, warnings: [{ code: 'continues', value }] } as const;
}

async function describeStory(
  tx: Queryable,
  { zone, publicUrl }: CompareDeps,
  { digestId, usedAt }: RecentStory,
  known: number[],
): Promise<Told> {
  const { content, page } = await readDigest(tx, digestId);
  const isOpen = page !== null && isPublicPage(page);
  return {
    digestId,
    day: dayIn(zone, usedAt),
    headline: content.headline,
    page: isOpen ? new URL(page, publicUrl).href : null,
    known,
    isAgain: false,
  };
}

/** For each, whether the list had it longer ago, and whether another proposal for the list has it, too. */
async function warnOfUse(
  tx: Queryable,
  { id, listId, zone }: { id: string; listId: number | null; zone: string },
  read: readonly Read[],
): Promise<Trouble[][]> {
  if (listId === null) return [];
  const keys = read.flatMap((one) => one.keys);
  const used = await selectUsed(tx, listId, keys);
  const elsewhere = await selectHeldElsewhere(tx, { listId, proposalId: id }, keys);
  const warnings: Trouble[][] = [];
  for (const one of read) {
    const last = used.find(({ address }) => one.keys.includes(address));
    if (last !== undefined) {
      const { headline } = (await readDigest(tx, last.digestId)).content;
      warnings.push([{ code: 'told_before', value: `${dayIn(zone, last.usedAt)}, ${headline}` }]);
    } else if (elsewhere.some((address) => one.keys.includes(address))) {
      warnings.push([{ code: 'held_elsewhere' }]);
    } else warnings.push([]);
  }
  return warnings;
}
