// Runs one random schedule: the events in their order, then until everything has come to rest.

import fc from 'fast-check';
import { isFinal, isOpen } from './batch.ts';
import { schedule } from './commands.ts';
import { type Invariant, type Safeguards, safeguardsWithout } from './safeguards.ts';
import { setting } from './setting.ts';
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
  const property = fc.property(
    setting,
    schedule,
    ({ first, headStart, faults, missedDays = 0, ...setting }, events) => {
      const sim = new Simulation(setting, safeguards, heeds);
      sim.callFaults.push(...faults);
      for (const wish of first) sim.editors.trigger(wish);
      for (let step = 0; step < headStart; step++) {
        if (sim.workers.length === 0) sim.deliver(step === 0 ? 0 : sim.queue.length - 1);
        sim.work(0);
      }
      sim.pass(missedDays * 86_400);
      if (missedDays > 0) sim.tick();
      fc.modelRun(() => ({ model: { sim }, real: sim }), events);
      comeToRest(sim);
      sim.watch.checkEnd();
    },
  );
  const found = fc.check(property, { seed, numRuns: 1, endOnFailure: !shrinks });
  if (!found.failed) return null;
  const error = found.errorInstance;
  const [counterexample] = [found.counterexample ?? []];
  const message = `${error instanceof Error ? error.message : String(error)}\n${fc.stringify(counterexample)}`;
  return { seed, message, violation: error instanceof Violation ? error : null };
}

/** Nothing fails any more, editors resume what waits for them, and time passes until all is done. */
function comeToRest(sim: Simulation): void {
  sim.callFaults.length = 0;
  sim.missingSlots = 0;
  // A tick a minute; later fewer, for a key with a kept error lives on for a day.
  for (let round = 0; round < 500; round++) {
    while (sim.arriveLate()) sim.watch.check();
    workOff(sim);
    if (isAtRest(sim)) return;
    sim.tick();
    workOff(sim);
    const paused = sim.sends.all.filter(({ send }) => send.status === 'paused' && !send.resumeAt);
    for (const db of paused) sim.editors.resume(db, true, true);
    if (paused.length === 0) sim.pass(Math.max(round < 100 ? 60 : 1800, secondsToNext(sim)));
    sim.watch.check();
  }
}

function isAtRest({ sends }: Simulation): boolean {
  return sends.all.every(({ send, batches }) => isFinal(send.status) && !batches.some(isOpen));
}

/** Until no worker can work and no message is due. */
function workOff(sim: Simulation): void {
  for (let steps = 0; steps < 5000; steps++) {
    const free = sim.workers.findIndex(({ worker }) => !worker.isWaiting(sim.sends.now));
    if (free >= 0) sim.work(free);
    else if (sim.dueMessage(0) && sim.hasFreeWorker()) sim.deliver(0);
    else return;
  }
}

/** Seconds until something can go on. */
function secondsToNext({ sends, queue, workers }: Simulation): number {
  const moments = [
    ...sends.all.flatMap(({ send, batches }) => [
      ...batches.flatMap(({ leaseUntil, notBefore }) => [leaseUntil ?? 0, notBefore ?? 0]),
      send.resumeAt ?? 0,
      send.scheduledAt ?? 0,
    ]),
    // The second look of a tick finds what the next tick finds.
    ...queue.filter(({ job }) => job.kind !== 'sweep').map(({ dueAt }) => dueAt),
    ...workers.map(({ worker }) => worker.givesUpAt ?? 0),
  ].filter((at) => at > sends.now);
  const next = moments.length === 0 ? 0 : Math.min(...moments) - sends.now;
  return next / 1000 + 1;
}
