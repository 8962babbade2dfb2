// The day of a moment that a page names, where its readers are.

import { readDay } from '../../digest/import/day.ts';

const inUtc = /T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]00:?00)$/i;
const nineHours = 9 * 3600_000;

/**
 * YYYY-MM-DD as it is written, or null. Sites keep their hours in UTC, where Japan is on the day before until nine in
 * the morning: of a Japanese page such a moment is told by the clocks of Japan. `language`: of the page.
 */
export function readMoment(written: string | null, language: string): string | null {
  if (written === null) return null;
  const text = written.trim();
  if (!/^ja\b/i.test(language) || !inUtc.test(text)) return readDay(text);
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? readDay(text) : readDay(new Date(moment + nineHours).toISOString());
}
