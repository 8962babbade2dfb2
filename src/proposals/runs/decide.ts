// What becomes of a run next, from what is known of it: no clock, no database.

import type { endedRunStates, openRunStates } from '../../db/schema/states.ts';
import type { RunWhy } from './why.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A digest that somebody is changing is not asked about again before it has rested so long. */
const restMinutes = 10;
/** Who was asked shortly before the hour is reminded so long after it. */
const nudgeHours = 2;
/** Asked so long before the hour, they are reminded at the hour. */
const earlyMs = 30 * minuteMs;

type EndedRunState = (typeof endedRunStates)[number];

export interface RunFacts {
  state: (typeof openRunStates)[number];
  dueAt: Date;
  /** When it was begun: later than due if it was caught up. */
  begunAt: Date;
  staleHours: number;
  minimum: number;
  proposal: { status: 'reading' | 'writing' | 'ready' | 'failed'; sections: number } | null;
  /** Null before it is made, and when somebody has deleted it; its newest revision was not seen yet, or then. */
  digest: { isNewRevision: boolean; changedAt: Date } | null;
  /** Somebody was asked about one of its revisions. */
  wasAsked: boolean;
  /** The question about its newest revision. */
  approval: { askedAt: Date; answer: 'yes' | 'no' | null } | null;
  nudgedAt: Date | null;
  /** A send of the digest that was not cancelled; else its own that was. */
  send: { status: string } | null;
  /** Why its last step did not succeed. */
  trouble: RunWhy | null;
}

export type RunStep =
  | { kind: 'wait' | 'make_digest' | 'note_revision' | 'ask' | 'nudge' | 'send' | 'note_sending' }
  | { kind: 'end'; state: EndedRunState; why: RunWhy | null };

/** Until then an answer counts. */
export function staleAt({
  dueAt,
  begunAt,
  staleHours,
}: Pick<RunFacts, 'dueAt' | 'begunAt' | 'staleHours'>): Date {
  const isCaughtUp = begunAt.getTime() - dueAt.getTime() > hourMs;
  return new Date((isCaughtUp ? begunAt : dueAt).getTime() + staleHours * hourMs);
}

/** When who was asked is reminded. */
export function nudgeAt(dueAt: Date, askedAt: Date): Date {
  if (dueAt.getTime() - askedAt.getTime() >= earlyMs) return dueAt;
  return new Date(Math.max(dueAt.getTime(), askedAt.getTime()) + nudgeHours * hourMs);
}

/** The one step that is to be taken now. Taken twice, each of them changes nothing more. */
export function decideRun(facts: RunFacts, now: Date): RunStep {
  return facts.state === 'making' ? decideMaking(facts, now) : decideMade(facts, now);
}

const wait: RunStep = { kind: 'wait' };
const end = (state: EndedRunState, why: RunWhy | null = null): RunStep => ({
  kind: 'end',
  state,
  why,
});

function decideMaking(facts: RunFacts, now: Date): RunStep {
  const { proposal, minimum } = facts;
  if (proposal === null) return end('failed', { code: 'proposal_gone' });
  if (proposal.status === 'failed') return end('failed', { code: 'not_read' });
  if (now >= staleAt(facts)) return end('failed', { code: 'not_written' });
  if (proposal.status !== 'ready') return wait;
  if (proposal.sections >= minimum) return { kind: 'make_digest' };
  return end('nothing', { code: 'few_readable', found: proposal.sections, minimum });
}

function decideMade(facts: RunFacts, now: Date): RunStep {
  const { digest, send, approval, trouble } = facts;
  if (digest === null) return end('cancelled', { code: 'digest_gone' });
  if (send !== null) return decideSending(facts.state, send.status);
  const isOver = now >= staleAt(facts);
  if (isOver && trouble !== null) return end('failed', trouble);
  if (approval?.answer === 'yes') return { kind: 'send' };
  if (isOver) {
    return approval?.answer === 'no'
      ? end('declined', { code: 'said_no' })
      : end('stale', { code: 'no_answer' });
  }
  if (digest.isNewRevision) return { kind: 'note_revision' };
  if (approval === null) return decideAsking(facts, digest, now);
  if (approval.answer === 'no' || facts.nudgedAt !== null) return wait;
  return now >= nudgeAt(facts.dueAt, approval.askedAt) ? { kind: 'nudge' } : wait;
}

function decideSending(state: RunFacts['state'], status: string): RunStep {
  switch (status) {
    case 'sent':
      return end('sent');
    case 'cancelled':
      return end('cancelled', { code: 'send_cancelled' });
    case 'failed':
      return end('failed', { code: 'send_failed' });
    default:
      return state === 'sending' ? wait : { kind: 'note_sending' };
  }
}

function decideAsking(
  { wasAsked }: RunFacts,
  { changedAt }: { changedAt: Date },
  now: Date,
): RunStep {
  if (!wasAsked) return { kind: 'ask' };
  return now.getTime() - changedAt.getTime() >= restMinutes * minuteMs ? { kind: 'ask' } : wait;
}
