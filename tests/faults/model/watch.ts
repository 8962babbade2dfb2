// Who watches the simulation: notes what happened, and after every step holds it to I1–I16.

import type { Claimed } from './claims.ts';
import type { SendDatabase } from './database.ts';
import { DayWatch } from './day-watch.ts';
import type { Call } from './provider.ts';
import type { Invariant } from './safeguards.ts';
import { type Report, SendWatch } from './send-watch.ts';
import type { Simulation } from './simulation.ts';
import { Broken } from './steps.ts';

/** A promise was broken. */
export class Violation extends Broken {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, what: string) {
    super(`${invariant}: ${what}`);
    this.invariant = invariant;
  }
}

/** Whom a plan left out, and after which step it looked for cancelled sends. */
interface LeftOut {
  db: SendDatabase;
  ids: readonly number[];
  step: number;
}

export class Watch {
  readonly #sim: Simulation;
  readonly #heeds: Invariant | null;
  readonly #sends = new Map<SendDatabase, SendWatch>();
  readonly #leftOut: LeftOut[] = [];
  /** When a plan of each send last looked for cancelled ones. */
  readonly #looked = new Map<SendDatabase, number>();
  /** Who had each person's mail, in the order of acceptance. */
  readonly #takers = new Map<number, number[]>();
  readonly #days = new DayWatch();
  #counted = 0;
  #steps = 0;

  /** `heeds`: the only invariant to look at; null: all of them. */
  constructor(sim: Simulation, heeds: Invariant | null) {
    this.#sim = sim;
    this.#heeds = heeds;
  }

  /** An editor wants it paused, or does not any more. */
  hold(db: SendDatabase, isHeld: boolean): void {
    this.#watchOf(db).isHeld = isHeld;
  }

  /** Every claim, at its moment. */
  noteClaim(db: SendDatabase, claimed: Claimed): void {
    this.#watchOf(db).noteClaim(claimed, this.#steps);
    this.#days.noteClaim(claimed.batch);
  }

  notePlanLooks(db: SendDatabase): void {
    this.#looked.set(db, this.#steps);
  }

  notePlan(db: SendDatabase, ids: readonly number[], readers: number): void {
    if (db.send.isPlanned && !db.isExpected(readers)) {
      this.#fail('I16', `send ${db.id} goes to ${readers} people, not ${db.send.expected}`);
    }
    this.#leftOut.push({ db, ids, step: this.#looked.get(db) ?? 0 });
  }

  /** Every call that starts. */
  noteCall(db: SendDatabase, claimed: Claimed, call: Call): void {
    this.#watchOf(db).noteCall(claimed, call);
    for (const { subscriber, revision } of call.mails) {
      const takers = this.#takers.get(subscriber) ?? [];
      if (!db.send.again && takers.some((id) => id !== db.id)) {
        this.#fail('I13', `send ${db.id} mails ${subscriber}, who has the digest from ${takers}`);
      }
      if (revision !== db.send.revision) {
        this.#fail('I14', `send ${db.id} mails revision ${revision}, not ${db.send.revision}`);
      }
    }
  }

  /** Holds everything to everything; call it after each step. */
  check(): void {
    this.#steps++;
    this.#checkAcceptances();
    this.#checkWaiting();
    for (const db of this.#sim.sends.all) this.#watchOf(db).check(this.#steps);
  }

  /** With `again`, too, nobody is about to be mailed by two. */
  #checkWaiting(): void {
    const waiting = new Map<number, SendDatabase>();
    for (const db of this.#sim.sends.all) {
      const { status, again } = db.send;
      for (const { state, ids } of db.batches) {
        if (state !== 'claimed' && (state !== 'ready' || status === 'cancelled')) continue;
        for (const id of ids) {
          const other = waiting.get(id);
          if (other && other !== db && (again || other.send.again)) {
            this.#fail('I13', `${id} awaits the digest from sends ${other.id} and ${db.id}`);
          }
          waiting.set(id, db);
        }
      }
    }
  }

  #checkAcceptances(): void {
    const { provider, sends } = this.#sim;
    for (; this.#counted < provider.accepted.length; this.#counted++) {
      const mail = provider.accepted[this.#counted];
      const db = mail && sends.all[mail.send];
      if (!db) continue;
      this.#watchOf(db).noteAcceptance(mail.subscriber);
      const full = this.#days.noteAcceptance(mail.key, sends.domain.caps);
      if (full) this.#fail('I15', full);
      const takers = this.#takers.get(mail.subscriber) ?? [];
      this.#takers.set(mail.subscriber, [...takers, mail.send]);
      const once = new Set([...takers, mail.send].filter((id) => !sends.all[id]?.send.again));
      if (once.size > 1) {
        this.#fail('I13', `${mail.subscriber} has the digest from sends ${[...once]}`);
      }
    }
  }

  /** When everything has come to rest: nobody is left behind. */
  checkEnd(): void {
    for (const db of this.#sim.sends.all) this.#watchOf(db).checkEnd();
    for (const { db, ids, step } of this.#leftOut) {
      for (const id of ids) {
        const isReached = this.#sim.sends.all.some(
          (other) => other !== db && this.#watchOf(other).hasDealtWith(id, step),
        );
        if (!isReached) this.#fail('I2', `send ${db.id} left out ${id}, who has it from no other`);
      }
    }
  }

  #watchOf(db: SendDatabase): SendWatch {
    const known = this.#sends.get(db);
    if (known) return known;
    const fail: Report = (invariant, what) => this.#fail(invariant, `send ${db.id}: ${what}`);
    const made = new SendWatch(db, this.#sim, fail);
    this.#sends.set(db, made);
    return made;
  }

  #fail(invariant: Invariant, what: string): void {
    if (this.#heeds === null || this.#heeds === invariant) throw new Violation(invariant, what);
  }
}
