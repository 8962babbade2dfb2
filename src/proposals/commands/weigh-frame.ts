// What hook and conclusion say that no grounded point bears: numbers, names, quotations.

import { readKanji } from '../../base/kanji-number.ts';
import { findForeign } from '../drafting/foreign.ts';

export interface Framed {
  path: string;
  /** Without marks. */
  text: string;
  /** The points that it may repeat, one a line, without marks. */
  known: string;
}

/**
 * Of each place that has any, the words that its points have not, numbers as they are written there. 三割 and 3割
 * are one number. Other words are the editor's own.
 */
export function weighFrame(
  places: readonly Framed[],
  language: string,
): { path: string; words: string[] }[] {
  return places.flatMap(({ path, text, known }) => {
    const foreign = findForeign(withDigits(text), withDigits(known), language);
    if (foreign.length === 0) return [];
    const written = new Map(
      [...text.matchAll(numbers)].map(([kanji]) => [readKanji(kanji), kanji]),
    );
    return [{ path, words: foreign.map((word) => written.get(word) ?? word) }];
  });
}

/** A lone 一 and 十分 are parts of words far more often than numbers; from 万 on units stay as they are. */
const numbers = /(?!十分(?!の|間|\d))[〇一二三四五六七八九十百千]{1,20}/gu;

function withDigits(text: string): string {
  return text.replace(numbers, (kanji) => (kanji === '一' ? kanji : readKanji(kanji)));
}
