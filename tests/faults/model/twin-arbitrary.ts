// Random states of batches and people, also such as no schedule leads to; the moment now is 0.

import fc from 'fast-check';
import { resolvedName } from '../../../src/digest/mailed-queries.ts';
import { markOf } from '../../../src/sending/delivery/roads.ts';
import { passingRefusals, type Settlement } from '../../../src/sending/delivery/settlement.ts';
import { type Batch, type BatchState, plannedBatch } from './batch.ts';
import { People } from './people.ts';
import { mostChanges } from './twin-rows.ts';

/** Everybody there is. */
export const ids: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** A lease that is nobody's. */
export const foreignToken = '0190b1d2-0000-4000-8000-00000000ffff';

/** Of a few roads, each at its first three messages, so that one has claimed several batches. */
export const marks = ['1', '2', '3'].flatMap((n) =>
  [0, 1, 2].map((turn) => markOf(`0190b1d2-0000-7000-8000-000000000${n}00`, turn)),
);

/** Around now, and now itself. */
const moment = fc.constantFrom(-86_400_000, -3_600_000, -1000, -1, 0, 1, 1000, 60_000, 3_600_000);
const past = fc.constantFrom(-86_400_000, -3_600_000, -60_000, -1000, 0);
const recently = fc.constantFrom(-60_000, -25_001, -25_000, -24_999, -1000, 0);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const errorName = fc.constantFrom(...passingRefusals, 'validation_error', resolvedName);

const states: BatchState[] = [
  'ready',
  'claimed',
  'accepted',
  'rejected',
  'unknown',
  'split',
  'cancelled',
];

const batch: fc.Arbitrary<Omit<Batch, 'n' | 'ids' | 'providerIds' | 'skipped' | 'splitFrom'>> = fc
  .record({
    state: fc.oneof(fc.constantFrom<BatchState>('ready', 'claimed'), fc.constantFrom(...states)),
    key: maybe(fc.uuid()),
    firstCalledAt: past,
    frozenAt: fc.nat(mostChanges),
    errorName: maybe(errorName),
    attempts: fc.oneof(fc.nat(3), fc.integer({ min: 29_999, max: 30_000 })),
    leaseToken: maybe(fc.uuid()),
    leaseUntil: moment,
    lane: maybe(fc.constantFrom(...marks.map(({ own }) => own))),
    claimedAt: recently,
    notBefore: maybe(moment),
  })
  .map((row) => ({
    ...row,
    firstCalledAt: row.key === null ? null : row.firstCalledAt,
    frozenAt: row.key === null ? null : row.frozenAt,
    leaseUntil: row.state === 'claimed' ? row.leaseUntil : null,
    leaseToken: row.state === 'claimed' ? row.leaseToken : null,
    claimedAt: row.lane === null ? null : row.claimedAt,
  }));

/** One to four of them, with the people dealt out among them. */
export const batches: fc.Arbitrary<Batch[]> = fc
  .tuple(fc.array(batch, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.nat(4)))
  .map(([rows, hands]) => {
    const dealt = ids.map((id) => [hands.next().value, id] as const);
    return rows.map((row, n) => ({
      ...plannedBatch(n, [], null),
      ...row,
      ids: dealt.filter(([hand]) => hand === n).map(([, id]) => id),
    }));
  });

/** What happened to each person, in order; most of it to two of them. */
export const people = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom(...ids), fc.constantFrom(1, 2)),
    fc.constantFrom('leave', 'rest', 'suppress', 'move', 'move', 'erase'),
    past,
  ),
  { maxLength: mostChanges },
);

export function livePeople(lives: readonly (readonly [number, string, number])[]): People {
  const all = new People(ids.length, []);
  for (const [id, what, at] of [...lives].sort((a, b) => a[2] - b[2])) {
    if (what === 'leave') all.subscribe(id, false);
    if (what === 'rest') all.rest(id, at + 60_000);
    if (what === 'suppress') all.suppress(all.emailOf(id) ?? 'nobody@reader.example');
    if (what === 'move') all.move(id, at);
    if (what === 'erase') all.erase(id);
  }
  return all;
}

const error = { name: 'why', message: 'because' };
const afterSeconds = fc.nat(900);

export const settlement: fc.Arbitrary<Settlement> = fc.oneof(
  fc.array(fc.uuid(), { maxLength: 3 }).map((found) => ({ kind: 'accepted' as const, ids: found })),
  fc.constantFrom('rejected' as const, 'split' as const, 'unknown' as const).map((kind) => ({
    kind,
    error,
  })),
  fc
    .tuple(fc.constantFrom('release' as const, 'replay' as const), afterSeconds)
    .map(([kind, seconds]) => ({ kind, afterSeconds: seconds, error })),
);
