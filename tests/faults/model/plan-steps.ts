// A plan as steps, in the order of src/sending/planning/plan.ts; the rendering lies between the first and the second.

import { awaits, holds } from '../../../src/audience/segments/reached-queries.ts';
import type { SendDatabase } from './database.ts';
import { type Engine, enqueueLanes } from './protocol.ts';
import { part, statement, type Work } from './steps.ts';

type Planned = 'planned' | 'nothing' | 'changed' | { afterSeconds: number };

/** As in plan.ts. */
const freshStarts = 5;

export function* plan(engine: Engine, db: SendDatabase): Work {
  let planned: Planned = 'changed';
  for (let i = 0; planned === 'changed' && i < freshStarts; i++) {
    planned = yield* planEdition(engine, db);
  }
  if (planned === 'planned') yield* enqueueLanes(engine, db);
  if (typeof planned === 'object') {
    engine.enqueue({ kind: 'plan', send: db.id }, Math.ceil(planned.afterSeconds));
  }
}

function* planEdition(engine: Engine, db: SendDatabase): Work<Planned> {
  const { sends, safeguards } = engine;
  const seen = yield* statement(() => db.send);
  if (seen.status !== 'planning') return 'nothing';
  const transaction = {};
  try {
    if (safeguards.digestLock) {
      yield* part(
        () => sends.lockDigest(transaction),
        () => sends.isDigestLocked(),
      );
    }
    const present = yield* part(
      () => db.lock(transaction),
      () => db.isLocked(),
    );
    if (present.status !== 'planning') return 'nothing';
    if (present.edition !== seen.edition && safeguards.editionCheck) return 'changed';
    const settledIn = yield* part(
      () => {
        engine.notePlanLooks(db);
        return sends.closeCancelled();
      },
      () => sends.isClosingBlocked(),
    );
    if (settledIn !== null && safeguards.awaitCalls) return { afterSeconds: settledIn + 1 };
    const isAnybodyReached = yield* part(() => sends.hasReachedAnybody(db));
    const { audience, leftOut } = yield* part(() => chooseAudience(engine, db, isAnybodyReached));
    if (audience.length === 0) {
      const counted = yield* part(() => countAudience(engine, db));
      if (counted > 0) return 'changed';
    }
    if (sends.domain.caps !== null) {
      yield* part(
        () => sends.domain.lock(transaction),
        () => sends.domain.isLocked,
      );
    }
    const write = (): 'planned' | 'unfinished' | 'nothing' => {
      const isNobody = audience.length === 0;
      if (!isNobody && safeguards.audienceCheck && !db.isExpected(audience.length)) {
        db.stopUnexpected(audience.length);
        sends.end(transaction);
        return 'nothing';
      }
      if (isNobody) db.changeStatus(['planning'], { to: 'failed', why: 'nobody is left' });
      const written = isNobody ? 'nothing' : db.recordPlan(audience, seen.revision);
      if (written === 'planned') sends.domain.spread(db);
      sends.end(transaction);
      engine.notePlan(db, leftOut, audience.length);
      return written;
    };
    for (;;) {
      const written = yield* part(write);
      if (written !== 'unfinished') return written;
    }
  } finally {
    sends.end(transaction);
  }
}

function chooseAudience({ sends }: Engine, db: SendDatabase, isAnybodyReached: boolean) {
  const wanted = sends.audienceOf(db.send);
  const taken = isAnybodyReached ? sends.findTaken(db, db.send.again) : new Set<number>();
  return {
    audience: wanted.filter((id) => !taken.has(id)),
    leftOut: wanted.filter((id) => taken.has(id)),
  };
}

/** As `countAudience`, which says why nobody is left. */
function countAudience({ sends }: Engine, db: SendDatabase): number {
  const reached = sends.findReached(db.send.again ? awaits : [...holds, ...awaits], db);
  return sends.audienceOf(db.send).filter((id) => !reached.has(id)).length;
}
