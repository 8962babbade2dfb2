// What a look at the clock finds: moments that were missed, one to run, and the next.

import { nextMoments, type RhythmWhen } from './moments.ts';

/** A moment that was looked at so much later was missed. */
const missedAfterMs = 3_600_000;
/** Of one look: what is left is the next look's. */
const mostAtOnce = 400;

export interface Due {
  /** Past and not run; each gets its line. */
  missed: Date[];
  /** The one to run now, if any. */
  run: Date | null;
  /** Where the next look begins; null: the pattern has no more moments. */
  nextAt: Date | null;
  /** There were more than fit one look. */
  isMore: boolean;
}

/**
 * `from` is the first moment that may not have been looked at. Of several that have come at once the last
 * runs and the others were missed; one that is more than an hour late runs only if it is to be caught up.
 */
export function findDue(
  rhythm: { when: RhythmWhen; zone: string; leadMinutes: number; catchUp: 'once' | 'skip' },
  from: Date,
  now: Date,
): Due {
  const reach = now.getTime() + rhythm.leadMinutes * 60_000;
  const before = new Date(from.getTime() - 1000);
  const moments = momentsPast(rhythm, before, reach);
  const come = moments.filter((moment) => moment.getTime() <= reach);
  if (come.length > mostAtOnce) {
    const missed = come.slice(0, mostAtOnce);
    return { missed, run: null, nextAt: come[mostAtOnce] ?? null, isMore: true };
  }
  const last = come.at(-1) ?? null;
  const nextAt = moments[come.length] ?? null;
  const isMissed = last !== null && now.getTime() - last.getTime() > missedAfterMs;
  if (last === null || (isMissed && rhythm.catchUp === 'skip')) {
    return { missed: come, run: null, nextAt, isMore: false };
  }
  return { missed: come.slice(0, -1), run: last, nextAt, isMore: false };
}

/** All moments up to `reach` and the next; few are asked for first, as mostly there are few. */
function momentsPast(
  { when, zone }: { when: RhythmWhen; zone: string },
  before: Date,
  reach: number,
): Date[] {
  for (let count = 4; ; count = Math.min(count * 10, mostAtOnce + 1)) {
    const moments = nextMoments(when, zone, before, count);
    const isEnough = moments.length < count || (moments.at(-1)?.getTime() ?? 0) > reach;
    if (isEnough || count > mostAtOnce) return moments;
  }
}
