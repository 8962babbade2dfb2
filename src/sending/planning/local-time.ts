// One wall-clock time in every reader's own zone: who is due when.

import { localMoment, localMoments } from '../../base/wall-clock.ts';
import type { Database } from '../../db/client.ts';
import { readAudienceZones } from './local-time-queries.ts';
import type { Schedule } from './schedule.ts';
import { parseLocalTime, parseSchedule } from './schedule.ts';

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

function refused(path: string, message: string): Extract<Schedule, { kind: 'invalid' }> {
  return { kind: 'invalid', error: { path, message } };
}
