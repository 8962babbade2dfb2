// The people of one list as values: who is mailed, who has left, and under which address.

import type { LeaveReason } from './batch.ts';
import { poison } from './provider.ts';

interface Person {
  email: string;
  isSubscribed: boolean;
  pausedUntil: number;
}

export class People {
  readonly #people = new Map<number, Person>();
  readonly #suppressed = new Set<string>();
  readonly #history: { id: number; email: string }[] = [];

  /** Numbers 1 to `count`; the provider refuses the addresses of `poisoned`. */
  constructor(count: number, poisoned: readonly number[]) {
    for (let id = 1; id <= count; id++) {
      const domain = poisoned.includes(id) ? poison : '@reader.example';
      this.#people.set(id, { email: `${id}${domain}`, isSubscribed: true, pausedUntil: 0 });
    }
  }

  /** Whom a plan takes, in order. */
  audience(now: number): number[] {
    return [...this.#people.keys()].filter((id) => this.whyLeft(id, now) === null);
  }

  /** Why a batch leaves them out, or null. */
  whyLeft(id: number, now: number): LeaveReason | null {
    const person = this.#people.get(id);
    if (!person) return 'erased';
    if (!person.isSubscribed) return 'unsubscribed';
    if (this.#suppressed.has(person.email)) return 'suppressed';
    return person.pausedUntil > now ? 'paused' : null;
  }

  /** The address as it was when so many `changes` had happened; throws if nobody knows it. */
  addressAt(id: number, changes: number): string {
    const email = this.findAddress(id, changes);
    if (email === null) throw new Error(`Nobody knows the address of ${id}`);
    return email;
  }

  findAddress(id: number, changes: number): string | null {
    const next = this.#history.slice(changes).find((change) => change.id === id);
    return next?.email ?? this.emailOf(id);
  }

  subscribe(id: number, isSubscribed: boolean): void {
    const person = this.#people.get(id);
    if (person) this.#people.set(id, { ...person, isSubscribed });
  }

  rest(id: number, until: number): void {
    const person = this.#people.get(id);
    if (person) this.#people.set(id, { ...person, pausedUntil: until });
  }

  suppress(email: string): void {
    this.#suppressed.add(email);
  }

  /** Moves to another address, which the provider takes. */
  move(id: number, now: number): void {
    const person = this.#people.get(id);
    if (!person) return;
    this.#history.push({ id, email: person.email });
    this.#people.set(id, { ...person, email: `${id}-${now}@moved.example` });
  }

  erase(id: number): void {
    const person = this.#people.get(id);
    if (!person) return;
    this.#history.push({ id, email: person.email });
    this.#people.delete(id);
  }

  stateOf(id: number): Omit<Person, 'email'> {
    return this.#people.get(id) ?? { isSubscribed: false, pausedUntil: 0 };
  }

  suppressed(): string[] {
    return [...this.#suppressed];
  }

  /** Former addresses, in the order in which they were given up. */
  history(): readonly { id: number; email: string }[] {
    return this.#history;
  }

  emailOf(id: number): string | null {
    return this.#people.get(id)?.email ?? null;
  }
}
