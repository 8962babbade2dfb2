// Which language models a deployment has, and what they may use up.

import type { WorkersAi } from '../workers-ai.ts';

/** One model: at an OpenAI-compatible address, or of Workers AI. */
export interface ModelSettings {
  at: { url: string; key: string } | { workersAi: WorkersAi };
  name: string;
  /** For a million tokens, in whatever currency; null if nobody says. */
  prices: { in: number; out: number } | null;
  /** How long it may take for one section, retries and waits and all. */
  milliseconds: number;
}

/** Null: there is none. Caps hold for one proposal, and for both models together. */
export interface Models {
  writer: ModelSettings | null;
  verifier: ModelSettings | null;
  caps: { tokens: number; cost: number | null };
}

/** What a call used up: what its provider says, else what was reckoned before. */
export interface Tokens {
  in: number;
  out: number;
}

/** In the currency of the prices; null without them. */
export function costOf({ prices }: ModelSettings, tokens: Tokens): number | null {
  return prices && (tokens.in * prices.in + tokens.out * prices.out) / 1_000_000;
}

/** Rather too many than too few: a third of a Latin letter each, of others a little more than one. */
export function reckonTokens(text: string): number {
  const plain = text.replace(/[^\u0020-\u007f]+/gu, '').length;
  return Math.ceil(plain / 3 + (text.length - plain) * 1.2);
}
