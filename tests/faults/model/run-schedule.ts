// Runs one random schedule: the events in their order, then until everything has come to rest.

import fc from 'fast-check';
import { isOpen } from './batch.ts';
import { schedule, setting } from './commands.ts';
import { type Invariant, type Safeguards, safeguardsWithout } from './safeguards.ts';
import { Simulation } from './simulation.ts';
import { Violation } from './watch.ts';

export interface Failure {
  seed: number;
  /** What was broken, and the shortest schedule found that breaks it. */
  message: string;
  violation: Violation | null;
}

export interface RunOptions {
  /** Default: all on. */
  safeguards?: Safeguards;
  /** The only invariant to look at. Default: all. */
  heeds?: Invariant;
  /** Whether a failing schedule is made as short as fast-check can. Default true. */
  shrinks?: boolean;
}

/** Runs the schedule of a seed; null if all holds. */
export function runSchedule(seed: number, options: RunOptions = {}): Failure | null {
  const { safeguards = safeguardsWithout(), heeds = null, shrinks = true } = options;
  const property = fc.property(setting, schedule, ({ delaySeconds, ...setting }, events) => {
    const sim = new Simulation(setting, safeguards, heeds);
    sim.trigger(delaySeconds);
    fc.modelRun(() => ({ model: { sim }, real: sim }), events);
    comeToRest(sim);
    sim.watch.checkEnd();
  });
  const found = fc.check(property, { seed, numRuns: 1, endOnFailure: !shrinks });
  if (!found.failed) return null;
  const error = found.errorInstance;
  const [counterexample] = [found.counterexample ?? []];
  const message = `${error instanceof Error ? error.message : String(error)}\n${fc.stringify(counterexample)}`;
  return { seed, message, violation: error instanceof Violation ? error : null };
}

/** Nothing fails any more, editors resume what waits for them, and time passes until all is done. */
function comeToRest(sim: Simulation): void {
  const { db } = sim;
  sim.callFaults.length = 0;
  sim.missingSlots = 0;
  // A tick a minute; later fewer, for a key with a kept error lives on for a day.
  for (let round = 0; round < 500; round++) {
    workOff(sim);
    if (isAtRest(sim)) return;
    sim.tick();
    workOff(sim);
    if (db.send?.status === 'paused' && db.send.resumeAt === null) sim.resume(true);
    else sim.pass(Math.max(round < 100 ? 60 : 1800, secondsToNext(sim)));
    sim.watch.check();
  }
}

function isAtRest({ db }: Simulation): boolean {
  return (
    !db.batches.some(isOpen) && (db.send?.status === 'sent' || db.send?.status === 'cancelled')
  );
}

/** Until no worker works and no message is due. */
function workOff(sim: Simulation): void {
  for (let steps = 0; steps < 5000; steps++) {
    if (sim.workers.length > 0) sim.work(0);
    else if (sim.dueMessage(0)) sim.deliver(0);
    else return;
  }
}

/** Seconds until something can go on. */
function secondsToNext({ db, queue }: Simulation): number {
  const moments = [
    ...db.batches.flatMap(({ leaseUntil, notBefore }) => [leaseUntil ?? 0, notBefore ?? 0]),
    // The second look of a tick finds what the next tick finds.
    ...queue.filter(({ job }) => job.kind !== 'sweep').map(({ dueAt }) => dueAt),
    db.send?.resumeAt ?? 0,
    db.send?.scheduledAt ?? 0,
  ].filter((at) => at > db.now);
  const next = moments.length === 0 ? 0 : Math.min(...moments) - db.now;
  return next / 1000 + 1;
}
