// One section of a proposal, as it is kept: what is said of one article.

import * as z from 'zod';
import { type PointSource, proposePoints, StoredPoint } from './evidence.ts';
import { proposeHook, StoredHook } from './hook.ts';

export const StoredSection = z.strictObject({
  n: z.int(),
  /** The number of the source whose article it sums up. */
  source: z.int(),
  hook: StoredHook,
  points: z.array(StoredPoint),
  /** Sentences of the article that were proposed so far. */
  proposed: z.array(z.int()),
});
export type StoredSection = z.infer<typeof StoredSection>;

export type SectionText = Pick<StoredSection, 'hook' | 'points' | 'proposed'>;

/**
 * Null if no sentence of the article can be a point. Made again, it keeps `kept` and takes sentences that
 * were not proposed before; when all were, it begins anew. A person's words alone leave the hook as it was.
 */
export function writeSection(
  article: PointSource & { title: string },
  language: string,
  before?: { kept: readonly StoredPoint[]; proposed: readonly number[]; hook: StoredHook },
): SectionText | null {
  const kept = before?.kept ?? [];
  const seen = new Set(before?.proposed);
  let points = proposePoints(article, kept, seen);
  if (points.length === kept.length && seen.size > 0) {
    seen.clear();
    for (const { sentence } of kept) if (sentence !== null) seen.add(sentence);
    points = proposePoints(article, kept, seen);
  }
  if (points.length === 0) return null;
  const hook = proposeHook(points, article, language) ?? (before && { ...before.hook, point: 0 });
  if (hook === undefined) return null;
  const now = points.flatMap(({ sentence }) => sentence ?? []);
  return { hook, points, proposed: [...new Set([...seen, ...now])].sort((a, b) => a - b) };
}
