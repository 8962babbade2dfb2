// Time zones of the IANA database, and the day that a moment is in one of them.

import { shortText } from './raw-text.ts';

const longestName = 64;

/** For the description of the API. */
const zonePattern = '^([A-Za-z]+(/[A-Za-z0-9_+-]+)+|[Uu][Tt][Cc])$';

/**
 * A time zone in its canonical letter case (`asia/tokyo` becomes `Asia/Tokyo`). It says where, or UTC: an
 * abbreviation means several zones, or the same clock all year.
 */
export const TimeZone = shortText(longestName)
  .superRefine((zone, context) => {
    const isPlace = zone.includes('/') || zone.toUpperCase() === 'UTC';
    if (isPlace && canonicalZone(zone) !== null) return;
    context.addIssue({ code: 'custom', message: explainZone(zone), continue: false });
  })
  .overwrite((zone) => canonicalZone(zone) ?? zone)
  .meta({ pattern: zonePattern, examples: ['Asia/Tokyo'] });

function explainZone(zone: string): string {
  const rule = 'Must be an IANA time zone that says where, such as Asia/Tokyo';
  const places = Object.hasOwn(abbreviated, zone.toUpperCase())
    ? abbreviated[zone.toUpperCase()]
    : undefined;
  return places === undefined ? rule : `${rule}: did you mean ${places}?`;
}

const abbreviated: Readonly<Record<string, string>> = {
  ...{ JST: 'Asia/Tokyo', JAPAN: 'Asia/Tokyo', TOKYO: 'Asia/Tokyo', KST: 'Asia/Seoul' },
  ...{ GMT: 'UTC or Europe/London', BST: 'Europe/London or Asia/Dhaka', WET: 'Europe/Lisbon' },
  ...{ CET: 'Europe/Berlin', CEST: 'Europe/Berlin', MET: 'Europe/Berlin', EET: 'Europe/Athens' },
  ...{ EST: 'America/New_York', EDT: 'America/New_York', EST5EDT: 'America/New_York' },
  ...{
    CST: 'America/Chicago or Asia/Shanghai',
    CDT: 'America/Chicago',
    CST6CDT: 'America/Chicago',
  },
  ...{ MST: 'America/Denver or America/Phoenix', MDT: 'America/Denver', MST7MDT: 'America/Denver' },
  ...{ PST: 'America/Los_Angeles', PDT: 'America/Los_Angeles', PST8PDT: 'America/Los_Angeles' },
  ...{ IST: 'Asia/Kolkata, Europe/Dublin or Asia/Jerusalem', HST: 'Pacific/Honolulu' },
  ...{
    SGT: 'Asia/Singapore',
    HKT: 'Asia/Hong_Kong',
    AEST: 'Australia/Sydney',
    NZ: 'Pacific/Auckland',
  },
};

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

/** The next day of the calendar, whatever the zone. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
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
