// A token as it comes back from mail programs, gateways and fingers: with noise in it and around it.

import { tagBytes } from './mail-links.ts';
import { payloadLengths } from './token-claims.ts';

/** Longer is no link that anybody touched. */
const mostLetters = 2_000;

/**
 * What of a text may be the token of ours that it was: everything that base64url has no letter for is
 * noise, wherever it stands (a fold, a zero-width space, `%3E` that was encoded once more), and so is
 * what follows the token's whole length behind such a letter. Tokens have few lengths and begin with
 * their purpose, so there are at most three answers. Whoever asks verifies them; noise proves nothing.
 */
export function readTouched(text: string): string[] {
  if (text.length > mostLetters) return [];
  const shown = text.replace(/%(?:25)*([0-9a-f]{2})/gi, (_, hex: string) => decode(hex));
  const parts = shown.split(/[^A-Za-z0-9_-]+/);
  // Every purpose is a small number: a token begins with `A`.
  const letters = parts.join('').replace(/^[-_]+/, '');
  const ends = endsOf(parts, letters.length);
  return lengths
    .filter((length) => ends.has(length) || /^[-_]+$/.test(letters.slice(length)))
    .map((length) => letters.slice(0, length));
}

/** Where noise, or the end, follows the letters: counted without it. */
function endsOf(parts: readonly string[], total: number): Set<number> {
  const ends = new Set<number>();
  let rest = 0;
  for (const part of parts.toReversed()) {
    ends.add(total - rest);
    rest += part.length;
  }
  return ends;
}

/** Of escapes only `-` and `_` can have been of the token. */
function decode(hex: string): string {
  const letter = String.fromCharCode(Number.parseInt(hex, 16));
  return /[A-Za-z0-9_-]/.test(letter) ? letter : ' ';
}

/** Of whole tokens in base64url without padding, the longest first. */
const lengths = payloadLengths
  .map((bytes) => Math.ceil(((bytes + tagBytes) * 4) / 3))
  .toSorted((a, b) => b - a);
