// The batches of a send as values: what batch-queries.ts and its neighbours say in SQL, said again in
// plain code with the clock as an argument. tests/faults/model/twin.test.ts holds the two together.

import { resolvedName } from '../../../src/digest/mailed-queries.ts';
import { leaseSeconds } from '../../../src/sending/delivery/batch-queries.ts';
import { passingRefusals, type Settlement } from '../../../src/sending/delivery/settlement.ts';
import type { SendStatus } from '../../../src/sending/send-queries.ts';
import { type Safeguards, safeguardsWithout } from './safeguards.ts';

export type BatchState =
  | 'ready'
  | 'claimed'
  | 'accepted'
  | 'rejected'
  | 'unknown'
  | 'split'
  | 'cancelled';

export type LeaveReason = 'erased' | 'unsubscribed' | 'suppressed' | 'paused';
/** Or another send of the digest had reached them before a retry. */
type SkipReason = LeaveReason | 'already_sent';

/** One row. Moments in milliseconds of the database's clock. */
export interface Batch {
  n: number;
  state: BatchState;
  ids: readonly number[];
  skipped: readonly { id: number; reason: SkipReason }[];
  providerIds: readonly string[] | null;
  errorName: string | null;
  splitFrom: number | null;
  key: string | null;
  firstCalledAt: number | null;
  /** How many changes of addresses the claim that minted the key saw. */
  frozenAt: number | null;
  attempts: number;
  leaseToken: string | null;
  leaseUntil: number | null;
  /** The road whose lane claimed it last, and when. */
  lane: string | null;
  claimedAt: number | null;
  notBefore: number | null;
}

const all = safeguardsWithout();

/** Small, so that few people make several batches. */
const batchSize = 4;

export function planBatches(audience: readonly number[]): Batch[] {
  return Array.from({ length: Math.ceil(audience.length / batchSize) }, (_, n) =>
    plannedBatch(n, audience.slice(n * batchSize, (n + 1) * batchSize), null),
  );
}

export function plannedBatch(n: number, ids: readonly number[], splitFrom: number | null): Batch {
  return {
    n,
    state: 'ready',
    ids,
    skipped: [],
    providerIds: null,
    errorName: null,
    splitFrom,
    key: null,
    firstCalledAt: null,
    frozenAt: null,
    attempts: 0,
    leaseToken: null,
    leaseUntil: null,
    lane: null,
    claimedAt: null,
    notBefore: null,
  };
}

export function isOpen({ state }: Batch): boolean {
  return state === 'ready' || state === 'claimed';
}

export function isFinal(status: SendStatus): boolean {
  return status === 'sent' || status === 'cancelled' || status === 'failed';
}

/** Whether a lane may claim it now, if its send is sending. */
export function isWorkable(batch: Batch, now: number): boolean {
  if (batch.state === 'ready') return batch.notBefore === null || batch.notBefore <= now;
  return batch.state === 'claimed' && batch.leaseUntil !== null && batch.leaseUntil < now;
}

/** The next batch after `after` that a lane may claim. */
export function findWorkable(batches: readonly Batch[], after: number, now: number): Batch | null {
  return batches.find((batch) => batch.n > after && isWorkable(batch, now)) ?? null;
}

/** Claims it; on the first call under a key also freezes who is called. */
export function claimBatch(
  batch: Batch,
  claim: {
    now: number;
    key: string;
    token: string;
    lane: string;
    /** How many addresses were changed so far. */
    changes: number;
    whyLeft: (id: number) => LeaveReason | null;
  },
  safeguards: Safeguards = all,
): Batch {
  const isFirst = batch.key === null;
  const left = (isFirst && safeguards.recheck) || !safeguards.freeze ? claim.whyLeft : () => null;
  return {
    ...batch,
    state: 'claimed',
    attempts: Math.min(30_000, batch.attempts + 1),
    leaseToken: claim.token,
    leaseUntil: claim.now + leaseSeconds * 1000,
    lane: claim.lane,
    claimedAt: claim.now,
    key: safeguards.storedKey ? (batch.key ?? claim.key) : claim.key,
    firstCalledAt: batch.firstCalledAt ?? claim.now,
    frozenAt: batch.frozenAt ?? claim.changes,
    ids: batch.ids.filter((id) => left(id) === null),
    skipped: [
      ...batch.skipped,
      ...batch.ids.flatMap((id) => {
        const reason = left(id);
        return reason === null ? [] : [{ id, reason }];
      }),
    ],
  };
}

