// Whoever looks at the clock how often, and wherever it jumps: each moment is run or missed, once.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDue } from '../../../src/proposals/rhythms/due.ts';
import { nextMoments } from '../../../src/proposals/rhythms/moments.ts';

const hourMs = 3_600_000;
const morning = {
  when: { weekdays: [1, 2, 3, 4, 5], times: ['07:00'] },
  zone: 'Asia/Tokyo',
  leadMinutes: 0,
  catchUp: 'once' as const,
};
/** A Thursday, seven in the morning in Tokyo. */
const thursday = new Date('2026-11-25T22:00:00Z');
const after = (moment: Date, hours: number) => new Date(moment.getTime() + hours * hourMs);

test('looks at the clock of any distance give each moment one word, and run the last one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 20 }),
      fc.constantFrom('once' as const, 'skip' as const),
      fc.constantFrom(0, 90),
      (minutes, catchUp, leadMinutes) => {
        const rhythm = { ...morning, catchUp, leadMinutes };
        const seen: number[] = [];
        let from = thursday;
        let now = thursday.getTime() - hourMs;
        for (const minute of minutes) {
          now += minute * 60_000;
          const due = findDue(rhythm, from, new Date(now));
          expect(due.isMore).toBe(false);
          const late = due.run === null ? 0 : now - due.run.getTime();
          if (catchUp === 'skip') expect(late).toBeLessThanOrEqual(hourMs);
          seen.push(...[...due.missed, ...(due.run ? [due.run] : [])].map((one) => one.getTime()));
          from = due.nextAt ?? from;
        }
        const all = nextMoments(rhythm.when, rhythm.zone, after(thursday, -1), seen.length + 1);
        expect(seen).toEqual(all.slice(0, -1).map((one) => one.getTime()));
        expect(from).toEqual(all.at(-1));
        expect(from.getTime()).toBeGreaterThan(now + leadMinutes * 60_000);
      },
    ),
  );
});

test('a moment a little late runs, one that is hours late is caught up or skipped by rule', () => {
  const skip = { ...morning, catchUp: 'skip' as const };
  expect(findDue(skip, thursday, after(thursday, 0.9))).toMatchObject({ run: thursday });
  expect(findDue(skip, thursday, after(thursday, 2))).toMatchObject({
    run: null,
    missed: [thursday],
  });
  expect(findDue(morning, thursday, after(thursday, 2))).toMatchObject({ run: thursday });
});

test('a year that nobody looked at is told in several looks, each moment once', () => {
  const hourly = { ...morning, when: { pattern: '0 * * * *' } };
  const now = after(thursday, 900);
  const missed: Date[] = [];
  let from: Date = thursday;
  for (;;) {
    const due = findDue(hourly, from, now);
    missed.push(...due.missed);
    from = due.nextAt ?? now;
    if (due.isMore) continue;
    expect(due.run).toEqual(now);
    break;
  }
  expect(missed).toHaveLength(900);
  expect(new Set(missed.map(Number)).size).toBe(900);
});
