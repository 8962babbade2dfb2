// Which words of a sentence a point kept, in order, and what it left out or brought in.

import { isContent, type Word } from './words.ts';

/** Places of one and the same word in a sentence and in a point. */
interface Kept {
  inSentence: number;
  inPoint: number;
}

export interface Alignment {
  sentence: readonly Word[];
  point: readonly Word[];
  /** Rising in both. */
  kept: readonly Kept[];
}

/**
 * The longest row of words that stand in both in the same order (Wagner and Fischer 1974), content words
 * counting more than others. Where several are as long, the one that keeps neighbours together. Work and
 * room grow as the product of both, so callers bound them.
 */
export function alignWords(sentence: readonly Word[], point: readonly Word[]): Alignment {
  const width = point.length + 1;
  // best[i][j]: of what follows sentence word i and point word j.
  const best = new Float64Array((sentence.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = sentence.length - 1; i >= 0; i -= 1) {
    for (let j = point.length - 1; j >= 0; j -= 1) {
      const here = worth(sentence, point, i, j);
      const both = here > 0 ? here + at(i + 1, j + 1) : 0;
      best[i * width + j] = Math.max(both, at(i + 1, j), at(i, j + 1));
    }
  }
  const kept: Kept[] = [];
  let i = 0;
  let j = 0;
  while (i < sentence.length && j < point.length) {
    const here = worth(sentence, point, i, j);
    if (here > 0 && at(i, j) === here + at(i + 1, j + 1)) {
      kept.push({ inSentence: i, inPoint: j });
      i += 1;
      j += 1;
    } else if (at(i, j) === at(i + 1, j)) i += 1;
    else j += 1;
  }
  return { sentence, point, kept };
}

/** Neighbours kept together are worth a little more: binary fractions, so that sums stay exact. */
function worth(sentence: readonly Word[], point: readonly Word[], i: number, j: number): number {
  const word = sentence[i]?.word;
  if (word === undefined || word !== point[j]?.word) return 0;
  const before = i > 0 && j > 0 && sentence[i - 1]?.word === point[j - 1]?.word;
  const after = sentence[i + 1]?.word === point[j + 1]?.word;
  return (isContent(word) ? 2 : 1) + (before ? 1 / 64 : 0) + (after ? 1 / 64 : 0);
}

/** The words of the point that the sentence does not have there. */
export function broughtIn({ point, kept }: Alignment): Word[] {
  const known = new Set(kept.map(({ inPoint }) => inPoint));
  return point.filter((_, index) => !known.has(index));
}
