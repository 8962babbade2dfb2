// The decisions around a call, as pure functions: before it, for its send, for its lane, in the sweep.
// With the outcome table (settlement.ts) and what is counted of calls (standing.ts) they are what the model of tests/faults/model runs.

import { keyLifeSeconds } from '../../resend/key-life.ts';
import { leaseSeconds } from './batch-queries.ts';
import type { RoadView } from './road-queries.ts';
import { roadsFor, surplusRoads } from './roads.ts';
import type { Settlement } from './settlement.ts';

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

/** How long after its claim was sent a call may still start: with its time-out, within the lease. */
export const callWithinSeconds = 20;

/** Claimed, and then it was too late to call: a first claim may be frozen anew, a replay keeps its key. */
export function settleUncalled(attempts: number): Settlement {
  const error = { name: 'too_late', message: 'The claim was answered too late for a call.' };
  return { kind: attempts === 1 ? 'release' : 'replay', afterSeconds: 0, error };
}

/** Seconds a road lets its message wait in the queue; what is due later is left to the sweep. */
const longestLaneDelay = leaseSeconds;

export type LaneStep =
  | { kind: 'work' | 'done' | 'finish' }
  /** Its road is passed on, to look again after so many seconds. */
  | { kind: 'more'; afterSeconds: number };

/** What a lane does that has looked around. `wanted`: roads that should be at work for its send. */
export function decideLane(view: RoadView, wanted: number): LaneStep {
  // Paused or cancelled: whoever resumes it enqueues.
  if (!view.isSending) return { kind: 'done' };
  if (view.dueInSeconds === null) return { kind: 'finish' };
  // Enqueued when others were only slow.
  if (view.ahead >= surplusRoads(wanted)) return { kind: 'done' };
  if (view.dueInSeconds <= 0) return { kind: 'work' };
  // Later time zones, long backoffs: the sweep enqueues when they are due; lanes need not look and look.
  if (view.dueInSeconds > longestLaneDelay) return { kind: 'done' };
  // Under the live leases of others, it may be: if those are dead, they run out then.
  return { kind: 'more', afterSeconds: Math.max(1, Math.ceil(view.dueInSeconds)) };
}

export type SweepStep =
  | { kind: 'enqueue_plan' | 'finish' | 'nothing' }
  /** Enqueue so many roads. */
  | { kind: 'enqueue_roads'; roads: number };

/**
 * What the sweep does for a send at work: enqueues the roads that are missing. Of a worker that
 * died nothing is known but that its lanes claim no more. `isStart`: the engine starts, and no road
 * of before is alive.
 */
export function decideSweep(
  send: Omit<ActiveSend, 'id'>,
  wanted: number,
  isStart = false,
): SweepStep {
  if (send.status === 'planning') return { kind: 'enqueue_plan' };
  if (send.open === 0) return { kind: 'finish' };
  // One is enough to wait for the end of a lease.
  const useful = Math.min(wanted, Math.max(roadsFor(send.due), send.leased > 0 ? 1 : 0));
  if (isStart) return useful > 0 ? { kind: 'enqueue_roads', roads: useful } : { kind: 'nothing' };
  const missing = useful - send.roads;
  return missing > 0 && !send.isEnqueued
    ? { kind: 'enqueue_roads', roads: missing }
    : { kind: 'nothing' };
}

export interface ActiveSend {
  id: string;
  status: 'planning' | 'sending';
  /** Batches that are not final; of those, under a live lease; of the others, workable now. */
  open: number;
  leased: number;
  due: number;
  /** Roads on which something was claimed a moment ago, alive or not. */
  roads: number;
  /** Roads were enqueued a moment ago, and may be on their way. */
  isEnqueued: boolean;
}
