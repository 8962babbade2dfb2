// Claims of a send that have begun and not committed: each holds its batch, and others pass over that.

import type { Batch } from './batch.ts';
import type { Mail } from './provider.ts';
import type { Transaction } from './sends.ts';

/** A claimed batch with the bytes of its mails. */
export interface Claimed {
  batch: Batch;
  token: string;
  /** Its send was at work when the claim began. */
  sawSending: boolean;
  /** Nothing workable stood behind it. */
  isLast: boolean;
  keyAgeSeconds: number;
  mails: Mail[];
}

interface Begun {
  batch: Batch;
  sawSending: boolean;
}

export class Claims {
  readonly #begun = new Map<Transaction, Begun>();

  get isEmpty(): boolean {
    return this.#begun.size === 0;
  }

  begin(transaction: Transaction, begun: Begun): void {
    this.#begun.set(transaction, begun);
  }

  /** What nobody is claiming, and what has room today if it is called for the first time. */
  findFree(batches: readonly Batch[], room: number): Batch[] {
    return batches.filter(
      ({ n, key, ids }) => !this.has(n) && (key !== null || ids.length <= room),
    );
  }

  has(n: number): boolean {
    return [...this.#begun.values()].some(({ batch }) => batch.n === n);
  }

  /** Its end, be it by commit or not. */
  take(transaction: Transaction): Begun | null {
    const begun = this.#begun.get(transaction) ?? null;
    this.#begun.delete(transaction);
    return begun;
  }
}
