// Who watches one send of the simulation: its books, its arrows, its log, its calls.

import { keyLifeSeconds } from '../../../src/resend/key-life.ts';
import type { SendStatus } from '../../../src/sending/send-queries.ts';
import { type Batch, type BatchState, isFinal, isOpen, isResolved } from './batch.ts';
import type { Claimed } from './claims.ts';
import type { SendDatabase } from './database.ts';
import type { Call } from './provider.ts';
import type { Invariant } from './safeguards.ts';
import type { Simulation } from './simulation.ts';
import { Broken } from './steps.ts';

export type Report = (invariant: Invariant, what: string) => void;

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

export class SendWatch {
  /** An editor wants it paused. */
  isHeld = false;
  readonly #db: SendDatabase;
  readonly #sim: Simulation;
  readonly #fail: Report;
  #before: { status: SendStatus | null; batches: readonly Batch[]; logged: number } = {
    status: null,
    batches: [],
    logged: 0,
  };
  /** When each lease was taken. */
  readonly #leases = new Map<string, { step: number; sawSending: boolean }>();
  /** Who of those frozen under a key had left already. */
  readonly #gone = new Map<string, number[]>();
  readonly #unknownSince = new Map<number, number>();
  /** Whom the provider took. */
  readonly #taken = new Set<number>();
  #cancelledAt: number | null = null;

  constructor(db: SendDatabase, sim: Simulation, fail: Report) {
    this.#db = db;
    this.#sim = sim;
    this.#fail = fail;
  }

  noteClaim({ batch, token, sawSending }: Claimed, step: number): void {
    const { people, sends } = this.#sim;
    this.#leases.set(token, { step, sawSending });
    if (batch.attempts > 1) return;
    const gone = batch.ids.filter((id) => people.whyLeft(id, sends.now) !== null);
    this.#gone.set(batch.key ?? '', gone);
  }

  noteCall({ batch, token }: Claimed, call: Call): void {
    const lease = this.#leases.get(token);
    if (!lease) throw new Broken('A call without a claim');
    if (!lease.sawSending) this.#fail('I8', 'a batch was claimed though the send was not sending');
    const holder = this.#db.batches.find(({ n }) => n === batch.n)?.leaseToken;
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

  noteAcceptance(subscriber: number): void {
    if (this.#taken.has(subscriber)) this.#fail('I1', `${subscriber} was accepted twice`);
    this.#taken.add(subscriber);
  }

  check(step: number): void {
    this.#checkBooks();
    this.#checkArrows(step);
    this.#checkLog();
    const { send, batches, log, deliveries } = this.#db;
    const wrong = deliveries.findWrongCell();
    if (wrong) this.#fail('I9', wrong);
    if (send.status === 'cancelled') this.#cancelledAt ??= step;
    this.#before = { status: send.status, batches, logged: log.length };
  }

  #checkBooks(): void {
    const db = this.#db;
    if (!db.send.isPlanned && db.batches.length === 0) return;
    const counts = db.readCounts();
    const { accepted, rejected, skipped, unknown, cancelled, pending } = counts;
    const sum = accepted + rejected + skipped + unknown + cancelled + pending;
    if (sum !== counts.recipients) this.#fail('I2', `${counts.recipients} people, ${sum} outcomes`);
    if (db.send.status === 'sent' && pending > 0) this.#fail('I3', `sent with ${pending} pending`);
    for (const batch of db.batches) this.#checkBatch(batch, this.#taken);
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

  #checkArrows(step: number): void {
    const db = this.#db;
    const { status } = db.send;
    const { status: was, batches } = this.#before;
    if (was !== null && status !== was && !sendArrows[was].includes(status)) {
      this.#fail('I4', `the send went from ${was} to ${status}`);
    }
    if (this.isHeld && status === 'sending') this.#fail('I8', 'a send held by an editor goes on');
    for (const old of batches) {
      const batch = db.batches.find(({ n }) => n === old.n);
      if (!batch || batch.state === old.state) continue;
      if (!batchArrows[old.state].includes(batch.state)) {
        this.#fail('I4', `batch ${batch.n} went from ${old.state} to ${batch.state}`);
      }
      if (batch.state === 'unknown') this.#noteUnknown(batch, step);
    }
  }

  #noteUnknown(batch: Batch, step: number): void {
    const { now } = this.#sim.sends;
    const age = (now - (batch.firstCalledAt ?? now)) / 1000;
    if (this.#db.send.status !== 'cancelled' && age < keyLifeSeconds - 1000) {
      this.#fail('I2', `batch ${batch.n} was given up after ${age} s`);
    }
    for (const id of batch.ids) this.#unknownSince.set(id, step);
  }

  #checkLog(): void {
    const db = this.#db;
    const { status } = db.send;
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
    const { send, batches } = this.#db;
    const open = batches.filter(isOpen).length;
    if (!isFinal(send.status) || open > 0) {
      this.#fail('I2', `at the end ${send.status} with ${open} open batches`);
    }
  }

  /** Whether the books say what became of somebody, or it was cancelled after that step. */
  hasDealtWith(id: number, step: number): boolean {
    const wasAtWork = this.#cancelledAt === null || this.#cancelledAt > step;
    return this.#db.batches.some(
      ({ state, ids, skipped }) =>
        skipped.some((person) => person.id === id) ||
        (ids.includes(id) && state !== 'split' && (state !== 'cancelled' || wasAtWork)),
    );
  }
}
