// When a send starts: at a moment, at a wall-clock time in a zone, or at one in every reader’s own zone.

import * as z from 'zod';
import type { FieldError } from '../../base/errors.ts';
import { localMoment, localMoments, wallClockTime } from '../../base/wall-clock.ts';
import type { Database } from '../../db/client.ts';
import { readAudienceZones } from './freeze-queries.ts';

export type Schedule = { kind: 'ok'; at: Date | null } | { kind: 'invalid'; error: FieldError };

const absolute = z.iso.datetime({ offset: true });
const local = z.iso.datetime({ local: true });

/**
 * The moment of `scheduledAt`, or null for now. Local times need `timezone`; one that a change to
 * summer time skips is refused, one that occurs twice means the first.
 */
export function parseSchedule(
  scheduledAt: string | undefined,
  timezone: string | undefined,
  now: Date,
): Schedule {
  if (scheduledAt === undefined) return { kind: 'ok', at: null };
  const at = absolute.safeParse(scheduledAt).success
    ? new Date(scheduledAt)
    : local.safeParse(scheduledAt).success && timezone !== undefined
      ? wallClockTime(scheduledAt, timezone)
      : undefined;
  if (at === undefined) {
    return invalid(
      'Write ISO 8601 with an offset (2026-12-01T08:00:00+09:00), or a local time together with `timezone`.',
    );
  }
  if (at === null) return invalid('This local time does not exist in that zone: clocks skip it.');
  if (at.getTime() < now.getTime() - 60_000) return invalid('This moment has passed.');
  if (at.getTime() > now.getTime() + 366 * 86_400_000) return invalid('At most a year ahead.');
  return { kind: 'ok', at };
}

/** A wall-clock time without an offset, for every zone in turn. */
function parseLocalTime(
  text: string | undefined,
): { kind: 'ok'; time: string } | Extract<Schedule, { kind: 'invalid' }> {
  const isLocal = local.safeParse(text).success && !absolute.safeParse(text).success;
  if (text !== undefined && isLocal) return { kind: 'ok', time: text };
  return invalid('Write a local time without an offset, such as 2026-12-01T08:00:00.');
}

function invalid(message: string): Extract<Schedule, { kind: 'invalid' }> {
  return { kind: 'invalid', error: { path: 'scheduledAt', message } };
}

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
