// A model's hook held against the grounded points of its section.

import { fold } from '../points/compare.ts';
import { groundPoint, isGrounded } from '../points/gate.ts';
import { splitSentences } from '../points/sentences.ts';
import { longestPoint } from '../points/shorten.ts';
import { findForeign } from './foreign.ts';

/** Line ends, controls, halves of pairs: what no line of a digest may have. */
export const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffd-\uffff]/u;

/** Kanji numerals and dates of the hook count as its numbers, too. */
const kanjiNumbers = /[〇一二三四五六七八九十百千万億兆]+/gu;

/**
 * With the place of the point that its answer is made of: words of that point alone. Null if there is
 * none, or if the question has a number, a name or a quotation that no grounded point has.
 */
export function readHook<Point extends { text: string; isGrounded: boolean }>(
  hook: { question: string; answer: string },
  points: readonly Point[],
  language: string,
): { question: string; answer: string; point: number } | null {
  const [question, answer] = [hook.question.trim(), hook.answer.trim()];
  if (!/[?？]$/u.test(question) || unseen.test(question) || unseen.test(answer)) return null;
  if (Math.max(question.length, answer.length) > longestPoint(language) || answer === '')
    return null;
  const known = points.flatMap(({ text, isGrounded: stands }) => (stands ? [text] : [])).join('\n');
  const both = `${question}\n${answer}`;
  const counted = [...fold(both).matchAll(kanjiNumbers)].map(([one]) => one);
  if (counted.some((one) => !fold(known).includes(one))) return null;
  if (findForeign(question, known, language).length > 0) return null;
  if (findForeign(answer, known, language).length > 0) return null;
  const point = points.findIndex(
    (one) =>
      one.isGrounded &&
      isGrounded(groundPoint(answer, splitSentences(one.text, language), language)),
  );
  return point < 0 ? null : { question, answer, point };
}
