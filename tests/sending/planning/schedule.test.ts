import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSchedule } from '../../../src/sending/planning/schedule.ts';

const zones = Intl.supportedValuesOf('timeZone');
const anyZone = fc.constantFrom(...zones);
const minute = 60_000;
/** Whole minutes from 2020 to 2035: history knows offsets with seconds, newsletters do not. */
const anyMinute = fc.integer({ min: 26_297_280, max: 34_186_560 }).map((n) => n * minute);

test('whatever an editor writes is a moment within the next year, now, or refused with a reason', () => {
  const now = new Date('2026-11-20T00:00:00Z');
  fc.assert(
    fc.property(
      fc.option(
        fc.oneof(
          fc.string(),
          anyMinute.map((at) => new Date(at).toISOString()),
        ),
      ),
      fc.option(anyZone),
      (text, zone) => {
        const parsed = parseSchedule(text ?? undefined, zone ?? undefined, now);
        if (parsed.kind === 'invalid') {
          expect(parsed.error).toMatchObject({ path: 'scheduledAt', message: /./ });
        } else if (parsed.at !== null) {
          expect(parsed.at.getTime()).toBeGreaterThanOrEqual(now.getTime() - minute);
          expect(parsed.at.getTime()).toBeLessThanOrEqual(now.getTime() + 366 * 1440 * minute);
        } else expect(text).toBeNull();
      },
    ),
    { numRuns: 500 },
  );
});