/** Writes a settlement; null if the lease token is not the batch's any more. */
export function settleBatch(
  batch: Batch,
  token: string,
  settlement: Settlement,
  now: number,
  safeguards: Safeguards = all,
): Batch | null {
  if (batch.leaseToken !== token && safeguards.leaseFence) return null;
  const errorName = 'error' in settlement ? settlement.error.name : null;
  const settled = { ...batch, leaseToken: null, leaseUntil: null, errorName };
  switch (settlement.kind) {
    case 'accepted':
      return { ...settled, state: 'accepted', providerIds: settlement.ids };
    case 'rejected':
    case 'unknown':
    case 'split':
      return { ...settled, state: settlement.kind };
    case 'replay':
      return { ...settled, state: 'claimed', leaseUntil: now + settlement.afterSeconds * 1000 };
    case 'release':
      return {
        ...settled,
        state: 'ready',
        key: null,
        firstCalledAt: null,
        frozenAt: null,
        attempts: 0,
        notBefore: now + settlement.afterSeconds * 1000,
      };
  }
}

/** The two halves that take over from a split batch, numbered from `first`. */
export function halveBatch(batch: Batch, first: number): [Batch, Batch] {
  const middle = Math.ceil(batch.ids.length / 2);
  return [
    plannedBatch(first, batch.ids.slice(0, middle), batch.n),
    plannedBatch(first + 1, batch.ids.slice(middle), batch.n),
  ];
}

/** Its end in a cancelled send, unless somebody holds it. */
export function closeBatch(batch: Batch, now: number): Batch {
  if (!isOpen(batch) || isHeld(batch, now)) return batch;
  const state = batch.state === 'ready' ? 'cancelled' : 'unknown';
  return { ...batch, state, leaseToken: null, leaseUntil: null };
}

/** A rejection for a passing reason is opened again by an editor's retry, without those `taken`. */
export function reopenBatch(
  batch: Batch,
  taken: ReadonlySet<number>,
  safeguards: Safeguards = all,
): Batch {
  const passing = batch.state === 'rejected' && passingRefusals.includes(batch.errorName ?? '');
  if (!passing && (safeguards.unknownIsFinal || batch.state !== 'unknown')) return batch;
  return {
    ...batch,
    state: 'ready',
    ids: batch.ids.filter((id) => !taken.has(id)),
    skipped: [
      ...batch.skipped,
      ...batch.ids
        .filter((id) => taken.has(id))
        .map((id) => ({ id, reason: 'already_sent' as const })),
    ],
    key: null,
    firstCalledAt: null,
    frozenAt: null,
    attempts: 0,
    notBefore: null,
  };
}

/** Whether an editor said what became of it, because nobody could know. */
export function isResolved({ errorName }: Batch): boolean {
  return errorName === resolvedName;
}

/** An editor's decision about an unknown batch. */
export function resolveBatch(batch: Batch, outcome: 'accepted' | 'rejected'): Batch {
  return batch.state === 'unknown' ? { ...batch, state: outcome, errorName: resolvedName } : batch;
}

/** An unknown batch, or one given up by an editor, of whose every recipient a webhook spoke was accepted. */
export function settleByFeedback(batch: Batch, spokenOf: (id: number) => boolean): Batch {
  const isOpenQuestion =
    batch.state === 'unknown' || (batch.state === 'rejected' && isResolved(batch));
  return isOpenQuestion && batch.ids.every(spokenOf) ? { ...batch, state: 'accepted' } : batch;
}

/** Whether it is under a live lease. */
export function isHeld({ state, leaseToken, leaseUntil }: Batch, now: number): boolean {
  return state === 'claimed' && leaseToken !== null && leaseUntil !== null && leaseUntil >= now;
}
