// What becomes of a batch after a call: the outcome table of the protocol, as one pure function.

import type { CallOutcome } from '../resend/outcome.ts';

export interface BatchError {
  name: string;
  message: string;
}

/** What is written to the batch. */
export type Settlement =
  | { kind: 'accepted'; ids: string[] }
  /** One recipient, definitely refused. */
  | { kind: 'rejected'; error: BatchError }
  /** Several recipients, definitely refused: find the bad one by halves. */
  | { kind: 'split'; error: BatchError }
  /** Definitely not taken: back to ready, to be frozen anew. `counts`: was it an attempt? */
  | { kind: 'release'; afterSeconds: number; counts: boolean; error: BatchError }
  /** Perhaps taken: the same bytes under the same key again, not before `afterSeconds`. */
  | { kind: 'replay'; afterSeconds: number; error: BatchError }
  /** Perhaps taken, and the key is too old to ask again. Never sent again by the machine. */
  | { kind: 'unknown'; error: BatchError };

/** What the whole send, or the whole account, must do besides. */
export type Consequence =
  | { kind: 'none' }
  /** A planned batch was refused as a whole; several in a row pause the send. */
  | { kind: 'count_refusal' }
  | { kind: 'pause'; reason: string; resumeAfterSeconds: number | null; period?: 'day' | 'month' }
  /** Nobody calls for that long, and then at `rate` if it is known. */
  | { kind: 'slow_down'; afterSeconds: number; rate: number | null };

export interface Decision {
  settlement: Settlement;
  consequence: Consequence;
}

/** Resend keeps a key for 24 h; an hour of margin for clocks and queues. */
export const keyLifeSeconds = 23 * 3600;
/** Refused planned batches in a row after which a person should look. */
export const refusalsBeforePause = 5;

/** The facts of a batch on which its fate depends. */
export interface BatchFacts {
  size: number;
  attempts: number;
  keyAgeSeconds: number;
  isHalf: boolean;
}

/** Rows of the table in docs/sending.md, in its order. */
export function decideSettlement(outcome: CallOutcome, batch: BatchFacts): Decision {
  switch (outcome.kind) {
    case 'accepted':
      return decision({ kind: 'accepted', ids: outcome.ids });
    case 'refused': {
      const error = { name: outcome.name, message: outcome.message };
      const consequence: Consequence = batch.isHalf ? { kind: 'none' } : { kind: 'count_refusal' };
      const kind = batch.size === 1 ? 'rejected' : 'split';
      return decision({ kind, error }, consequence);
    }
    case 'unauthorized': {
      const error = { name: outcome.name, message: outcome.message };
      const reason = `Resend refused our credentials or domain: ${outcome.name}. Check the API key and the From domain, then resume.`;
      return decision(release(0, false, error), {
        kind: 'pause',
        reason,
        resumeAfterSeconds: null,
      });
    }
    case 'rate_limited': {
      const afterSeconds = outcome.afterSeconds ?? 1;
      const error = { name: 'rate_limit_exceeded', message: 'Too many requests.' };
      const consequence: Consequence = { kind: 'slow_down', afterSeconds, rate: outcome.granted };
      return decision(release(afterSeconds, false, error), consequence);
    }
    case 'quota': {
      const error = { name: outcome.name, message: 'The quota of the Resend account is used up.' };
      return decision(release(0, false, error), {
        kind: 'pause',
        reason: outcome.name,
        resumeAfterSeconds: outcome.afterSeconds,
        period: outcome.period,
      });
    }
    case 'in_flight':
      return decision(
        replayOrUnknown(batch, 'concurrent_idempotent_requests', 'Still running.', 5),
      );
    case 'key_misused': {
      const name = 'invalid_idempotent_request';
      const reason = `${name}: the bytes of batch and key differ. Nothing was sent twice; please report this.`;
      return decision(replayOrUnknown(batch, name, outcome.message, 60), {
        kind: 'pause',
        reason,
        resumeAfterSeconds: null,
      });
    }
    case 'ambiguous':
      return decision(
        replayOrUnknown(batch, outcome.name, outcome.message, backoffSeconds(batch.attempts)),
      );
  }
}

/** 2, 4, 8 … seconds, at most 15 minutes: an outage of a day costs about a hundred replays. */
export function backoffSeconds(attempts: number): number {
  return Math.min(900, 2 ** Math.min(attempts, 10));
}

function replayOrUnknown(
  batch: BatchFacts,
  name: string,
  message: string,
  afterSeconds: number,
): Settlement {
  const error = { name, message };
  const over = batch.keyAgeSeconds + afterSeconds >= keyLifeSeconds;
  return over ? { kind: 'unknown', error } : { kind: 'replay', afterSeconds, error };
}

function release(afterSeconds: number, counts: boolean, error: BatchError): Settlement {
  return { kind: 'release', afterSeconds, counts, error };
}

function decision(settlement: Settlement, consequence: Consequence = { kind: 'none' }): Decision {
  return { settlement, consequence };
}
