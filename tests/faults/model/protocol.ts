// The engine's work as steps: lane and feedback in the order of src/sending, with its own decisions.

import type { FeedbackEvent } from '../../../src/resend/feedback.ts';
import { type CallOutcome, classifyAnswer, classifyReply } from '../../../src/resend/outcome.ts';
import {
  callWithinSeconds,
  decideLane,
  settleBeforeCall,
  settleUncalled,
} from '../../../src/sending/delivery/protocol.ts';
import { lanesOfRoad, type Mark, markOf, roadsFor } from '../../../src/sending/delivery/roads.ts';
import {
  type Consequence,
  decideSettlement,
  type Settlement,
} from '../../../src/sending/delivery/settlement.ts';
import {
  holdBack,
  nothingCounted,
  pauseAfter,
  type Standing,
} from '../../../src/sending/delivery/standing.ts';
import { unaccounted } from '../../../src/sending/finish.ts';
import type { SendStatus, StatusChange } from '../../../src/sending/send-queries.ts';
import { claimNext } from './claim-steps.ts';
import type { Claimed } from './claims.ts';
import type { SendDatabase } from './database.ts';
import { plan } from './plan-steps.ts';
import type { Answer, Call, CallFault } from './provider.ts';
import type { Safeguards } from './safeguards.ts';
import { readSchedule } from './send-row.ts';
import type { Sends } from './sends.ts';
import { call, statement, type Work } from './steps.ts';
import { sweepWork } from './sweep-steps.ts';

/** What work can reach. */
export interface Engine {
  sends: Sends;
  safeguards: Safeguards;
  /** A plan looks for cancelled sends. */
  notePlanLooks(db: SendDatabase): void;
  /** It is written, and without whom other sends have reached, or may. */
  notePlan(db: SendDatabase, leftOut: readonly number[], readers: number): void;
  /** Hands a claimed batch over. */
  callProvider(db: SendDatabase, claimed: Claimed, call: Call, fault: CallFault): Answer;
  /** Whether the next slot is too far off to wait for. */
  isOutOfSlots(): boolean;
  enqueue(job: Job, delaySeconds?: number): void;
  /** An id smaller than all before it. */
  newRoad(): string;
  /** The clock of the worker that does this work. */
  workerClock(): Date;
}

export type Job =
  | { kind: 'plan'; send: number }
  | { kind: 'due'; send: number }
  /** A road of one lane. */
  | { kind: 'lanes'; send: number; road: string; turn: number }
  | { kind: 'sweep' }
  | { kind: 'events'; events: FeedbackEvent[] };

/** Roads that should be at work; rate and calls decide in production. */
export const wantedRoads = 3;
/** Batches that a lane works before its time is over; its road is passed on before the last of them. */
const batchesPerTurn = 3;

export function* doJob(engine: Engine, job: Job): Work {
  if (job.kind === 'sweep') yield* sweepWork(engine);
  else if (job.kind === 'events') yield* statement(() => takeEvents(engine, job.events));
  else {
    const db = engine.sends.all[job.send];
    if (db && job.kind === 'plan') yield* plan(engine, db);
    else if (db && job.kind === 'due') yield* ring(engine, db);
    else if (db && job.kind === 'lanes') yield* deliverLane(engine, db, job);
  }
}

/** As the job `due`. */
function* ring(engine: Engine, db: SendDatabase): Work {
  const { sends } = engine;
  const { scheduledAt } = db.send;
  const schedule = yield* statement(() => readSchedule(db.send, sends.now));
  if (schedule === 'not_due') {
    const isEarly = db.send.status === 'scheduled' && scheduledAt !== null;
    if (isEarly) engine.enqueue({ kind: 'due', send: db.id }, (scheduledAt - sends.now) / 1000);
    return;
  }
  yield* startDue(engine, db, schedule);
  yield* plan(engine, db);
}

/** As `startDue` of the sweep. */
export function* startDue(engine: Engine, db: SendDatabase, schedule: 'due' | 'stale'): Work {
  const change =
    schedule === 'due' ? { to: 'planning', why: 'due' } : { to: 'paused', why: 'missed' };
  yield* changeStatus(engine, db, ['scheduled'], { ...change, ifDue: true } as StatusChange);
}

function takeEvents({ sends }: Engine, events: readonly FeedbackEvent[]): void {
  for (const { id, deliveries } of sends.all) {
    const ours = events.filter(({ sendId }) => sendId === String(id));
    deliveries.take(ours, sends.people);
  }
}

/** As in wiring.ts. */
export function* enqueueLanes(
  { enqueue, newRoad }: Engine,
  db: SendDatabase,
  roads?: number,
): Work {
  const due = yield* statement(() => db.noteEnqueued(wantedRoads * lanesOfRoad));
  const count = roads ?? Math.max(1, roadsFor(due));
  for (let i = 0; i < count; i++) enqueue({ kind: 'lanes', send: db.id, road: newRoad(), turn: 0 });
}

