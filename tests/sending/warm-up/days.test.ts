// The cutting of a send into days, whatever its batches and whatever waits already.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAfter, dayIn, isoIn } from '../../../src/base/time-zone.ts';
import { capOn, ladders, WarmUp, warmUpBatchSizes } from '../../../src/sending/ladder.ts';
import {
  type DomainDays,
  type PlacedBatch,
  placeOnDays,
  type WaitingBatch,
} from '../../../src/sending/warm-up/days.ts';

const hour = 3600_000;
const now = Date.parse('2026-10-23T14:20:11Z');

interface Case {
  ladder: WarmUp;
  known: DomainDays;
  batches: WaitingBatch[];
}

/** Around the end of summer time in Berlin, with batches of days ago and of days to come. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    ladder: fc.constantFrom(...WarmUp.options),
    zone: fc.constantFrom('Asia/Tokyo', 'Europe/Berlin', 'America/St_Johns'),
    past: fc.nat(8),
    taken: fc.array(fc.nat(2500), { maxLength: 6 }),
    batches: fc.array(
      fc.record({
        size: fc.integer({ min: 1, max: 100 }),
        hours: fc.integer({ min: -60, max: 60 }),
      }),
      { maxLength: 120 },
    ),
  })
  .map(({ ladder, zone, past, taken, batches }) => {
    const days = daysFrom(dayIn(zone, new Date(now)), taken.length);
    return {
      ladder,
      known: { now, zone, past, taken: new Map(days.map((day, i) => [day, taken[i] ?? 0])) },
      batches: batches.map(({ size, hours }, n) => ({ n, size, dueAt: now + hours * hour })),
    };
  });

function daysFrom(first: string, count: number): string[] {
  const days = [first];
  while (days.length < count) days.push(dayAfter(days.at(-1) ?? first));
  return days.slice(0, count);
}

const mailsOn = (placed: readonly PlacedBatch[], day: string) =>
  placed.reduce((sum, one) => sum + (one.day === day ? one.size : 0), 0);

/** Each day with its cap and its mails, as whoever reads the books would count them. */
function countDays({ ladder, known }: Case, placed: readonly PlacedBatch[]) {
  let past = known.past;
  return daysFrom(dayIn(known.zone, new Date(now)), 30).map((day) => {
    const own = mailsOn(placed, day);
    const mails = own + (known.taken.get(day) ?? 0);
    const cap = capOn(ladders[ladder], past);
    if (mails > 0) past += 1;
    return { day, own, mails, cap };
  });
}

test('no day passes its cap, whatever waits there already', () => {
  fc.assert(
    fc.property(cases, (one) => {
      for (const { own, mails, cap } of countDays(
        one,
        placeOnDays(ladders[one.ladder], one.known, one.batches),
      )) {
        if (own > 0) expect(mails).toBeLessThanOrEqual(cap);
      }
    }),
  );
});

test('every batch has one day, none before its own, and there its own time of day', () => {
  fc.assert(
    fc.property(cases, ({ ladder, known, batches }) => {
      const placed = placeOnDays(ladders[ladder], known, batches);
      expect(placed.map(({ n }) => n).sort((a, b) => a - b)).toEqual(batches.map(({ n }) => n));
      for (const { dueAt, at, day } of placed) {
        if (at === dueAt) continue;
        const [asked, given] = [dueAt, at].map((moment) => isoIn(known.zone, new Date(moment)));
        expect(given?.slice(0, 16)).toBe(`${day}T${asked?.slice(11, 16)}`);
        expect(day > (asked?.slice(0, 10) ?? '')).toBe(true);
      }
    }),
  );
});

test('nobody waits for a later day while an earlier one has room', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const placed = placeOnDays(ladders[one.ladder], one.known, one.batches);
      const days = countDays(one, placed);
      for (const { day: given, dueAt, size } of placed) {
        const asked = dayIn(one.known.zone, new Date(dueAt));
        const free = days.filter(
          ({ day, cap, mails }) => day < given && day >= asked && cap - mails >= size,
        );
        expect(free).toEqual([]);
      }
    }),
  );
});

test('what has its day keeps it when it is looked at again', () => {
  fc.assert(
    fc.property(cases, ({ ladder, known, batches }) => {
      const once = placeOnDays(ladders[ladder], known, batches);
      const again = placeOnDays(
        ladders[ladder],
        known,
        once.map(({ n, size, at }) => ({ n, size, dueAt: at })),
      );
      expect(again.map(({ at, dueAt }) => at - dueAt)).toEqual(again.map(() => 0));
    }),
  );
});

test.each(WarmUp.options)(
  'full batches fill each day of %s to its cap, the last takes the rest',
  (ladder) => {
    const size = warmUpBatchSizes[ladder];
    const batches = Array.from({ length: 1_000_000 / size }, (_, n) => ({ n, size, dueAt: now }));
    const placed = placeOnDays(
      ladders[ladder],
      { now, zone: 'Asia/Tokyo', past: 0, taken: new Map() },
      batches,
    );
    const sum = ladders[ladder].reduce((total, cap) => total + cap, 0);
    expect(daysFrom('2026-10-23', 9).map((day) => mailsOn(placed, day))).toEqual([
      ...ladders[ladder],
      1_000_000 - sum,
      0,
    ]);
  },
);
