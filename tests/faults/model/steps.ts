// How the model walks through work: one statement or call at a time, so that anything can happen in between.

import type { CallFault } from './provider.ts';

/** One statement, or one call of the provider, that is about to be made. */
export interface Step {
  kind: 'statement' | 'call';
  run(fault: CallFault): void;
}

/** Work that stops before each of its steps. A failed step is thrown into it. */
export type Work<T = void> = Generator<Step, T, undefined>;

/** What befalls a step. `unheard`: it was done, and its answer lost. */
export type StepFault = 'none' | 'refused' | 'unheard' | 'killed_before' | 'killed_after';

/** One statement or transaction of the database. */
export function statement<T>(run: () => T): Work<T> {
  return step('statement', run);
}

/** One call of the provider. */
export function call<T>(run: (fault: CallFault) => T): Work<T> {
  return step('call', run);
}

function* step<T>(kind: Step['kind'], run: (fault: CallFault) => T): Work<T> {
  const results: T[] = [];
  yield { kind, run: (fault) => void results.push(run(fault)) };
  for (const result of results) return result;
  throw new Error('A step was passed over');
}

/** A worker in the middle of its work. */
export class Worker {
  readonly startedAt: number;
  readonly name: string;
  readonly #work: Work;
  #next: Step | null = null;

  constructor(name: string, work: Work, startedAt: number) {
    this.name = name;
    this.startedAt = startedAt;
    this.#work = work;
    this.#next = stepOf(work.next());
  }

  get isDone(): boolean {
    return this.#next === null;
  }

  get nextKind(): Step['kind'] | null {
    return this.#next?.kind ?? null;
  }

  /** Makes the next step. `failed`: the job threw; `gone`: the worker was killed. */
  advance(fault: StepFault, callFault: CallFault): 'going' | 'done' | 'failed' | 'gone' {
    const next = this.#next;
    if (next === null) return 'done';
    // What a call does besides is the provider's business.
    const isRefused = fault === 'refused' && next.kind === 'statement';
    if (fault === 'killed_before') return 'gone';
    try {
      if (!isRefused) next.run(callFault);
      if (fault === 'killed_after') return 'gone';
      const isCut = isRefused || (fault === 'unheard' && next.kind === 'statement');
      this.#next = stepOf(
        isCut ? this.#work.throw(new ConnectionLost()) : this.#work.next(undefined),
      );
    } catch (error) {
      this.#next = null;
      if (error instanceof Broken) throw error;
      return 'failed';
    }
    return this.isDone ? 'done' : 'going';
  }
}

class ConnectionLost extends Error {}

/** The model itself, or a promise of the protocol, is broken: never part of a schedule. */
export class Broken extends Error {}

function stepOf(result: IteratorResult<Step, void>): Step | null {
  return result.done ? null : result.value;
}
