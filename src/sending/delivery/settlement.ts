// What becomes of a batch after a call: the outcome table of the protocol, as one pure function.

import { keyLifeSeconds, replaySeconds } from '../../resend/key-life.ts';
import type { CallOutcome } from '../../resend/outcome.ts';

interface BatchError {
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
  /** Definitely not taken, now or before: back to ready, to be frozen anew under a new key. */
  | { kind: 'release'; afterSeconds: number; error: BatchError }
  /** Perhaps taken: the same bytes under the same key again, not before `afterSeconds`. */
  | { kind: 'replay'; afterSeconds: number; error: BatchError }
  /** Perhaps taken, and the key is too old to ask again. Never sent again by the machine. */
  | { kind: 'unknown'; error: BatchError };

/** What the whole send, or the whole account, must do besides. */
export type Consequence =
  | { kind: 'none' }
  /** Resend does not know, or does not like, the hosted template: from now on mails carry html. */
  | { kind: 'drop_template' }
  /** A batch was refused as a whole; several in a row pause the send. */
  | { kind: 'count_refusal'; isHalf: boolean }
  /** Nobody knows what became of the call; many in a row pause the send for a while. */
  | { kind: 'count_unclear'; name: string }
  | { kind: 'pause'; reason: string; resumeAfterSeconds: number | null; period?: 'day' | 'month' }
  /** Nobody calls for that long, and then at `rate` if it is known. */
  | { kind: 'slow_down'; afterSeconds: number; rate: number | null };

export interface Decision {
  settlement: Settlement;
  consequence: Consequence;
}

/** Refusals that say nothing about the recipient or the content. */
export const passingRefusals = [
  'application_error',
  'internal_server_error',
  'method_not_allowed',
  'not_found',
];

/** How Resend speaks of a template that is gone, unpublished, or lacks a value. */
const namesTemplate = /template|variable/i;

/** The facts of a batch on which its fate depends. */
export interface BatchFacts {
  size: number;
  /** Claims under this key, this one included. From the second on, an earlier call may have been taken. */
  attempts: number;
  keyAgeSeconds: number;
  isHalf: boolean;
  /** The mails refer to a hosted template. */
  hosted?: boolean;
}

/** Rows of the table in docs/sending.md, in its order. */
export function decideSettlement(outcome: CallOutcome, batch: BatchFacts): Decision {
  switch (outcome.kind) {
    case 'accepted':
      return decision({ kind: 'accepted', ids: outcome.ids });
    case 'refused': {
      const error = { name: outcome.name, message: outcome.message };
      if (batch.hosted && namesTemplate.test(`${error.name} ${error.message}`)) {
        const afterSeconds = batch.attempts === 1 ? 0 : replaySeconds(batch.attempts);
        return decision(releaseOrReplay(batch, error, afterSeconds), { kind: 'drop_template' });
      }
      const consequence: Consequence = { kind: 'count_refusal', isHalf: batch.isHalf };
      if (batch.attempts > 1 && passingRefusals.includes(error.name)) {
        const settlement = replayOrUnknown(batch, error, replaySeconds(batch.attempts));
        return decision(settlement, consequence);
      }
      const kind = batch.size === 1 ? 'rejected' : 'split';
      return decision({ kind, error }, consequence);
    }
    case 'too_large': {
      const error = { name: outcome.name, message: outcome.message };
      if (batch.attempts > 1) {
        // The same bytes got through before: this tells nothing of them.
        return decision(replayOrUnknown(batch, error, replaySeconds(batch.attempts)));
      }
      if (batch.size > 1) return decision({ kind: 'split', error });
      return decision({ kind: 'rejected', error }, { kind: 'count_refusal', isHalf: batch.isHalf });
    }
    case 'unauthorized': {
      const error = { name: outcome.name, message: outcome.message };
      const reason = outcome.isResend
        ? `Resend refused our credentials or domain: ${outcome.name}. Check the API key and the From domain, then resume.`
        : `Something between us and Resend refuses our calls (${outcome.name}, and not in the form of Resend). Find out what it is, then resume.`;
      return decision(releaseOrReplay(batch, error, 0), {
        kind: 'pause',
        reason,
        resumeAfterSeconds: null,
      });
    }
    case 'rate_limited': {
      const afterSeconds = outcome.afterSeconds ?? 1;
      const error = { name: 'rate_limit_exceeded', message: 'Too many requests.' };
      const consequence: Consequence = { kind: 'slow_down', afterSeconds, rate: outcome.granted };
      return decision(releaseOrReplay(batch, error, afterSeconds), consequence);
    }
    case 'quota': {
      const error = { name: outcome.name, message: 'The quota of the Resend account is used up.' };
      return decision(releaseOrReplay(batch, error, 0), {
        kind: 'pause',
        reason: outcome.name,
        resumeAfterSeconds: outcome.afterSeconds,
        period: outcome.period,
      });
    }
    case 'in_flight': {
      const error = { name: 'concurrent_idempotent_requests', message: 'Still running.' };
      return decision(replayOrUnknown(batch, error, 5));
    }
    case 'key_misused': {
      const error = { name: 'invalid_idempotent_request', message: outcome.message };
      const reason = `${error.name}: the bytes of batch and key differ. Nothing was sent twice; please report this.`;
      return decision(replayOrUnknown(batch, error, 60), {
        kind: 'pause',
        reason,
        resumeAfterSeconds: null,
      });
    }
    case 'ambiguous': {
      const error = { name: outcome.name, message: outcome.message };
      const settlement = replayOrUnknown(batch, error, replaySeconds(batch.attempts));
      return decision(settlement, { kind: 'count_unclear', name: error.name });
    }
  }
}

/**
 * A refusal at the gate (rate, quota, credentials) speaks of this call alone. If an earlier call
 * under the same key went unanswered, it may have been taken: only the same key asks safely.
 */
function releaseOrReplay(batch: BatchFacts, error: BatchError, afterSeconds: number): Settlement {
  return batch.attempts === 1
    ? { kind: 'release', afterSeconds, error }
    : replayOrUnknown(batch, error, afterSeconds);
}

function replayOrUnknown(batch: BatchFacts, error: BatchError, afterSeconds: number): Settlement {
  const over = batch.keyAgeSeconds + afterSeconds >= keyLifeSeconds;
  return over ? { kind: 'unknown', error } : { kind: 'replay', afterSeconds, error };
}

function decision(settlement: Settlement, consequence: Consequence = { kind: 'none' }): Decision {
  return { settlement, consequence };
}
