// A domain that warms up, as values: what warm-up-queries.ts and claim.ts say in SQL, for sends that share its days.

import { capOn } from '../../../src/sending/ladder.ts';
import { type DomainDays, placeOnDays } from '../../../src/sending/warm-up/days.ts';
import type { Batch } from './batch.ts';
import type { SendDatabase } from './database.ts';
import type { Sends, Transaction } from './sends.ts';

const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/** The day of the first call under a batch's key; null before it. */
function calledOn({ firstCalledAt }: Batch): string | null {
  return firstCalledAt === null ? null : dayOf(firstCalledAt);
}

export class Domain {
  /** Null: no day is capped. */
  readonly caps: readonly number[] | null;
  readonly #sends: Sends;
  /** Days with a call that was accepted. */
  readonly #days = new Set<string>();
  #holder: Transaction | null = null;

  constructor(sends: Sends, caps: readonly number[] | null) {
    this.#sends = sends;
    this.caps = caps;
  }

  get isLocked(): boolean {
    return this.#holder !== null;
  }

  lock(transaction: Transaction): void {
    this.#holder = transaction;
  }

  letGo(transaction: Transaction): void {
    if (this.#holder === transaction) this.#holder = null;
  }

  /** What today has left for first calls. */
  get room(): number {
    if (this.caps === null || !this.#sends.safeguards.dayRoom) return Number.POSITIVE_INFINITY;
    return Math.max(0, capOn(this.caps, this.#past) - this.#countCalled());
  }

  noteDay(batch: Batch): void {
    const day = calledOn(batch);
    if (day !== null) this.#days.add(day);
  }

  /** As `spreadOverDays`. */
  spread(db: SendDatabase): void {
    const { caps } = this;
    if (caps === null) return;
    const { now } = this.#sends;
    const waiting = db.batches
      .filter(({ state }) => state === 'ready')
      .map(({ n, ids, notBefore }) => ({ n, size: ids.length, dueAt: notBefore ?? now }));
    const placed = new Map(
      placeOnDays(caps, this.#daysBut(db), waiting)
        .filter(({ at, dueAt }) => at !== dueAt)
        .map(({ n, at }) => [n, at]),
    );
    db.batches = db.batches.map((batch) => {
      const at = placed.get(batch.n);
      return at === undefined ? batch : { ...batch, notBefore: at };
    });
  }

  get #past(): number {
    const today = dayOf(this.#sends.now);
    return [...this.#days].filter((day) => day < today).length;
  }

  #countCalled(): number {
    const today = dayOf(this.#sends.now);
    return this.#sends.all
      .flatMap(({ batches }) => batches)
      .filter((batch) => batch.state !== 'split' && (calledOn(batch) ?? '') >= today)
      .reduce((sum, { ids }) => sum + ids.length, 0);
  }

  /** As `readDays`. */
  #daysBut(asking: SendDatabase): DomainDays {
    const { now, all } = this.#sends;
    const taken = new Map([[dayOf(now), this.#countCalled()]]);
    for (const other of all) {
      const { send, batches } = other;
      if (other === asking || (send.status !== 'sending' && send.status !== 'paused')) continue;
      for (const { state, ids, notBefore } of batches) {
        const isToCome = notBefore !== null && notBefore > now;
        if (state !== 'ready' || (send.status === 'paused' && !isToCome)) continue;
        const day = dayOf(Math.max(notBefore ?? now, now));
        taken.set(day, (taken.get(day) ?? 0) + ids.length);
      }
    }
    return { now, zone: 'UTC', past: this.#past, taken };
  }
}
