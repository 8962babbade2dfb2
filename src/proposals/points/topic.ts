// What a point is about: the longest name or noun that the title has, too.

import { fold } from './compare.ts';
import { splitWords } from './words.ts';

/** Runs of kanji, of katakana and of capitalised words; digits are none, for a number is no topic. */
const runs = {
  ja: /[\p{Script=Han}々]{2,12}|[\p{Script=Katakana}ー]{3,16}|[A-Za-z][A-Za-z&-]{1,20}/gu,
  other: /\b\p{Lu}[\p{L}'’-]{2,20}(?: \p{Lu}[\p{L}'’-]{1,20}){0,2}/gu,
};

/** As the point writes it; null if they share none. */
export function longestTopic(title: string, point: string, language: string): string | null {
  const isJapanese = language.startsWith('ja');
  const words = splitWords(point, language);
  // Of 支払い the kanji alone are no word.
  const isWhole = ({ 0: run, index }: RegExpExecArray) =>
    words.some(({ start }) => start === index) &&
    words.some(({ end }) => end === index + run.length);
  const found = [...point.matchAll(isJapanese ? runs.ja : runs.other)]
    .filter(isWhole)
    .map(([run]) => run);
  const shared = found.filter((run) => fold(title).includes(fold(run)) && !vague.test(run));
  return shared.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** Times, counts and beginnings of English sentences. */
const vague = /^(?:[今昨来本同][年月週日]|[一二三四五六七八九十百千万億]+|The|This|That|A|An)$/u;
