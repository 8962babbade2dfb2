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

/**
 * The moment in ISO 8601 with the offset of the zone (`2026-11-26T06:50:00+09:00`): whoever takes its
 * first ten characters for the day has the zone's.
 */
export function isoIn(zone: string, moment: Date): string {
  const offset = offsetMs(moment.getTime(), zone);
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((n) =>
    String(n).padStart(2, '0'),
  );
  const local = new Date(moment.getTime() + offset).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? '-' : '+'}${hours}:${rest}`;
}

/** By how much clocks in the zone are ahead of UTC at this moment (Unix milliseconds). */
export function offsetMs(moment: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const part = new Map(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
  const shown = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return shown - Math.floor(moment / 1000) * 1000;
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
