// A point with what it stands on, as a section keeps it.

import * as z from 'zod';
import { Verdict } from '../drafting/verify-points.ts';
import { choosePoints } from '../points/choose.ts';
import { groundPoint } from '../points/gate.ts';
import { type Sentence, splitSentences } from '../points/sentences.ts';

/** What a point may say otherwise than its sentence; see `Fault` in points/compare.ts. */
const PointFault = z.enum([
  'number',
  'name',
  'added',
  'order',
  'joined',
  'role',
  'predicate',
  'negation',
  'hedge',
  'attribution',
  'condition',
  'voice',
]);

/** `start` and `end`: the sentence in the article's text, in UTF-16 units. */
export const StoredPoint = z.strictObject({
  text: z.string(),
  how: z.enum(['quoted', 'compressed', 'fused', 'edited']),
  isGrounded: z.boolean(),
  coverage: z.number(),
  faults: z.array(PointFault),
  sentence: z.int().nullable(),
  start: z.int().nullable(),
  end: z.int().nullable(),
  /** A second model's word on it, beside ours; null without one. */
  verdict: Verdict.nullable().default(null),
});
export type StoredPoint = z.infer<typeof StoredPoint>;

export interface PointSource {
  text: string;
  language: string;
}

/** Holds a point against an article. `isEdited`: a person wrote it, and the gate measures it all the same. */
export type Witness = (text: string, isEdited: boolean) => StoredPoint;

/** Splits the article once, when the first point is held against it. */
export function witnessOf({ text: whole, language }: PointSource): Witness {
  let sentences: Sentence[] | null = null;
  return (text, isEdited) => {
    sentences ??= splitSentences(whole, language);
    const { kind, sentence, coverage, faults } = groundPoint(text, sentences, language);
    const place = sentence === null ? undefined : sentences[sentence];
    return {
      text,
      how: isEdited && kind !== 'quoted' ? 'edited' : kind,
      isGrounded: kind !== 'fused',
      coverage: Math.round(coverage * 1000) / 1000,
      faults,
      sentence,
      start: place?.start ?? null,
      end: place?.end ?? null,
      verdict: null,
    };
  };
}

/** Points of the embedded default beside those that are kept, in the order of the article. */
export function proposePoints(
  article: PointSource & { title: string },
  kept: readonly StoredPoint[],
  passedOver: ReadonlySet<number>,
): StoredPoint[] {
  const chosen = choosePoints(article.text, article.language, {
    title: article.title,
    kept,
    passedOver,
  });
  const witness = witnessOf(article);
  const points = [...kept, ...chosen.map(({ text }) => witness(text, false))];
  return points.sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
}
