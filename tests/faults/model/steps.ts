// How the model walks through work: one statement or call at a time, so that anything can happen in between.

import type { CallFault } from './provider.ts';

/** One statement, or one call of the provider, that is about to be made. */
export interface Step {
  kind: 'statement' | 'part' | 'call';
  /** Somebody holds a row that it needs. */
  isBlocked(): boolean;
  run(fault: CallFault): void;
}

/** Work that stops before each of its steps. A failed step is thrown into it. */
export type Work<T = void> = Generator<Step, T, undefined>;

/**
 * What befalls a step. `unheard`: it was done, and the connection broke before its answer;
 * `swallowed`: it was done, and its answer never comes, so that the worker waits until its deadline;
 * `late`: the same, and it is done only after that.
 */
export type StepFault =
  | 'none'
  | 'refused'
  | 'unheard'
  | 'swallowed'
  | 'late'
  | 'killed_before'
  | 'killed_after';

/** As in src/db/deadline.ts. */
const deadlineSeconds = 15;

const never = () => false;

/** One statement or transaction of the database. */
export function statement<T>(run: () => T, isBlocked = never): Work<T> {
  return step('statement', run, isBlocked);
}

/** One statement inside a transaction: it is undone with it. */
export function part<T>(run: () => T, isBlocked = never): Work<T> {
  return step('part', run, isBlocked);
}

/** One call of the provider. */
export function call<T>(run: (fault: CallFault) => T): Work<T> {
  return step('call', run, never);
}

function* step<T>(
  kind: Step['kind'],
  run: (fault: CallFault) => T,
  isBlocked: () => boolean,
): Work<T> {
  const results: T[] = [];
  yield { kind, isBlocked, run: (fault) => void results.push(run(fault)) };
  for (const result of results) return result;
  throw new Error('A step was passed over');
}

/** A worker in the middle of its work. */
export class Worker {
  readonly startedAt: number;
  readonly name: string;
  readonly #work: Work;
  #next: Step | null = null;
  /** When the deadline of an answer is over that never comes; null: none is waited for. */
  #givesUpAt: number | null = null;

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

  get givesUpAt(): number | null {
    return this.#givesUpAt;
  }

  /** Whether it waits for a lock, or for an answer. */
  isWaiting(now: number): boolean {
    if (this.#givesUpAt !== null) return this.#givesUpAt > now;
    return this.#next?.isBlocked() ?? false;
  }

  /**
   * Makes the next step. `failed`: the job threw; `gone`: the worker was killed. A statement that is
   * late goes to `delay`, which does it some time.
   */
  advance(
    fault: StepFault,
    callFault: CallFault,
    now: number,
    delay: (statement: Step) => void,
  ): 'going' | 'done' | 'failed' | 'gone' {
    const next = this.#next;
    if (next === null) return 'done';
    if (fault === 'killed_before') return this.kill();
    if (this.isWaiting(now)) return 'going';
    try {
      // What a call does besides is the provider's business.
      const befalls = next.kind === 'call' && !fault.startsWith('killed') ? 'none' : fault;
      if (this.#givesUpAt !== null || befalls === 'refused') return this.#fail();
      if (befalls === 'late') {
        if (next.kind === 'statement') delay(next);
      } else next.run(callFault);
      if (befalls === 'killed_after') return this.kill();
      if (befalls === 'unheard') return this.#fail();
      if (befalls === 'swallowed' || befalls === 'late') {
        this.#givesUpAt = now + deadlineSeconds * 1000;
        return 'going';
      }
      this.#next = stepOf(this.#work.next(undefined));
    } catch (error) {
      this.#next = null;
      if (error instanceof Broken) throw error;
      return 'failed';
    }
    return this.isDone ? 'done' : 'going';
  }

  /** Dies; whatever it held is let go. */
  kill(): 'gone' {
    this.#next = null;
    this.#work.return();
    return 'gone';
  }

  #fail(): 'going' | 'done' {
    this.#givesUpAt = null;
    this.#next = stepOf(this.#work.throw(new ConnectionLost()));
    return this.isDone ? 'done' : 'going';
  }
}

class ConnectionLost extends Error {}

/** The model itself, or a promise of the protocol, is broken: never part of a schedule. */
export class Broken extends Error {}

function stepOf(result: IteratorResult<Step, void>): Step | null {
  return result.done ? null : result.value;
}
