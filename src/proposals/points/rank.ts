// Which sentences carry an article: TextRank (Mihalcea and Tarau 2004) over their content words.

import type { Sentence } from './sentences.ts';
import { isContent, splitWords } from './words.ts';

/** A sentence of an article and how much it carries; scores of one article add up to about 1. */
export interface Ranked {
  index: number;
  sentence: Sentence;
  score: number;
  words: ReadonlySet<string>;
}

/** Later ones are not ranked: what an article has to say stands before, and pairs grow as the square. */
const mostSentences = 300;
const damping = 0.85;
const rounds = 30;

/**
 * In the order of the article. Without one shared word all are equal but for their place, and for what they
 * have of the title: in short articles the graph alone prefers how something was found out to what was.
 */
export function rankSentences(
  sentences: readonly Sentence[],
  language: string,
  title = '',
): Ranked[] {
  const words = sentences
    .slice(0, mostSentences)
    .map(({ text }) => new Set(contentOf(text, language)));
  const weights = words.map((mine, i) =>
    words.map((theirs, j) => (i === j ? 0 : similarity(mine, theirs))),
  );
  const sums = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let scores = words.map(() => 1 / words.length);
  for (let round = 0; round < rounds; round += 1) {
    scores = scores.map((_, i) => {
      const votes = weights[i]?.reduce(
        (sum, weight, j) => sum + (weight === 0 ? 0 : (weight / (sums[j] ?? 1)) * (scores[j] ?? 0)),
        0,
      );
      return (1 - damping) / words.length + damping * (votes ?? 0);
    });
  }
  const titleWords = new Set(contentOf(title, language));
  return words.flatMap((own, index) => {
    const sentence = sentences[index];
    if (!sentence) return [];
    const weight = placeWeight(index) * titleWeight(own, titleWords);
    return [{ index, sentence, words: own, score: (scores[index] ?? 0) * weight }];
  });
}

/** News says first what matters most: the first sentence counts twice, the tenth a fifth more. */
function placeWeight(index: number): number {
  return 1 + 1 / (1 + index / 2.5);
}

/** One that has every content word of the title counts twice. */
function titleWeight(own: ReadonlySet<string>, titleWords: ReadonlySet<string>): number {
  if (titleWords.size === 0) return 1;
  return 1 + [...titleWords].filter((word) => own.has(word)).length / titleWords.size;
}

function contentOf(text: string, language: string): string[] {
  return splitWords(text, language).flatMap(({ word }) => (isContent(word) ? [word] : []));
}

/** Shared words, against the length of both. */
function similarity(mine: ReadonlySet<string>, theirs: ReadonlySet<string>): number {
  if (mine.size < 2 || theirs.size < 2) return 0;
  let shared = 0;
  for (const word of mine) if (theirs.has(word)) shared += 1;
  return shared / (Math.log(mine.size) + Math.log(theirs.size));
}

/** Share of the words of the smaller that both have, 0 to 1: how far one repeats the other. */
export function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const word of small) if (large.has(word)) shared += 1;
  return shared / small.size;
}
