// The link of an email: what it proves, and for how long.

import type { TokenRing } from '../base/token.ts';

/** Seven days after it was written, an email no longer confirms. */
const confirmLinkLifetimeMs = 7 * 24 * 60 * 60 * 1000;

/**
 * The token in an email's link (`/confirm/:token`). Made from the row alone, so that a replay of
 * the email has the same bytes.
 */
export function signConfirmLink(tokens: TokenRing, mail: { id: string; createdAt: Date }): string {
  const expiresAt = mail.createdAt.getTime() + confirmLinkLifetimeMs;
  return tokens.sign({ purpose: 'letter', letter: mail.id, expiresAt });
}
