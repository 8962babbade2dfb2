// When a rhythm is due, against a calendar of its own: each day of each zone, summer time and back.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayIn, isoIn } from '../../../src/base/time-zone.ts';
import { wallClockTime } from '../../../src/base/wall-clock.ts';
import { nextMoments, RhythmWhen } from '../../../src/proposals/rhythms/moments.ts';

const zones = ['Asia/Tokyo', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe'];
const dayMs = 86_400_000;

const times = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  times: fc.uniqueArray(
    fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((pair) => pair.map((n) => String(n).padStart(2, '0')).join(':')),
    { minLength: 1, maxLength: 4 },
  ),
});

/** The moment of a time on a day; where clocks skip it, the first moment after the gap. */
function momentOf(day: string, time: string, zone: string): number {
  for (let minute = 0; minute <= 120; minute += 1) {
    const wall = new Date(Date.parse(`${day}T${time}:00Z`) + minute * 60_000).toISOString();
    const moment = wallClockTime(wall.slice(0, 19), zone);
    if (moment) return moment.getTime() - (minute === 0 ? 0 : backTo(moment, zone));
  }
  throw new Error(`no such time in ${zone}`);
}

/** How far a moment after a gap is from the gap's end. */
function backTo(moment: Date, zone: string): number {
  const offset = (at: number) => isoIn(zone, new Date(at)).slice(19);
  let back = 0;
  while (offset(moment.getTime() - back - 60_000) === offset(moment.getTime())) back += 60_000;
  return back;
}

test('each wanted day has each wanted time once, in summer, in winter and on the days between', () => {
  fc.assert(
    fc.property(
      times,
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 11) }),
      (when, zone, start) => {
        const after = new Date(Math.floor(start / 60_000) * 60_000);
        const count = 6;
        const found = nextMoments(when, zone, after, count).map((moment) => moment.getTime());
        const expected = new Set<number>();
        for (let n = -1; n < count * 7 + 2; n += 1) {
          const day = dayIn(zone, new Date(after.getTime() + n * dayMs));
          const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
          if (!when.weekdays.includes(weekday)) continue;
          for (const time of when.times) expected.add(momentOf(day, time, zone));
        }
        const wanted = [...expected].filter((one) => one > after.getTime()).sort((a, b) => a - b);
        expect(found).toEqual(wanted.slice(0, count));
      },
    ),
    // The calendar asks Intl for every day: the zones are slow to tell, not the moments.
    { numRuns: 25 },
  );
});

test('a time that summer time skips is due when the gap ends, and one that comes twice only once', () => {
  const show = (zone: string, time: string, from: string) =>
    nextMoments({ weekdays: [7], times: [time] }, zone, new Date(from), 1).map((moment) =>
      isoIn(zone, moment),
    );
  expect(show('America/New_York', '02:30', '2026-03-07T12:00:00Z')).toEqual([
    '2026-03-08T03:00:00-04:00',
  ]);
  expect(show('America/New_York', '01:30', '2026-10-31T12:00:00Z')).toEqual([
    '2026-11-01T01:30:00-04:00',
  ]);
  expect(show('Europe/London', '01:30', '2026-10-24T12:00:00Z')).toEqual([
    '2026-10-25T01:30:00+01:00',
  ]);
  expect(show('Australia/Lord_Howe', '02:15', '2026-10-03T00:00:00Z')).toEqual([
    '2026-10-04T02:30:00+11:00',
  ]);
  expect(show('Australia/Lord_Howe', '01:45', '2026-04-04T00:00:00Z')).toEqual([
    '2026-04-05T01:45:00+11:00',
  ]);
});

test('patterns that come too often, never, or are none are refused, and said so', () => {
  const refused = ['* * * * *', '0,30 7 * * *', '0 7 30 2 *', '0 7 * *', 'hello', '0 0 7 * * 1'];
  for (const pattern of refused) {
    expect(RhythmWhen.safeParse({ pattern }).success, pattern).toBe(false);
  }
  for (const pattern of ['0 7 * * 1-5', '0 * * * *', '30 18 L * *', '0 7 * * MON#1']) {
    expect(RhythmWhen.safeParse({ pattern }).success, pattern).toBe(true);
  }
  for (const when of [
    { weekdays: [], times: ['07:00'] },
    { weekdays: [1, 1], times: ['07:00'] },
    { weekdays: [8], times: ['07:00'] },
    { weekdays: [1], times: ['24:00'] },
    { weekdays: [1], times: ['07:00'], pattern: '0 7 * * *' },
  ]) {
    expect(RhythmWhen.safeParse(when).success, JSON.stringify(when)).toBe(false);
  }
});

test('any text is a pattern or none, and never ends the caller', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^([\d*/,#L?-]{1,5} ){4}[\d*]{1,3}$/)),
      (pattern) => {
        RhythmWhen.safeParse({ pattern });
      },
    ),
  );
});
