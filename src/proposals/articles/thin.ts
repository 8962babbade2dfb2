// Whether a page shows its article or only a piece of it: by its own word, not by lists of phrases.

import type { LinkedFacts } from './linked-data.ts';
import type { Trouble } from './trouble.ts';

/** Below this share of what the page says its article has, it is a teaser. */
const leastShown = 0.6;

/** Null if nothing speaks against its being whole. */
export function findThinness(text: string, linked: LinkedFacts | null): Trouble | null {
  if (linked === null) return null;
  if (!linked.isFree) return { code: 'not_free' };
  const shown = text.replace(/\s+/gu, '').length;
  if (linked.bodyLength !== null && shown < linked.bodyLength * leastShown) {
    return { code: 'teaser' };
  }
  return null;
}
