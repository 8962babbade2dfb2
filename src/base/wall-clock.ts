// What clocks on the wall of a time zone show, and when.

import { isTimeZone, offsetMs } from './time-zone.ts';

/** The first moment at which clocks in `timezone` show `wall`, or null if they never do. */
export function wallClockTime(wall: string, timezone: string): Date | null {
  const asUtc = Date.parse(`${wall}Z`);
  // Offsets of a day before and after cover both sides of any change.
  const offsets = [-86_400_000, 86_400_000].map((around) => offsetMs(asUtc + around, timezone));
  const moments = offsets
    .map((offset) => asUtc - offset)
    .filter((moment) => moment + offsetMs(moment, timezone) === asUtc)
    .sort((a, b) => a - b);
  return moments[0] === undefined ? null : new Date(moments[0]);
}

/** When clocks in the zone show `wall`; where a change to summer time skips it, the next half hour. */
export function localMoment(wall: string, zone: string): Date {
  const exact = wallClockTime(wall, zone);
  if (exact) return exact;
  const [date, time] = wall.split('T');
  // A gap is at most a day (Samoa, 2011); half an hour at a time reaches its end.
  for (let halfHours = 1; halfHours <= 50; halfHours++) {
    const later = new Date(Date.parse(`${date}T${time}Z`) + halfHours * 1_800_000);
    const moment = wallClockTime(later.toISOString().slice(0, -1), zone);
    if (moment) return moment;
  }
  throw new Error(`No clock in ${zone} ever shows a time near ${wall}`);
}

/**
 * The moment of each zone, the earliest first. `null` among the zones stands for readers who said
 * none; they, and zones that this runtime does not know, take the fallback's.
 */
export function localMoments(
  wall: string,
  zones: readonly (string | null)[],
  fallback: string,
): { zone: string; at: Date }[] {
  const known = new Set(zones.map((zone) => (zone !== null && isTimeZone(zone) ? zone : fallback)));
  return [...known]
    .map((zone) => ({ zone, at: localMoment(wall, zone) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.zone < b.zone ? -1 : 1));
}
