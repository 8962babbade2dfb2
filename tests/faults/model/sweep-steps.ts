// The sweep as steps, in the order of src/sending/watch/sweep.ts.

import { decideSweep } from '../../../src/sending/delivery/protocol.ts';
import {
  changeStatus,
  closeCancelled,
  type Engine,
  enqueueLanes,
  finishSend,
  startDue,
  wantedRoads,
} from './protocol.ts';
import { readSchedule } from './send-row.ts';
import { statement, type Work } from './steps.ts';

/** The cron tick. */
export function* sweep(engine: Engine): Work {
  const { sends, safeguards } = engine;
  if (!safeguards.sweep) return;
  engine.enqueue({ kind: 'sweep' }, 30);
  for (const db of [...sends.all]) {
    const schedule = yield* statement(() => readSchedule(db.send, sends.now));
    if (schedule !== 'not_due') yield* startDue(engine, db, schedule);
    const resumeAt = yield* statement(() => db.send.resumeAt);
    if (resumeAt !== null && resumeAt <= sends.now) {
      const change = { to: 'sending', why: 'its pause has ended', ifPauseEnded: true } as const;
      yield* changeStatus(engine, db, ['paused'], change);
    }
  }
  yield* sweepWork(engine);
  for (const db of [...sends.all]) {
    yield* closeCancelled(db);
    yield* statement(() => db.settleUnknownByFeedback());
  }
}

/** `isStart`: the engine starts, and nothing that was enqueued before is alive. */
export function* sweepWork(engine: Engine, isStart = false): Work {
  for (const db of [...engine.sends.all]) {
    const active = yield* statement(() => db.readActive());
    if (active === null) continue;
    const step = decideSweep(active, wantedRoads, isStart);
    if (step.kind === 'enqueue_plan') engine.enqueue({ kind: 'plan', send: db.id });
    if (step.kind === 'enqueue_roads') yield* enqueueLanes(engine, db, step.roads);
    if (step.kind === 'finish') yield* finishSend(engine, db);
  }
}
