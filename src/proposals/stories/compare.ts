// What each article of a proposal is beside the others, and beside what its list was told.

import { splitSentences } from '../points/sentences.ts';
import type { RecentStory } from './recent-queries.ts';
import { isNearlySame, shinglesOf } from './shingles.ts';

/** An article with the keys of the addresses that it was given and names itself by. */
export interface Candidate {
  keys: readonly string[];
  title: string;
  text: string;
  hash: string;
  language: string;
}

/**
 * `copy`: of the candidate at this place. `told`: the list has had it, and nothing in it is new. `continues`: the
 * list has had its story; `known` are sentences of it that stood in what was told. `alike`: titles of what may
 * tell of the same event, for a person to look at.
 */
export type Verdict =
  | { kind: 'new'; alike: string[] }
  | { kind: 'copy'; of: number }
  | { kind: 'told'; story: RecentStory }
  | { kind: 'continues'; story: RecentStory; known: number[] };

/** How near two texts are by their vectors, from -1 to 1; null where there are none. */
export type Nearness = (one: { title: string; text: string }, other: typeof one) => number | null;

/** From here on two articles tell of one event; between the two a person may see. */
const oneEvent = 0.9;
const perhaps = 0.72;

/** Pairs grow as the product, and both are bounded: twenty sources, and what `selectRecent` gives. */
export function compareArticles(
  candidates: readonly Candidate[],
  recent: readonly RecentStory[],
  nearness: Nearness,
): Verdict[] {
  const marks = candidates.map(({ text }) => shinglesOf(text));
  const sames = findSames(candidates, marks, recent);
  const told = recent.map(withArticle);
  const firsts: { at: number; candidate: Candidate; shingles: ReadonlySet<bigint> }[] = [];
  return candidates.map((candidate, at): Verdict => {
    const shingles = marks[at] ?? new Set();
    const same = sames[at];
    if (same) return { kind: 'told', story: same };
    const before = continueTold(candidate, told, nearness);
    if (before !== null) return before;
    const first = firsts.find(
      ({ candidate: one, shingles: others }) =>
        one.keys.some((key) => candidate.keys.includes(key)) ||
        one.hash === candidate.hash ||
        isNearlySame(others, shingles) ||
        (nearness(one, candidate) ?? 0) >= oneEvent,
    );
    if (first !== undefined) return { kind: 'copy', of: first.at };
    const others = [
      ...firsts.map((one) => one.candidate),
      ...told.flatMap(({ article }) => article ?? []),
    ];
    firsts.push({ at, candidate, shingles });
    const alike = others.filter((one) => (nearness(one, candidate) ?? 0) >= perhaps);
    return { kind: 'new', alike: alike.map(({ title }) => title) };
  });
}

/**
 * For each candidate the first story whose text is its own. Story by story: the marks of a hundred long texts at
 * once are most of the memory that a worker has.
 */
function findSames(
  candidates: readonly Candidate[],
  marks: readonly ReadonlySet<bigint>[],
  recent: readonly RecentStory[],
): (RecentStory | null)[] {
  const sames: (RecentStory | null)[] = candidates.map(() => null);
  for (const story of recent) {
    const shingles = shinglesOf(story.text ?? '');
    for (const [at, { hash }] of candidates.entries()) {
      const isSame = story.hash === hash || isNearlySame(shingles, marks[at] ?? new Set());
      if (isSame) sames[at] ??= story;
    }
  }
  return sames;
}

function withArticle(story: RecentStory) {
  const { title, text, hash } = story;
  return { story, article: title === null || text === null ? null : { title, text, hash } };
}

function continueTold(
  candidate: Candidate,
  told: readonly ReturnType<typeof withArticle>[],
  nearness: Nearness,
): Verdict | null {
  const again =
    told.find(({ story }) => candidate.keys.includes(story.address)) ??
    told.find(({ article }) => article && (nearness(article, candidate) ?? 0) >= oneEvent);
  if (again === undefined) return null;
  const sentences = splitSentences(candidate.text, candidate.language);
  const old = new Set(
    splitSentences(again.article?.text ?? '', candidate.language).map(({ text }) => text),
  );
  const known = sentences.flatMap(({ text }, n) => (old.has(text) ? [n] : []));
  if (known.length === sentences.length) return { kind: 'told', story: again.story };
  return { kind: 'continues', story: again.story, known };
}
