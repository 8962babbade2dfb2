// The link of a letter: what it proves, and for how long.

import type { TokenRing } from '../base/token.ts';

/** Seven days after it was written, a letter no longer confirms. */
const letterLifetimeMs = 7 * 24 * 60 * 60 * 1000;

/**
 * The token in a letter's link (`/confirm/:token`). Made from the row alone, so that a replay of
 * the letter has the same bytes.
 */
export function signLetter(tokens: TokenRing, letter: { id: string; createdAt: Date }): string {
  const expiresAt = letter.createdAt.getTime() + letterLifetimeMs;
  return tokens.sign({ purpose: 'letter', letter: letter.id, expiresAt });
}
