import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayIn, isTimeZone, TimeZone } from '../../src/base/time-zone.ts';

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

test('a zone is a place, written in the letters of the database', () => {
  expect(TimeZone.parse('asia/tokyo')).toBe('Asia/Tokyo');
  expect(TimeZone.parse('UTC')).toBe('UTC');
  for (const wrong of ['', '+09:00', 'Tokyo', 'Asia/Nowhere', 'x'.repeat(65), 'A\u0000']) {
    expect(TimeZone.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
    expect(isTimeZone(wrong)).toBe(false);
  }
});
