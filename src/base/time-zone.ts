// Time zones of the IANA database, and the day that a moment is in one of them.

import { shortText } from './raw-text.ts';

const longestName = 64;

/** A time zone in its canonical letter case (`asia/tokyo` becomes `Asia/Tokyo`). */
export const TimeZone = shortText(longestName)
  .refine((zone) => canonicalZone(zone) !== null, 'Must be an IANA time zone, such as Asia/Tokyo')
  .overwrite((zone) => canonicalZone(zone) ?? zone)
  .meta({ examples: ['Asia/Tokyo'] });

/** True for the names of the IANA database that this runtime knows. */
export function isTimeZone(name: string): boolean {
  return canonicalZone(name) !== null;
}

/** The day that calendars in the zone show at this moment, as YYYY-MM-DD. */
export function dayIn(zone: string, moment: Date): string {
  const parts = new Map(
    dayFormat(zone)
      .formatToParts(moment)
      .map((one) => [one.type, one.value]),
  );
  const [year, month, day] = (['year', 'month', 'day'] as const).map((one) => parts.get(one) ?? '');
  return `${year?.padStart(4, '0')}-${month}-${day}`;
}

function canonicalZone(zone: string): string | null {
  if (zone.length > longestName || !/^[A-Za-z]/.test(zone)) return null; // offsets such as +09:00 are no place
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** Kept: making one takes a hundred times as long as using it. */
function dayFormat(zone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  dayFormats.set(zone, format);
  return format;
}
