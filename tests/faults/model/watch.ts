// Who watches the simulation: notes what happened, and after every step holds it to I1–I11.

import type { SendStatus } from '../../../src/sending/send-queries.ts';
import { keyLifeSeconds } from '../../../src/sending/settlement.ts';
import { type Batch, type BatchState, isOpen, isResolved } from './batch.ts';
import type { Claimed } from './database.ts';
import type { Call } from './provider.ts';
import type { Invariant } from './safeguards.ts';
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

const sendArrows: Record<SendStatus, readonly SendStatus[]> = {
  scheduled: ['planning', 'paused', 'cancelled'],
  planning: ['sending', 'paused', 'cancelled', 'failed'],
  sending: ['paused', 'sent', 'cancelled'],
  paused: ['planning', 'sending', 'cancelled', 'paused', 'scheduled'],
  // Only by an editor's retry.
  sent: ['sending'],
  cancelled: [],
  failed: [],
};

const batchArrows: Record<BatchState, readonly BatchState[]> = {
  ready: ['claimed', 'cancelled'],
  claimed: ['ready', 'accepted', 'rejected', 'unknown', 'split'],
  // By webhooks, or by an editor's decision.
  unknown: ['accepted', 'rejected'],
  // By an editor's retry; by webhooks that prove an editor wrong.
  rejected: ['ready', 'accepted'],
  accepted: [],
  split: [],
  cancelled: [],
};

