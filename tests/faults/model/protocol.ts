// The engine's work as steps: plan, lane, sweep and feedback in the order of src/sending, with its own decisions.

import type { FeedbackEvent } from '../../../src/resend/feedback.ts';
import { type CallOutcome, classifyAnswer, noAnswer } from '../../../src/resend/outcome.ts';
import { unaccounted } from '../../../src/sending/finish.ts';
import {
  decideLaneEnd,
  decideSweep,
  pauseAfter,
  settleBeforeCall,
  settleWithoutSlot,
} from '../../../src/sending/protocol.ts';
import type { SendStatus, StatusChange } from '../../../src/sending/send-queries.ts';
import {
  type Consequence,
  decideSettlement,
  type Settlement,
} from '../../../src/sending/settlement.ts';
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
  /** The clock of the worker that does this work. */
  workerClock(): Date;
}

export type Job =
  | { kind: 'plan' }
  | { kind: 'deliver' }
  | { kind: 'events'; events: FeedbackEvent[] };

/** Rung at once by a plan and by the sweep; the rate decides in production. */
const lanes = 3;
/** Batches that a lane works before its time is over. */
const batchesPerLane = 3;

export function* doJob(engine: Engine, job: Job): Work {
  if (job.kind === 'plan') yield* plan(engine);
  else if (job.kind === 'deliver') yield* deliverLane(engine);
  else yield* statement(() => engine.db.deliveries.take(job.events, engine.db.people));
}

function* plan({ db, safeguards, ring }: Engine): Work {
  const write = () => db.plan(db.people.audience(db.now), safeguards.wholePlan);
  let planned = yield* statement(write);
  while (planned === 'unfinished') planned = yield* statement(write);
  if (planned === 'planned') for (let i = 0; i < lanes; i++) ring({ kind: 'deliver' });
}

function* deliverLane(engine: Engine): Work {
  const { db } = engine;
  if (!(yield* statement(() => db.send?.isPlanned))) return;
  let cursor = -1;
  for (let worked = 0; worked < batchesPerLane; worked++) {
    let claimed = yield* statement(() => db.claimNext(cursor));
    if (!claimed && cursor >= 0) claimed = yield* statement(() => db.claimNext(-1));
    if (!claimed) return yield* endLane(engine);
    cursor = claimed.batch.n;
    if (!(yield* deliverBatch(engine, claimed))) return yield* endLane(engine);
  }
  engine.ring({ kind: 'deliver' });
}

function* deliverBatch(engine: Engine, claimed: Claimed): Work<boolean> {
  const { db, safeguards } = engine;
  const { batch, keyAgeSeconds, mails } = claimed;
  const size = mails.length;
  const early = settleBeforeCall({ size, keyAgeSeconds });
  if (early && (early.kind !== 'unknown' || safeguards.keyLife)) {
    yield* statement(() => db.settle(claimed, early));
    return true;
  }
  if (engine.isOutOfSlots()) {
    yield* statement(() => db.settle(claimed, settleWithoutSlot(batch.attempts)));
    return false;
  }
  const request = { key: batch.key ?? '', mails };
  const answer = yield* call((fault) => engine.callProvider(claimed, request, fault));
  const outcome = answer
    ? classifyAnswer(answer.status, answer.body, answer.headers, size)
    : noAnswer(new Error('cut'));
  const facts = { size, attempts: batch.attempts, keyAgeSeconds, isHalf: batch.splitFrom !== null };
  const { settlement, consequence } = decideSettlement(outcome, facts);
  const goOn = yield* applyConsequence(engine, consequence);
  yield* statement(() => db.settle(claimed, weaken(settlement, outcome, safeguards)));
  if (outcome.kind === 'accepted') yield* statement(() => db.forgetRefusals());
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

function* applyConsequence(engine: Engine, consequence: Consequence): Work<boolean> {
  const { db } = engine;
  const refusals =
    consequence.kind === 'count_refusal' ? yield* statement(() => db.countRefusal()) : 0;
  const pause = pauseAfter(consequence, refusals, engine.workerClock());
  if (pause) yield* changeStatus(engine, ['sending'], pause);
  return pause === null;
}

function* endLane(engine: Engine): Work {
  const { db, safeguards } = engine;
  yield* statement(() => db.closeCancelled());
  const remaining = yield* statement(() => db.readRemaining());
  const end = decideLaneEnd(remaining);
  if (end.kind === 'finish' || (!safeguards.finishCheck && remaining.isSending)) {
    yield* finishSend(engine);
  } else if (end.kind === 'more') engine.ring({ kind: 'deliver' }, end.afterSeconds);
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
  const { db, ring, safeguards } = engine;
  if (!safeguards.sweep) return;
  const schedule = yield* statement(() => db.readSchedule());
  if (schedule === 'due')
    yield* changeStatus(engine, ['scheduled'], { to: 'planning', why: 'due', ifDue: true });
  if (schedule === 'stale')
    yield* changeStatus(engine, ['scheduled'], { to: 'paused', why: 'missed', ifDue: true });
  const resumeAt = yield* statement(() => db.send?.resumeAt ?? null);
  if (resumeAt !== null && resumeAt <= db.now) {
    const change = { to: 'sending', why: 'the quota is reset', ifPauseEnded: true } as const;
    yield* changeStatus(engine, ['paused'], change);
  }
  const status = db.send?.status;
  if (status === 'planning' || status === 'sending') {
    const active = yield* statement(() => db.readActive());
    const decided = decideSweep({ status, ...active });
    if (decided === 'ring_plan') ring({ kind: 'plan' });
    if (decided === 'ring_delivery') for (let i = 0; i < lanes; i++) ring({ kind: 'deliver' });
    if (decided === 'finish') yield* finishSend(engine);
  }
  yield* statement(() => db.closeCancelled());
  yield* statement(() => db.settleUnknownByFeedback());
}
