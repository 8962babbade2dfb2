// How much mail a domain may carry on each day of its warm-up.

import * as z from 'zod';

/** Which ladder a send climbs: of a domain that is new to the world, or only new to Resend. */
export const WarmUp = z.enum(['new_domain', 'known_domain']);
export type WarmUp = z.infer<typeof WarmUp>;

/** The warm-up that the plan froze with a send. */
export const FrozenWarmUp = z.object({
  ladder: WarmUp,
  /** Of the From address: sends of the same domain share its days. */
  domain: z.string(),
  /** Whose days they are (IANA), the house's. */
  zone: z.string(),
});
export type FrozenWarmUp = z.infer<typeof FrozenWarmUp>;

/**
 * Mails of the first, the second … day on which the domain mails; behind the last there is no cap.
 * Resend's advice (resend.com/docs/knowledge-base/warming-up, read in November 2026).
 */
export const ladders: Record<WarmUp, readonly number[]> = {
  new_domain: [150, 250, 400, 700, 1000, 1500, 2000],
  known_domain: [1000, 2500, 5000, 5000, 7500, 7500, 10_000],
};

/** Recipients per batch: full batches fill every day of the ladder exactly. */
export const warmUpBatchSizes: Record<WarmUp, number> = { new_domain: 50, known_domain: 100 };

/** The cap of the day before which the domain mailed on `past` days; infinite behind the last. */
export function capOn(caps: readonly number[], past: number): number {
  return caps[past] ?? Number.POSITIVE_INFINITY;
}

/** True once nothing is capped any more, for good. */
export function isWarm(ladder: WarmUp, past: number): boolean {
  return past >= ladders[ladder].length;
}
