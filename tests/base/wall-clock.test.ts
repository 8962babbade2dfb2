import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localMoment, localMoments, wallClockTime } from '../../src/base/wall-clock.ts';

const zones = Intl.supportedValuesOf('timeZone');
const anyZone = fc.constantFrom(...zones);
const minute = 60_000;
/** Whole minutes from 2020 to 2035: history knows offsets with seconds, newsletters do not. */
const anyMinute = fc.integer({ min: 26_297_280, max: 34_186_560 }).map((n) => n * minute);

/** What clocks in the zone show, by a formatter of other make than the one under test uses. */
function shownIn(zone: string, moment: Date): string {
  const text = moment.toLocaleString('sv-SE', { timeZone: zone });
  return text.replace(' ', 'T').replace('\u2212', '-');
}

test('a wall-clock time that a zone shows is found again, at its first occurrence', () => {
  fc.assert(
    fc.property(anyZone, anyMinute, (zone, at) => {
      const wall = shownIn(zone, new Date(at));
      const found = wallClockTime(wall, zone);
      expect(found).not.toBeNull();
      expect(shownIn(zone, found ?? new Date(0))).toBe(wall);
      expect(found?.getTime()).toBeLessThanOrEqual(at);
    }),
    { numRuns: 1500 },
  );
});

test('a wall-clock time is either shown in a zone or skipped by it, and then the next that it shows is taken', () => {
  fc.assert(
    fc.property(anyZone, anyMinute, (zone, at) => {
      const wall = new Date(at).toISOString().slice(0, 19);
      const exact = wallClockTime(wall, zone);
      const moment = localMoment(wall, zone);
      const shown = shownIn(zone, moment);
      if (exact) expect(shown).toBe(wall);
      else expect(shown > wall).toBe(true);
      // No zone is further than 14 hours from UTC, and no gap wider than an hour in these years.
      expect(Math.abs(moment.getTime() - at)).toBeLessThanOrEqual(15 * 60 * minute);
    }),
    { numRuns: 1500 },
  );
});

test.each([
  ['Europe/Berlin', '2026-03-29T02:30:00', null],
  ['Europe/Berlin', '2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
  ['America/New_York', '2026-03-08T02:30:00', null],
  ['America/New_York', '2026-11-01T01:30:00', '2026-11-01T05:30:00.000Z'],
  ['Australia/Lord_Howe', '2026-10-04T02:15:00', null],
  ['Australia/Lord_Howe', '2026-04-05T01:45:00', '2026-04-04T14:45:00.000Z'],
  ['Asia/Kathmandu', '2026-06-01T08:00:00', '2026-06-01T02:15:00.000Z'],
  ['Pacific/Apia', '2011-12-30T08:00:00', null],
  ['Asia/Tokyo', '2026-12-01T08:00:00', '2026-11-30T23:00:00.000Z'],
])('in %s the clocks show %s at %s', (zone, wall, moment) => {
  expect(wallClockTime(wall, zone)?.toISOString() ?? null).toBe(moment);
});

test('a time that a zone skips becomes the next half hour that it shows', () => {
  expect(localMoment('2026-03-29T02:30:00', 'Europe/Berlin').toISOString()).toBe(
    '2026-03-29T01:00:00.000Z',
  );
  expect(localMoment('2011-12-30T08:00:00', 'Pacific/Apia').toISOString()).toBe(
    '2011-12-30T10:00:00.000Z',
  );
});

test('zones come in the order of their moments, unknown and unsaid ones as the fallback', () => {
  const found = localMoments(
    '2026-12-01T08:00:00',
    [null, 'America/New_York', 'Nowhere/Else', 'Pacific/Auckland', 'Asia/Tokyo'],
    'Asia/Tokyo',
  );
  expect(found.map(({ zone, at }) => [zone, at.toISOString().slice(5, 16)])).toEqual([
    ['Pacific/Auckland', '11-30T19:00'],
    ['Asia/Tokyo', '11-30T23:00'],
    ['America/New_York', '12-01T13:00'],
  ]);
});
