// How a schedule begins: the people, the clocks, the sends that were triggered.

import fc from 'fast-check';
import { gate } from './call-faults.ts';
import type { CallFault } from './provider.ts';
import { holdSeconds, type Wish } from './send-row.ts';
import type { Setting } from './simulation.ts';

export const mostSends = 3;

/** What has happened before anything goes wrong. */
interface Beginning {
  /** Sends that were triggered. */
  first: Wish[];
  /** Steps of the first one's work. */
  headStart: number;
  /** What its calls meet. */
  faults: CallFault[];
  /** Days that then pass without a tick; the next comes at their end. */
  missedDays?: number;
}

export const wish: fc.Arbitrary<Wish> = fc.record({
  delaySeconds: fc.option(fc.constantFrom(0, holdSeconds, 600, 7200), { freq: 4 }),
  again: fc.nat(3).map((n) => n === 0),
  isNarrow: fc.boolean(),
  isCounted: fc.boolean(),
});

const skew = fc.constantFrom(0, -600, 600);

const usual: fc.Arbitrary<Setting & Beginning> = fc.record({
  people: fc.oneof(
    { weight: 1, arbitrary: fc.constant(1) },
    { weight: 4, arbitrary: fc.integer({ min: 2, max: 9 }) },
  ),
  poisoned: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
  workerSkew: skew,
  providerSkew: skew,
  first: fc.array(wish, { minLength: 1, maxLength: mostSends }),
  headStart: fc.constant(0),
  faults: fc.constant([]),
});

/** One send is just calling, and another is about to be planned for the same people and more. */
const crowded: fc.Arbitrary<Setting & Beginning> = fc.record({
  people: fc.oneof(fc.constant(2), fc.integer({ min: 4, max: 9 })),
  poisoned: fc.constant([]),
  workerSkew: skew,
  providerSkew: skew,
  first: fc.constant([
    { delaySeconds: null, again: false, isNarrow: true, isCounted: false },
    { delaySeconds: null, again: false, isNarrow: false, isCounted: false },
  ]),
  headStart: fc.integer({ min: 12, max: 14 }),
  faults: fc.constantFrom<CallFault[]>([], [gate(404, 'not_found', null)]),
});

/** Sends of a domain that warms up: more people than its first days may have, and several days due at once. */
const warming: fc.Arbitrary<Setting & Beginning> = fc.record({
  people: fc.integer({ min: 5, max: 9 }),
  poisoned: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 1 }),
  workerSkew: skew,
  providerSkew: skew,
  caps: fc.constantFrom([4, 8], [4, 4, 4, 4], [5, 5]),
  first: fc.array(wish, { minLength: 1, maxLength: mostSends }),
  headStart: fc.integer({ min: 8, max: 16 }),
  faults: fc.constant([]),
  missedDays: fc.nat(3),
});

export const setting = fc.oneof(
  { weight: 3, arbitrary: usual },
  { weight: 2, arbitrary: crowded },
  { weight: 1, arbitrary: warming },
);
