// A section by the embedded default: sentences of the article chosen and shortened, offline.

import { type PointSource, proposePoints } from './evidence.ts';
import { proposeHook } from './hook.ts';
import type { SectionBefore, SectionText, SectionWriter } from './section.ts';

/**
 * Null if no sentence of the article can be a point. Made again, it keeps `kept` and takes sentences that
 * were not proposed before; when all were, it begins anew. A person's words alone leave the hook as it was.
 */
export function writeEmbedded(
  article: PointSource & { title: string },
  language: string,
  before?: SectionBefore,
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
  const old = before?.hook ?? null;
  const hook = proposeHook(points, article, language) ?? (old && { ...old, point: 0 });
  if (hook === null) return null;
  return { by: 'embedded', hook, points, proposed: listProposed(seen, points) };
}

/** `writeEmbedded` as the port has it. */
export const embeddedWriter: SectionWriter = async (...asked) => ({
  text: writeEmbedded(...asked),
  warnings: [],
});

/** The numbers of all sentences that were proposed so far. */
export function listProposed(
  seen: Iterable<number>,
  points: readonly { sentence: number | null }[],
): number[] {
  const now = points.flatMap(({ sentence }) => sentence ?? []);
  return [...new Set([...seen, ...now])].sort((a, b) => a - b);
}
