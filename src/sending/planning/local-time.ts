// One wall-clock time in every reader's own zone: who is due when.

import { isTimeZone } from '../../base/time-zone.ts';
import type { Database } from '../../db/client.ts';
import { readAudienceZones } from './local-time-queries.ts';
import type { Schedule } from './schedule.ts';
import { parseLocalTime, parseSchedule, wallClockTime } from './schedule.ts';

/** The value of `timezone` that means each reader's own. */
export const recipientZone = 'recipient';

/** When a send is due, as it is stored. */
export interface SendSchedule {
  /** Null: at once. With `localTime` the moment of the first zone. */
  scheduledAt: Date | null;
  timezone: string | null;
  localTime: string | null;
  fallbackTimezone: string | null;
}

/** The part of POST and PATCH bodies that says when. */
export interface ScheduleInput {
  scheduledAt?: string | undefined;
  timezone?: string | undefined;
  fallbackTimezone?: string | undefined;
}

export type ResolvedSchedule =
  | { kind: 'ok'; schedule: SendSchedule }
  | Extract<Schedule, { kind: 'invalid' }>;

/**
 * What an editor said, for the audience of these lists. Nobody's moment may have passed. `house`: the
 * zone of readers who said none, where the editor says none either.
 */
export async function resolveSchedule(
  db: Database,
  input: ScheduleInput,
  listIds: readonly number[],
  house: string,
  now: Date,
): Promise<ResolvedSchedule> {
  if (input.timezone !== recipientZone) {
    if (input.fallbackTimezone !== undefined) {
      return refused('fallbackTimezone', 'Only together with the timezone `recipient`.');
    }
    const fixed = parseSchedule(input.scheduledAt, input.timezone, now);
    if (fixed.kind === 'invalid') return fixed;
    const timezone = input.timezone ?? null;
    const schedule = { scheduledAt: fixed.at, timezone, localTime: null, fallbackTimezone: null };
    return { kind: 'ok', schedule };
  }
  const local = parseLocalTime(input.scheduledAt);
  if (local.kind === 'invalid') return local;
  const fallback = input.fallbackTimezone ?? house;
  const zones = await readAudienceZones(db, listIds);
  const [first] = localMoments(local.time, zones, fallback);
  const at = first?.at ?? localMoment(local.time, fallback);
  const inBounds = parseSchedule(at.toISOString(), undefined, now);
  if (inBounds.kind === 'invalid') {
    const { message } = inBounds.error;
    return refused('scheduledAt', `For readers in ${first?.zone ?? fallback}: ${message}`);
  }
  const schedule = {
    scheduledAt: at,
    timezone: recipientZone,
    localTime: local.time,
    fallbackTimezone: fallback,
  };
  return { kind: 'ok', schedule };
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

function refused(path: string, message: string): Extract<Schedule, { kind: 'invalid' }> {
  return { kind: 'invalid', error: { path, message } };
}
