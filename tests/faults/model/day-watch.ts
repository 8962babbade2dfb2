// Who watches the days of a domain that warms up, by what the provider took.

import { capOn } from '../../../src/sending/ladder.ts';
import type { Batch } from './batch.ts';

export class DayWatch {
  /** The day of the first claim under each key. */
  readonly #firstClaimed = new Map<string, string>();
  /** Accepted mails by that day. */
  readonly #accepted = new Map<string, number>();

  noteClaim({ key, claimedAt }: Batch): void {
    if (key === null || claimedAt === null || this.#firstClaimed.has(key)) return;
    this.#firstClaimed.set(key, new Date(claimedAt).toISOString().slice(0, 10));
  }

  /** What is wrong with it, if its day has passed its cap. */
  noteAcceptance(key: string, caps: readonly number[] | null): string | null {
    const day = this.#firstClaimed.get(key);
    if (day === undefined || caps === null) return null;
    const mails = (this.#accepted.get(day) ?? 0) + 1;
    this.#accepted.set(day, mails);
    const past = [...this.#accepted.keys()].filter((one) => one < day).length;
    const cap = capOn(caps, past);
    return mails > cap ? `${mails} mails on ${day}, of which ${cap} were allowed` : null;
  }
}
