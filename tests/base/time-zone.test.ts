import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayIn, isoIn, isTimeZone, TimeZone } from '../../src/base/time-zone.ts';

const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const anyMoment = fc.date({
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});

test('a morning in Tokyo is its own day, though London still has yesterday', () => {
  const morning = new Date('2026-11-25T21:50:00Z');
  expect(dayIn('Asia/Tokyo', morning)).toBe('2026-11-26');
  expect(dayIn('UTC', morning)).toBe('2026-11-25');
  expect(dayIn('Pacific/Kiritimati', morning)).toBe('2026-11-26');
  expect(dayIn('Pacific/Pago_Pago', morning)).toBe('2026-11-25');
});

test('a day is the one that another formatter shows in the zone', () => {
  fc.assert(
    fc.property(anyZone, anyMoment, (zone, moment) => {
      const shown = moment.toLocaleDateString('sv-SE', { timeZone: zone });
      expect(dayIn(zone, moment)).toBe(shown);
    }),
  );
});

test('a moment with the offset of a zone is the same moment, and begins with the day there', () => {
  expect(isoIn('Asia/Tokyo', new Date('2026-11-25T21:50:00Z'))).toBe('2026-11-26T06:50:00+09:00');
  expect(isoIn('America/St_Johns', new Date('2026-11-25T21:50:00Z'))).toMatch(/18:20:00-03:30$/);
  fc.assert(
    fc.property(anyZone, anyMoment, (zone, moment) => {
      const written = isoIn(zone, moment);
      // Offsets had seconds until 1972.
      const isWhole = moment.getUTCFullYear() > 1972;
      const second = Math.floor(moment.getTime() / 1000);
      if (isWhole) expect(Math.floor(Date.parse(written) / 1000)).toBe(second);
      expect(written.slice(0, 10)).toBe(dayIn(zone, moment));
    }),
  );
});

test('a zone is a place, written in the letters of the database', () => {
  expect(TimeZone.parse('asia/tokyo')).toBe('Asia/Tokyo');
  expect(TimeZone.parse('UTC')).toBe('UTC');
  for (const wrong of ['', '+09:00', 'Tokyo', 'Asia/Nowhere', 'x'.repeat(65), 'A\u0000']) {
    expect(TimeZone.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
    expect(isTimeZone(wrong)).toBe(false);
  }
});

test.each([
  ['BST', 'Europe/London'],
  ['EST', 'America/New_York'],
  ['jst', 'Asia/Tokyo'],
  ['GMT', 'UTC'],
  ['PST8PDT', 'America/Los_Angeles'],
])('%s is several zones or half a year: %s is proposed', (abbreviation, place) => {
  const [issue] = TimeZone.safeParse(abbreviation).error?.issues ?? [];
  expect(issue?.message).toMatch(new RegExp(`did you mean .*${place}`));
});
