// When a rhythm is due: days and times, or a pattern of cron, by the clocks of its list's time zone.

import { Cron } from 'croner';
import * as z from 'zod';

const hourMs = 3_600_000;
/** Of a pattern that is looked at before it is taken. */
const looked = 60;

const Times = z.strictObject({
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'Each day once')
    .meta({ description: '1 is Monday, 7 is Sunday.' }),
  times: z
    .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Must be a time such as 07:00'))
    .min(1)
    .max(6)
    .refine((times) => new Set(times).size === times.length, 'Each time once'),
});

const Pattern = z.strictObject({
  pattern: z
    .string()
    .max(100)
    .superRefine((pattern, context) => {
      const message = faultOf(pattern);
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .meta({
      pattern: '^\\s*(?:\\S+\\s+){4}\\S+\\s*$',
      description: 'Five fields of cron: minute, hour, day, month, weekday.',
      examples: ['0 7 * * 1-5'],
    }),
});

/** Days of the week with times, or a pattern for who knows cron. */
export const RhythmWhen = z.union([Times, Pattern], {
  error: 'Must be weekdays with times, or a pattern of cron with five fields, at most once an hour',
});
export type RhythmWhen = z.infer<typeof RhythmWhen>;

/**
 * The next moments after `after`, each once, the earliest first; fewer if the pattern has no more. A time
 * that a change to summer time skips is due when the gap ends; one that comes twice is due the first time.
 */
export function nextMoments(when: RhythmWhen, zone: string, after: Date, count: number): Date[] {
  const found = patternsOf(when).flatMap((pattern) =>
    new Cron(pattern, { timezone: zone, paused: true }).nextRuns(count, after),
  );
  const moments = new Set(found.map((moment) => moment.getTime()));
  return [...moments]
    .sort((a, b) => a - b)
    .slice(0, count)
    .map((moment) => new Date(moment));
}

function patternsOf(when: RhythmWhen): string[] {
  if ('pattern' in when) return [when.pattern];
  return when.times.map((time) => {
    const [hour, minute] = time.split(':').map(Number);
    return `${minute} ${hour} * * ${when.weekdays.map((day) => day % 7).join(',')}`;
  });
}

/** What is wrong with a pattern, as a sentence; null if nothing is. */
function faultOf(pattern: string): string | null {
  if (pattern.trim().split(/\s+/).length !== 5) return 'Must have five fields, such as 0 7 * * 1-5';
  try {
    const moments = nextMoments({ pattern }, 'UTC', new Date(Date.UTC(2026, 0)), looked);
    if (moments.length === 0) return 'Never comes';
    const isTooOften = moments.some(
      (moment, n) => n > 0 && moment.getTime() - (moments[n - 1]?.getTime() ?? 0) < hourMs,
    );
    return isTooOften ? 'Must not come more often than once an hour' : null;
  } catch {
    return 'Must be a pattern of cron, such as 0 7 * * 1-5';
  }
}
