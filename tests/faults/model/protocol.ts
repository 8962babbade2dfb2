// The engine's work as steps: plan, lane, sweep and feedback in the order of src/sending, with its own decisions.

import type { FeedbackEvent } from '../../../src/resend/feedback.ts';
import { type CallOutcome, classifyAnswer, noAnswer } from '../../../src/resend/outcome.ts';
import { unaccounted } from '../../../src/sending/finish.ts';
import {
  callWithinSeconds,
  decideLane,
  decideSweep,
  settleBeforeCall,
  settleUncalled,
} from '../../../src/sending/protocol.ts';
import type { SendStatus, StatusChange } from '../../../src/sending/send-queries.ts';
import {
  type Consequence,
  decideSettlement,
  type Settlement,
} from '../../../src/sending/settlement.ts';
import {
  holdBack,
  nothingCounted,
  pauseAfter,
  type Standing,
} from '../../../src/sending/standing.ts';
import type { Claimed, SendDatabase } from './database.ts';
import type { Answer, Call, CallFault } from './provider.ts';
import type { Safeguards } from './safeguards.ts';
import { call, statement, type Work } from './steps.ts';

/** What work can reach. */
export interface Engine {
  db: SendDatabase;
  safeguards: Safeguards;
  /** Hands a claimed batch over. */
  callProvider(claimed: Claimed, call: Call, fault: CallFault): Answer;
  /** Whether the next slot is too far off to wait for. */
  isOutOfSlots(): boolean;
  ring(job: Job, delaySeconds?: number): void;
  /** An id smaller than all before it. */
  newLane(): string;
  /** The clock of the worker that does this work. */
  workerClock(): Date;
}

export type Job =
  | { kind: 'plan' }
  | { kind: 'deliver'; lane: string }
  | { kind: 'sweep' }
  | { kind: 'events'; events: FeedbackEvent[] };

/** Lanes that should be at work; the rate decides in production. */
export const wantedLanes = 3;
/** Batches that a lane works before its time is over. */
const batchesPerLane = 3;

export function* doJob(engine: Engine, job: Job): Work {
  if (job.kind === 'plan') yield* plan(engine);
  else if (job.kind === 'deliver') yield* deliverLane(engine, job.lane);
  else if (job.kind === 'sweep') yield* sweepWork(engine);
  else yield* statement(() => engine.db.deliveries.take(job.events, engine.db.people));
}

function* plan(engine: Engine): Work {
  const { db, safeguards } = engine;
  const write = () => db.plan(db.people.audience(db.now), safeguards.wholePlan);
  let planned = yield* statement(write);
  while (planned === 'unfinished') planned = yield* statement(write);
  if (planned === 'planned') yield* ringDeliveries(engine);
}

/** As in wiring.ts. */
export function* ringDeliveries({ db, ring, newLane }: Engine, lanes?: number): Work {
  const due = yield* statement(() => db.noteRing(wantedLanes));
  const count = lanes ?? Math.max(1, due);
  for (let i = 0; i < count; i++) ring({ kind: 'deliver', lane: newLane() });
}

function* deliverLane(engine: Engine, named: string): Work {
  const { db, safeguards } = engine;
  if (!(yield* statement(() => db.send?.isPlanned))) return;
  const look = (lane: string) => statement(() => db.readLane(lane));
  const wanted = safeguards.surplusEnds ? wantedLanes : Number.POSITIVE_INFINITY;
  const view = yield* look(named);
  const lane = view.isDoubled ? engine.newLane() : named;
  let next = decideLane(view, wanted);
  let cursor = -1;
  for (let worked = 0; next.kind === 'work' && worked < batchesPerLane; worked++) {
    if (engine.isOutOfSlots()) return;
    let sentAt = db.now;
    let claimed = yield* statement(() => db.claimNext(cursor, lane));
    if (!claimed && cursor >= 0) {
      sentAt = db.now;
      claimed = yield* statement(() => db.claimNext(-1, lane));
    }
    if (claimed) {
      cursor = claimed.batch.n;
      const goOn = yield* deliverBatch(engine, claimed, sentAt + callWithinSeconds * 1000);
      if (goOn && !claimed.isLast) continue;
    }
    next = decideLane(yield* look(lane), wanted);
    if (!claimed && next.kind === 'work') next = { kind: 'more', afterSeconds: 1 };
  }
  const isIdle = next.kind !== 'work' && db.send?.status === 'sending';
  if (isIdle && !safeguards.finishCheck) yield* finishSend(engine);
  else if (next.kind === 'work') engine.ring({ kind: 'deliver', lane });
  else if (next.kind === 'more') engine.ring({ kind: 'deliver', lane }, next.afterSeconds);
  else if (next.kind === 'finish') yield* finishSend(engine);
  else yield* statement(() => db.closeCancelled());
}