export class Watch {
  /** An editor wants it paused. */
  isHeld = false;
  readonly #sim: Simulation;
  readonly #heeds: Invariant | null;
  #steps = 0;
  #before: { status: SendStatus | null; batches: readonly Batch[]; logged: number } = {
    status: null,
    batches: [],
    logged: 0,
  };
  /** When each lease was taken. */
  readonly #leases = new Map<string, { step: number; wasSending: boolean }>();
  /** Who of those frozen under a key had left already. */
  readonly #gone = new Map<string, number[]>();
  readonly #unknownSince = new Map<number, number>();

  /** `heeds`: the only invariant to look at; null: all of them. */
  constructor(sim: Simulation, heeds: Invariant | null) {
    this.#sim = sim;
    this.#heeds = heeds;
  }

  /** Every claim, at its moment. */
  noteClaim(claimed: Claimed): void {
    const { db, people } = this.#sim;
    const { batch, token } = claimed;
    this.#leases.set(token, { step: this.#steps, wasSending: db.send?.status === 'sending' });
    if (batch.attempts > 1) return;
    const gone = batch.ids.filter((id) => people.whyLeft(id, db.now) !== null);
    this.#gone.set(batch.key ?? '', gone);
  }

  /** Every call that starts. */
  noteCall({ batch, token }: Claimed, call: Call): void {
    const lease = this.#leases.get(token);
    if (!lease) throw new Broken('A call without a claim');
    if (!lease.wasSending) this.#fail('I8', 'a batch was claimed though the send was not sending');
    const holder = this.#sim.db.batches.find(({ n }) => n === batch.n)?.leaseToken;
    if (holder !== token) this.#fail('I11', `batch ${batch.n} is called and in other hands by now`);
    const gone = this.#gone.get(call.key) ?? [];
    if (gone.length > 0) this.#fail('I5', `${gone} had left before the claim and are called`);
    for (const { subscriber } of call.mails) {
      const since = this.#unknownSince.get(subscriber);
      if (since !== undefined && since <= lease.step) {
        this.#fail('I6', `${subscriber} is unknown and is called again`);
      }
    }
  }

  /** Holds everything to everything; call it after each step. */
  check(): void {
    this.#steps++;
    this.#checkAcceptances();
    this.#checkBooks();
    this.#checkArrows();
    this.#checkLog();
    const wrong = this.#sim.db.deliveries.findWrongCell();
    if (wrong) this.#fail('I9', wrong);
    const { send, batches, log } = this.#sim.db;
    this.#before = { status: send?.status ?? null, batches, logged: log.length };
  }

  #checkAcceptances(): void {
    const times = new Map<number, number>();
    for (const { subscriber } of this.#sim.provider.accepted) {
      times.set(subscriber, (times.get(subscriber) ?? 0) + 1);
    }
    for (const [subscriber, count] of times) {
      if (count > 1) this.#fail('I1', `${subscriber} was accepted ${count} times`);
    }
  }

  #checkBooks(): void {
    const { db, provider } = this.#sim;
    if (db.send?.isPlanned !== true && db.batches.length === 0) return;
    const counts = db.readCounts();
    const { accepted, rejected, skipped, unknown, cancelled, pending } = counts;
    const sum = accepted + rejected + skipped + unknown + cancelled + pending;
    if (sum !== counts.recipients) this.#fail('I2', `${counts.recipients} people, ${sum} outcomes`);
    if (db.send?.status === 'sent' && pending > 0) this.#fail('I3', `sent with ${pending} pending`);
    const taken = new Set(provider.accepted.map(({ subscriber }) => subscriber));
    for (const batch of db.batches) this.#checkBatch(batch, taken);
  }

  #checkBatch(batch: Batch, taken: Set<number>): void {
    const { state, ids, skipped } = batch;
    const mayBeTaken = state === 'accepted' || state === 'unknown' || state === 'claimed';
    // An editor's decision about what nobody can know may be wrong.
    if (state !== 'split' && !isResolved(batch)) {
      for (const id of ids) {
        if (taken.has(id) && !mayBeTaken) this.#fail('I2', `${id} was accepted but is ${state}`);
        if (!taken.has(id) && state === 'accepted') this.#fail('I2', `${id} was never accepted`);
      }
    }
    for (const { id } of skipped) {
      if (taken.has(id)) this.#fail('I2', `${id} was accepted but is skipped`);
    }
    if (state === 'rejected' && batch.errorName === 'validation_error') {
      const healthy = ids.filter((id) => !this.#sim.wasPoisoned(id));
      if (healthy.length > 0) this.#fail('I7', `${healthy} were rejected for another's address`);
    }
  }

  #checkArrows(): void {
    const { db } = this.#sim;
    const status = db.send?.status ?? null;
    const { status: was, batches } = this.#before;
    if (was !== null && status !== null && status !== was && !sendArrows[was].includes(status)) {
      this.#fail('I4', `the send went from ${was} to ${status}`);
    }
    if (this.isHeld && status === 'sending') this.#fail('I8', 'a send held by an editor goes on');
    for (const old of batches) {
      const batch = db.batches.find(({ n }) => n === old.n);
      if (!batch || batch.state === old.state) continue;
      if (!batchArrows[old.state].includes(batch.state)) {
        this.#fail('I4', `batch ${batch.n} went from ${old.state} to ${batch.state}`);
      }
      if (batch.state === 'unknown') this.#noteUnknown(batch);
    }
  }

  #noteUnknown(batch: Batch): void {
    const { db } = this.#sim;
    const age = (db.now - (batch.firstCalledAt ?? db.now)) / 1000;
    if (db.send?.status !== 'cancelled' && age < keyLifeSeconds - 1000) {
      this.#fail('I2', `batch ${batch.n} was given up after ${age} s`);
    }
    for (const id of batch.ids) this.#unknownSince.set(id, this.#steps);
  }

  #checkLog(): void {
    const { db } = this.#sim;
    const status = db.send?.status ?? null;
    const fresh = db.log.slice(this.#before.logged);
    let at = this.#before.status;
    for (const { from, to } of fresh) {
      if (from !== at) this.#fail('I10', `the log jumps from ${at} to ${from}`);
      at = to;
    }
    if (at !== status) this.#fail('I10', `the send is ${status}, its log ends at ${at}`);
  }

  /** When everything has come to rest: nobody is left behind. */
  checkEnd(): void {
    const { db } = this.#sim;
    const open = db.batches.filter(isOpen).length;
    const status = db.send?.status ?? null;
    const isFinal = status === null || status === 'sent' || status === 'cancelled';
    if (!isFinal || open > 0) this.#fail('I2', `at the end ${status} with ${open} open batches`);
  }

  #fail(invariant: Invariant, what: string): void {
    if (this.#heeds === null || this.#heeds === invariant) throw new Violation(invariant, what);
  }
}
