// What opens a section: a question and its answer, made of its strongest point and nothing else.

import * as z from 'zod';
import { wordsFor } from '../../words/words.ts';
import { shortestGrounded } from '../points/choose.ts';
import { longestTopic } from '../points/topic.ts';
import type { PointSource, StoredPoint } from './evidence.ts';

/** `point`: the place, among the section's, of the point that it was made from. */
export const StoredHook = z.strictObject({
  question: z.string(),
  answer: z.string(),
  point: z.int(),
});
export type StoredHook = z.infer<typeof StoredHook>;

/**
 * The question holds a word of the point at most, the answer words of the point alone: no number, name or
 * quotation comes in. Null without a grounded point.
 */
export function proposeHook(
  points: readonly StoredPoint[],
  article: PointSource & { title: string },
  language: string,
): StoredHook | null {
  const point = points.findIndex(({ isGrounded }) => isGrounded);
  const text = points[point]?.text;
  if (text === undefined) return null;
  const topic = longestTopic(article.title, text, article.language);
  const { askAbout, askPlainly } = wordsFor(language).proposal;
  return {
    question: topic === null ? askPlainly : askAbout(topic),
    answer: shortestGrounded(text, article.language),
    point,
  };
}
