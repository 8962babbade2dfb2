// The sends of one digest in their database: the clock and the people they share, and the digest's lock.

import {
  awaits,
  holds,
  mayReach,
  type Reach,
} from '../../../src/audience/segments/reached-queries.ts';
import { SendDatabase } from './database.ts';
import { findReached } from './once.ts';
import type { People } from './people.ts';
import type { Safeguards } from './safeguards.ts';
import { doesExactly, holdSeconds, roughly, type SendRow, type Wish } from './send-row.ts';
import { Domain } from './warm-up.ts';

/** An open transaction that holds rows. */
export type Transaction = object;

export class Sends {
  readonly all: SendDatabase[] = [];
  readonly people: People;
  readonly safeguards: Safeguards;
  /** The database's clock, in milliseconds. */
  now = Date.UTC(2026, 10, 1);
  /** The newest revision of the digest. */
  revision = 1;
  readonly domain: Domain;
  #minted = 0;
  #digestHolder: Transaction | null = null;

  constructor(people: People, safeguards: Safeguards, caps: readonly number[] | null = null) {
    this.people = people;
    this.safeguards = safeguards;
    this.domain = new Domain(this, caps);
  }

  add(row: SendRow): SendDatabase {
    const send = new SendDatabase(this, this.all.length, row);
    this.all.push(send);
    return send;
  }

  /** As `createSend`; null: another does exactly this, nobody is left, or another is being planned. */
  trigger(wish: Wish): SendDatabase | null {
    if (this.#digestHolder !== null) return null;
    if (this.all.some(({ send }) => doesExactly(send, wish, this.revision, this.now))) return null;
    const reached = this.findReached(wish.again ? awaits : [...holds, ...awaits]);
    const shown = this.audienceOf(wish).filter((id) => !reached.has(id));
    if (shown.length === 0) return null;
    const { delaySeconds, again, isNarrow, isCounted } = wish;
    const isHeld = delaySeconds === holdSeconds;
    const expected = isCounted ? shown.length : null;
    const isClose = delaySeconds === null || isHeld;
    const status = delaySeconds === null ? 'planning' : 'scheduled';
    const send = this.add({
      status,
      again,
      isNarrow,
      resumeAt: null,
      scheduledAt: delaySeconds === null ? null : this.now + delaySeconds * 1000,
      isHeld,
      expected,
      ...(isClose ? { fewest: expected, most: expected } : roughly(expected)),
      found: null,
      isPlanned: false,
      recipients: 0,
      refusals: 0,
      unclear: 0,
      isResumed: false,
      edition: delaySeconds === null ? 1 : 0,
      revision: this.revision,
      lanesRungAt: null,
    });
    send.shown = shown;
    send.log.push({ from: null, to: status });
    return send;
  }

  /** Whom a send is for, be it narrow: every other person. */
  audienceOf({ isNarrow }: { isNarrow: boolean }): number[] {
    return this.people.audience(this.now).filter((id) => !isNarrow || id % 2 === 0);
  }

  /** Whom a plan of `send` would take now. */
  findAudience(send: SendDatabase): number[] {
    const { again } = send.send;
    const reached = this.findReached(again ? awaits : [...holds, ...awaits], send);
    return this.audienceOf(send.send).filter((id) => !reached.has(id));
  }

  findReached(reaches: readonly Reach[], except?: SendDatabase): Set<number> {
    const others = this.all.filter((send) => send !== except);
    return findReached(
      others.map(({ send, batches }) => ({ status: send.status, batches })),
      reaches,
    );
  }

  /** As `hasReachedAnybody`, without welcomes. */
  hasReachedAnybody(send: SendDatabase): boolean {
    return this.all.some((other) => other !== send && other.send.isPlanned);
  }

  /** Whom a plan of `send`, or its retry, leaves out. */
  findTaken(send: SendDatabase, again: boolean): Set<number> {
    const { leaveOutHolders, leaveOutWaiting, lateCancels } = this.safeguards;
    const reaches = [
      ...(again || !leaveOutHolders ? [] : holds),
      ...(!leaveOutWaiting ? [] : lateCancels ? mayReach : awaits),
    ];
    return this.findReached(reaches, send);
  }

  // ── Locks ─────────────────────────────────────────────────────────────────────────────────────

  isDigestLocked(): boolean {
    return this.#digestHolder !== null;
  }

  lockDigest(transaction: Transaction): void {
    this.#digestHolder = transaction;
  }

  /** Lets go of whatever the transaction holds. */
  end(transaction: Transaction): void {
    if (this.#digestHolder === transaction) this.#digestHolder = null;
    this.domain.letGo(transaction);
    for (const send of this.all) send.letGo(transaction);
  }

  /** As `closeCancelledSends`: it waits for claims in flight. */
  closeCancelled(): number | null {
    const cancelled = this.all.filter(({ send }) => send.status === 'cancelled');
    for (const send of cancelled) send.closeCancelled();
    const leases = cancelled.flatMap(({ batches }) =>
      batches.flatMap(({ state, leaseUntil }) => (state === 'claimed' ? (leaseUntil ?? 0) : [])),
    );
    return leases.length === 0 ? null : (Math.min(...leases) - this.now) / 1000;
  }

  isClosingBlocked(): boolean {
    return this.all.some((send) => send.isClosingBlocked());
  }

  mint(): number {
    return ++this.#minted;
  }
}
