// Whether a page shows its article or only a piece of it: by its own word, not by lists of phrases.

import type { Trouble } from '../trouble.ts';
import { findLanguage } from './language.ts';
import type { LinkedFacts } from './linked-data.ts';

/** Below this share of what the page, or the feed that named it, says its article has, it is a teaser. */
const leastShown = 0.6;

/** Without white space: what says that a page is gone, or for whom it is, has less, and no article so little. */
const leastText = { ja: 70, other: 150 };

/** `said`: the language that the page names. */
export function isTooShort(text: string, said: string | null): boolean {
  const least = findLanguage(text, said) === 'ja' ? leastText.ja : leastText.other;
  return text.replace(/\s+/gu, '').length < least;
}

/**
 * Null if nothing speaks against its being whole. `fed`: how long the text in a feed is, in characters without
 * white space.
 */
export function findThinness(
  text: string,
  linked: LinkedFacts | null,
  fed: number,
): Trouble | null {
  if (linked !== null && !linked.isFree) return { code: 'not_free' };
  const shown = text.replace(/\s+/gu, '').length;
  const whole = Math.max(linked?.bodyLength ?? 0, fed);
  return shown < whole * leastShown ? { code: 'teaser' } : null;
}
