// What a send's calls have come to so far, and when that pauses it; pure functions.

import * as z from 'zod';
import type { StatusChange } from '../send-queries.ts';
import type { Consequence, Settlement } from './settlement.ts';

/** Refused batches in a row after which a person should look. */
const refusalsBeforePause = 5;
/** Answers in a row that leave everything open, after which a send rests. */
const unclearBeforePause = 10;

/** How a send stands after a call that was counted. */
export const Standing = z.strictObject({
  /** Refused batches in a row, this one included. */
  refusals: z.number(),
  /** Answers in a row that left everything open, this one included. */
  unclear: z.number(),
  /** Nothing of it was accepted yet, and no editor has let it go on after a pause. */
  isUntried: z.boolean(),
  recipients: z.number(),
});
export type Standing = z.infer<typeof Standing>;

export const nothingCounted: Standing = {
  refusals: 0,
  unclear: 0,
  isUntried: false,
  recipients: 0,
};

/** How a send is paused after a call, or null. */
export function pauseAfter(
  consequence: Consequence,
  standing: Standing,
  now: Date,
): StatusChange | null {
  switch (consequence.kind) {
    case 'pause': {
      const { reason, period } = consequence;
      const resumeAfterSeconds =
        consequence.resumeAfterSeconds ?? (period ? secondsUntilReset(period, now) : null);
      return { to: 'paused', why: reason, pauseReason: reason, resumeAfterSeconds };
    }
    case 'count_refusal':
      return pauseOfRefusals(standing);
    case 'count_unclear':
      return pauseOfUnclear(standing, consequence.name);
    default:
      return null;
  }
}

/** A send to one or two people is refused whole before five of its calls are. */
function pauseOfRefusals({ refusals, isUntried, recipients }: Standing): StatusChange | null {
  const calls = Math.max(1, 2 * recipients - 1);
  const most = isUntried ? Math.min(refusalsBeforePause, calls) : refusalsBeforePause;
  if (refusals < most) return null;
  const what = most === 1 ? 'its only mail' : `${most} batches in a row`;
  return {
    to: 'paused',
    why: `${most === 1 ? 'its only mail was' : `${most} batches in a row were`} refused`,
    pauseReason: `Resend refused ${what}. See the recipients for the reason, then resume or cancel.`,
  };
}

/** Whatever is between us and Resend, or Resend itself, may be well again by itself. */
function pauseOfUnclear({ unclear }: Standing, last: string): StatusChange | null {
  if (unclear < unclearBeforePause) return null;
  const why = `${unclear} calls in a row got no clear answer (the last: ${last})`;
  return {
    to: 'paused',
    why,
    pauseReason: `${why}. It goes on by itself in a while. What was called is asked for again under its key, and nobody is mailed twice.`,
    resumeAfterSeconds: Math.min(3600, 3 * unclear),
  };
}

/** Seconds until a mail is tried again that was refused before any other was taken. */
const refusedFirstSeconds = 30;

/**
 * Nobody is rejected for good while nothing of the send was ever accepted: the fault may be the
 * mail's or ours. Held back until another is accepted, or the send pauses and an editor decides.
 */
export function holdBack(settlement: Settlement, { isUntried }: Standing): Settlement {
  if (settlement.kind !== 'rejected' || !isUntried) return settlement;
  return { kind: 'release', afterSeconds: refusedFirstSeconds, error: settlement.error };
}

/** Seconds to the next UTC midnight, or to the first of the next month, when quotas start anew. */
function secondsUntilReset(period: 'day' | 'month', now: Date): number {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const reset = period === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1);
  return Math.ceil((reset - now.getTime()) / 1000);
}
