// When a send starts: an absolute moment, or a wall-clock time in an IANA zone.

import * as z from 'zod';
import type { FieldError } from '../../base/errors.ts';
import { wallClockTime } from '../../base/wall-clock.ts';

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
export function parseLocalTime(
  text: string | undefined,
): { kind: 'ok'; time: string } | Extract<Schedule, { kind: 'invalid' }> {
  const isLocal = local.safeParse(text).success && !absolute.safeParse(text).success;
  if (text !== undefined && isLocal) return { kind: 'ok', time: text };
  return invalid('Write a local time without an offset, such as 2026-12-01T08:00:00.');
}

function invalid(message: string): Extract<Schedule, { kind: 'invalid' }> {
  return { kind: 'invalid', error: { path: 'scheduledAt', message } };
}