function* deliverLane(
  engine: Engine,
  db: SendDatabase,
  message: { road: string; turn: number },
): Work {
  const { sends, safeguards } = engine;
  if (!(yield* statement(() => db.send.isPlanned))) return;
  const look = (mark: Mark) => statement(() => db.readRoad(mark));
  const wanted = safeguards.surplusEnds ? wantedRoads : Number.POSITIVE_INFINITY;
  const { turn } = message;
  const view = yield* look(markOf(message.road, turn));
  const road = view.isDoubled ? engine.newRoad() : message.road;
  const mark = markOf(road, turn);
  const passOn = (next: number, afterSeconds: number) =>
    engine.enqueue({ kind: 'lanes', send: db.id, road, turn: next }, afterSeconds);
  let isPassedOn = false;
  let next = decideLane(view, wanted);
  let cursor = -1;
  for (let worked = 0; next.kind === 'work' && worked < batchesPerTurn; worked++) {
    // Another lane of the road has heard that its time is over.
    isPassedOn = worked === batchesPerTurn - 1;
    if (isPassedOn) passOn(turn + 1, 0);
    if (engine.isOutOfSlots()) return;
    let sentAt = sends.now;
    let claimed = yield* claimNext(engine, db, cursor, mark.own);
    if (!claimed && cursor >= 0) {
      sentAt = sends.now;
      claimed = yield* claimNext(engine, db, -1, mark.own);
    }
    if (claimed) {
      cursor = claimed.batch.n;
      const goOn = yield* deliverBatch(engine, db, claimed, sentAt + callWithinSeconds * 1000);
      if (goOn && !claimed.isLast) continue;
    }
    next = decideLane(yield* look(mark), wanted);
    if (!claimed && next.kind === 'work') next = { kind: 'more', afterSeconds: 1 };
  }
  const isIdle = next.kind !== 'work' && db.send.status === 'sending';
  if (isIdle && !safeguards.finishCheck) yield* finishSend(engine, db);
  else if (next.kind === 'work' || next.kind === 'more') {
    if (!isPassedOn) passOn(turn, next.kind === 'more' ? next.afterSeconds : 0);
  } else if (next.kind === 'finish') yield* finishSend(engine, db);
  else yield* closeCancelled(db);
}

export function closeCancelled(db: SendDatabase): Work {
  return statement(
    () => db.closeCancelled(),
    () => db.isClosingBlocked(),
  );
}

function* deliverBatch(
  engine: Engine,
  db: SendDatabase,
  claimed: Claimed,
  callBy: number,
): Work<boolean> {
  const { sends, safeguards } = engine;
  const { batch, keyAgeSeconds, mails } = claimed;
  const size = mails.length;
  const early = settleBeforeCall({ size, keyAgeSeconds });
  const settle = (settlement: Settlement) =>
    statement(
      () => db.settle(claimed, settlement),
      () => db.isBeingClaimed(batch.n),
    );
  if (early && (early.kind !== 'unknown' || safeguards.keyLife)) {
    yield* settle(early);
    return true;
  }
  const request = { key: batch.key ?? '', mails };
  const answer = yield* call((fault) =>
    sends.now > callBy && safeguards.promptCalls
      ? 'too_late'
      : engine.callProvider(db, claimed, request, fault),
  );
  if (answer === 'too_late') {
    yield* settle(settleUncalled(batch.attempts));
    return true;
  }
  const outcome = answer
    ? classifyAnswer(answer.status, answer.body, answer.headers, size)
    : classifyReply({ kind: 'nothing', why: 'cut' }, size);
  const facts = { size, attempts: batch.attempts, keyAgeSeconds, isHalf: batch.splitFrom !== null };
  const { settlement: decided, consequence } = decideSettlement(outcome, facts);
  const { goOn, standing } = yield* applyConsequence(engine, db, consequence);
  const settlement = holdBack(decided, standing);
  yield* settle(weaken(settlement, outcome, safeguards));
  if (outcome.kind === 'accepted') {
    if (sends.domain.caps !== null) yield* statement(() => sends.domain.noteDay(batch));
    yield* statement(() => db.forgetTrouble());
  }
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
  db: SendDatabase,
  consequence: Consequence,
): Work<{ goOn: boolean; standing: Standing }> {
  let standing = nothingCounted;
  if (consequence.kind === 'count_refusal') {
    standing = yield* statement(() => db.countRefusal(consequence.isHalf));
  }
  if (consequence.kind === 'count_unclear') standing = yield* statement(() => db.countUnclear());
  const pause = pauseAfter(consequence, standing, engine.workerClock());
  if (pause) yield* changeStatus(engine, db, ['sending'], pause);
  return { goOn: pause === null, standing };
}

export function* finishSend({ safeguards }: Engine, db: SendDatabase): Work {
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
export function* changeStatus(
  { safeguards }: Engine,
  db: SendDatabase,
  from: readonly SendStatus[],
  change: StatusChange,
): Work {
  if (safeguards.loggedSteps) yield* statement(() => db.changeStatus(from, change));
  else {
    const before = db.send.status;
    if (yield* statement(() => db.changeStatus(from, change, false))) {
      yield* statement(() => db.log.push({ from: before, to: change.to }));
    }
  }
}
