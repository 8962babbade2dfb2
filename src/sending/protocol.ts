// The decisions around a call, as pure functions: before it, for its send, at the end of a lane, in the sweep.
// With the outcome table (settlement.ts) they are what the model of tests/faults/model runs.

import type { StatusChange } from './send-queries.ts';
import {
  type Consequence,
  keyLifeSeconds,
  refusalsBeforePause,
  type Settlement,
} from './settlement.ts';
import type { ActiveSend } from './sweep-queries.ts';

/** What settles a claimed batch without a call, or null if it is to be called. */
export function settleBeforeCall(batch: {
  size: number;
  keyAgeSeconds: number;
}): Settlement | null {
  // Everybody left since the plan.
  if (batch.size === 0) return { kind: 'accepted', ids: [] };
  if (batch.keyAgeSeconds < keyLifeSeconds) return null;
  const message = 'The idempotency key is too old to ask again.';
  return { kind: 'unknown', error: { name: 'key_expired', message } };
}

/** Not called for want of a slot: a first claim may be frozen anew, a replay must keep its key. */
export function settleWithoutSlot(attempts: number): Settlement {
  const error = { name: 'no_slot', message: 'The next free slot is too far off.' };
  return attempts === 1
    ? { kind: 'release', afterSeconds: 0, error }
    : { kind: 'replay', afterSeconds: 15, error };
}

/** How a send is paused after a call, or null. `refusals`: in a row, this one included. */
export function pauseAfter(
  consequence: Consequence,
  refusals: number,
  now: Date,
): StatusChange | null {
  if (consequence.kind === 'pause') {
    const { reason, period } = consequence;
    const resumeAfterSeconds =
      consequence.resumeAfterSeconds ?? (period ? secondsUntilReset(period, now) : null);
    return { to: 'paused', why: reason, pauseReason: reason, resumeAfterSeconds };
  }
  if (consequence.kind !== 'count_refusal' || refusals < refusalsBeforePause) return null;
  return {
    to: 'paused',
    why: `${refusalsBeforePause} batches in a row were refused`,
    pauseReason: `Resend refused ${refusalsBeforePause} batches in a row. See the recipients for the reason, then resume or cancel.`,
  };
}

/** Seconds to the next UTC midnight, or to the first of the next month, when quotas start anew. */
export function secondsUntilReset(period: 'day' | 'month', now: Date): number {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const reset = period === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1);
  return Math.ceil((reset - now.getTime()) / 1000);
}

/** Seconds a lane lets its message wait in the queue; what is due later is left to the sweep. */
const longestLaneDelay = 60;

/** What a lane that found no batch does: nothing, finish the send, or ring again. */
export function decideLaneEnd(remaining: {
  isSending: boolean;
  open: number;
  dueInSeconds: number | null;
}): { kind: 'done' | 'finish' } | { kind: 'more'; afterSeconds: number } {
  // Paused or cancelled: whoever resumes it rings.
  if (!remaining.isSending) return { kind: 'done' };
  if (remaining.open === 0) return { kind: 'finish' };
  // Batches under live leases belong to other lanes, which look again when they end.
  if (remaining.dueInSeconds === null) return { kind: 'done' };
  // Later time zones, long backoffs: the sweep rings when they are due; lanes need not look and look.
  if (remaining.dueInSeconds > longestLaneDelay) return { kind: 'done' };
  return { kind: 'more', afterSeconds: Math.max(1, Math.ceil(remaining.dueInSeconds)) };
}

/** What the sweep does for a send at work. A live lease: a lane is at it and looks after the rest. */
export function decideSweep(
  send: Pick<ActiveSend, 'status' | 'open' | 'leased' | 'due'>,
): 'ring_plan' | 'ring_delivery' | 'finish' | 'nothing' {
  if (send.status === 'planning') return 'ring_plan';
  if (send.open === 0) return 'finish';
  return send.leased === 0 && send.due > 0 ? 'ring_delivery' : 'nothing';
}
