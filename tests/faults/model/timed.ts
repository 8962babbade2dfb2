// Lives through a send by the clock: calls that take their time, a tick a minute or every five seconds.

import type { Safeguards } from './safeguards.ts';
import { Simulation } from './simulation.ts';
import type { Worker } from './steps.ts';

export interface Tempo {
  callSeconds: number;
  tickSeconds: number;
}

/** A send of `batches` full batches, just triggered; nothing differs, nobody is refused. */
export function startTimedSend(batches: number, safeguards: Safeguards): Simulation {
  const setting = { people: batches * 4, poisoned: [], workerSkew: 0, providerSkew: 0 };
  const sim = new Simulation(setting, safeguards);
  sim.editors.trigger({ delaySeconds: null, again: false, isNarrow: false, isCounted: false });
  return sim;
}

/** Goes on until `isOver`, asked after each tenth of a second, and says after how many seconds. */
export function live(sim: Simulation, tempo: Tempo, isOver: (seconds: number) => boolean): number {
  const startedAt = sim.sends.now;
  const callEndsAt = new Map<Worker, number>();
  let tickAt = Math.ceil(startedAt / 1000 / tempo.tickSeconds) * tempo.tickSeconds * 1000;
  for (;;) {
    const seconds = (sim.sends.now - startedAt) / 1000;
    if (isOver(seconds)) return seconds;
    if (seconds > 3600) throw new Error('It does not end');
    if (sim.sends.now >= tickAt) {
      sim.tick();
      tickAt += tempo.tickSeconds * 1000;
    }
    while (sim.hasFreeWorker() && sim.dueMessage(0)) sim.deliver(0);
    for (const { worker } of [...sim.workers]) {
      if ((callEndsAt.get(worker) ?? 0) <= sim.sends.now) {
        if (workToCall(sim, worker)) {
          callEndsAt.set(worker, sim.sends.now + tempo.callSeconds * 1000);
        }
      }
    }
    sim.pass(0.1);
  }
}

/** Makes a worker's steps up to its next call, and starts that; false if it ended before. */
function workToCall(sim: Simulation, worker: Worker): boolean {
  for (;;) {
    const i = sim.workers.findIndex((running) => running.worker === worker);
    if (i < 0) return false;
    const isCall = worker.nextKind === 'call';
    sim.work(i);
    if (isCall) return sim.workers.some((running) => running.worker === worker);
  }
}

/**
 * The most roads there are in the second minute after a send was paused and resumed five times, and
 * each of its messages came twice.
 */
export function countRoadsAfterEnqueueing(safeguards: Safeguards): number {
  const sim = startTimedSend(400, safeguards);
  const tempo = { callSeconds: 1, tickSeconds: 60 };
  live(sim, tempo, (seconds) => seconds >= 10);
  for (let i = 0; i < 5; i++) {
    for (const db of sim.sends.all) {
      sim.editors.pause(db);
      sim.editors.resume(db, false, false);
    }
    live(sim, tempo, (seconds) => seconds >= 0.5);
  }
  for (const _ of sim.queue) sim.deliver(0, 2);
  let most = 0;
  live(sim, tempo, (seconds) => {
    if (seconds >= 60) most = Math.max(most, sim.countRoads());
    return seconds >= 120;
  });
  return most;
}
