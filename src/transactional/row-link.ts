// Links that are answered once: what one proves, for how long, and where it leads.

import type { TokenRing } from '../base/token.ts';

const minute = 60_000;

/** Once they are so old, links of a kind are worth nothing. */
export const rowLinkMinutes = { 'sign-in': 15, approval: 14 * 24 * 60 } as const;

const pages = { 'sign-in': '/console/sign-in', approval: '/approval' } as const;

/**
 * The path of the link that belongs to a row. Made from the row alone, so that a replay of its email has
 * the same bytes; the token itself stands nowhere.
 */
export function signRowLink(
  tokens: TokenRing,
  purpose: keyof typeof pages,
  id: string,
  createdAt: Date,
): string {
  const expiresAt = createdAt.getTime() + rowLinkMinutes[purpose] * minute;
  return `${pages[purpose]}/${tokens.sign({ purpose, id, expiresAt })}`;
}