function* deliverBatch(engine: Engine, claimed: Claimed, callBy: number): Work<boolean> {
  const { db, safeguards } = engine;
  const { batch, keyAgeSeconds, mails } = claimed;
  const size = mails.length;
  const early = settleBeforeCall({ size, keyAgeSeconds });
  if (early && (early.kind !== 'unknown' || safeguards.keyLife)) {
    yield* statement(() => db.settle(claimed, early));
    return true;
  }
  const request = { key: batch.key ?? '', mails };
  const answer = yield* call((fault) =>
    db.now > callBy && safeguards.promptCalls
      ? 'too_late'
      : engine.callProvider(claimed, request, fault),
  );
  if (answer === 'too_late') {
    yield* statement(() => db.settle(claimed, settleUncalled(batch.attempts)));
    return true;
  }
  const outcome = answer
    ? classifyAnswer(answer.status, answer.body, answer.headers, size)
    : noAnswer(new Error('cut'));
  const facts = { size, attempts: batch.attempts, keyAgeSeconds, isHalf: batch.splitFrom !== null };
  const { settlement: decided, consequence } = decideSettlement(outcome, facts);
  const { goOn, standing } = yield* applyConsequence(engine, consequence);
  const settlement = holdBack(decided, standing);
  yield* statement(() => db.settle(claimed, weaken(settlement, outcome, safeguards)));
  if (outcome.kind === 'accepted') yield* statement(() => db.forgetTrouble());
  return goOn;
}

/** The settlement as it would be without the safeguards that are off. */
function weaken(settlement: Settlement, outcome: CallOutcome, on: Safeguards): Settlement {
  const error = 'error' in settlement ? settlement.error : { name: '', message: '' };
  const { kind } = settlement;
  if (kind === 'split' && !on.split) return { kind: 'rejected', error };
  if (kind === 'unknown' && !on.keyLife) return { kind: 'replay', afterSeconds: 900, error };
  const isGate = ['rate_limited', 'quota', 'unauthorized'].includes(outcome.kind);
  if (kind !== 'replay') return settlement;
  if (isGate ? !on.gateRefusals : outcome.kind === 'ambiguous' && !on.ambiguity) {
    return { kind: 'release', afterSeconds: settlement.afterSeconds, error };
  }
  return settlement;
}

function* applyConsequence(
  engine: Engine,
  consequence: Consequence,
): Work<{ goOn: boolean; standing: Standing }> {
  const { db } = engine;
  let standing = nothingCounted;
  if (consequence.kind === 'count_refusal') {
    standing = yield* statement(() => db.countRefusal(consequence.isHalf));
  }
  if (consequence.kind === 'count_unclear') standing = yield* statement(() => db.countUnclear());
  const pause = pauseAfter(consequence, standing, engine.workerClock());
  if (pause) yield* changeStatus(engine, ['sending'], pause);
  return { goOn: pause === null, standing };
}

function* finishSend({ db, safeguards }: Engine): Work {
  const isOver = () => {
    const counts = db.readCounts();
    return counts.pending === 0 && unaccounted(counts) === 0;
  };
  const finish = () => db.changeStatus(['sending'], { to: 'sent', why: 'all accounted for' });
  if (!safeguards.finishCheck) yield* statement(finish);
  else if (safeguards.finishLock) yield* statement(() => isOver() && finish());
  else if (yield* statement(isOver)) yield* statement(finish);
}

/** `changeStatus` of send-queries.ts: the change and its log, in one statement. */
function* changeStatus(
  { db, safeguards }: Engine,
  from: readonly SendStatus[],
  change: StatusChange,
): Work {
  if (safeguards.loggedSteps) yield* statement(() => db.changeStatus(from, change));
  else {
    const before = db.send?.status ?? null;
    if (yield* statement(() => db.changeStatus(from, change, false))) {
      yield* statement(() => db.log.push({ from: before, to: change.to }));
    }
  }
}

/** The cron tick. */
export function* sweep(engine: Engine): Work {
  const { db, safeguards } = engine;
  if (!safeguards.sweep) return;
  engine.ring({ kind: 'sweep' }, 30);
  const schedule = yield* statement(() => db.readSchedule());
  if (schedule === 'due')
    yield* changeStatus(engine, ['scheduled'], { to: 'planning', why: 'due', ifDue: true });
  if (schedule === 'stale')
    yield* changeStatus(engine, ['scheduled'], { to: 'paused', why: 'missed', ifDue: true });
  const resumeAt = yield* statement(() => db.send?.resumeAt ?? null);
  if (resumeAt !== null && resumeAt <= db.now) {
    const change = { to: 'sending', why: 'its pause has ended', ifPauseEnded: true } as const;
    yield* changeStatus(engine, ['paused'], change);
  }
  yield* sweepWork(engine);
  yield* statement(() => db.closeCancelled());
  yield* statement(() => db.settleUnknownByFeedback());
}

/** `isStart`: the engine starts, and nothing that was rung for before is alive. */
export function* sweepWork(engine: Engine, isStart = false): Work {
  const active = yield* statement(() => engine.db.readActive());
  if (active === null) return;
  const step = decideSweep(active, wantedLanes, isStart);
  if (step.kind === 'ring_plan') engine.ring({ kind: 'plan' });
  if (step.kind === 'ring_lanes') yield* ringDeliveries(engine, step.lanes);
  if (step.kind === 'finish') yield* finishSend(engine);
}
