// Which batch goes out on which day, so that no day passes its cap: a pure function.

import { dayAfter, dayIn, isoIn } from '../../base/time-zone.ts';
import { localMoment } from '../../base/wall-clock.ts';
import { capOn } from '../ladder.ts';

/** A batch that waits. Moments in milliseconds. */
export interface WaitingBatch {
  n: number;
  size: number;
  dueAt: number;
}

/** What is known of a domain's days. */
export interface DomainDays {
  now: number;
  zone: string;
  /** How many days before today were steps. */
  past: number;
  /** Mails of today and later days that are called already, or wait in other sends. */
  taken: ReadonlyMap<string, number>;
}

/** A batch with its day and moment. */
export interface PlacedBatch extends WaitingBatch {
  day: string;
  at: number;
}

/**
 * Gives each batch the first day with room for it, not before its own, and there its own time of day
 * (to the minute). Those due first come first. A day that mails is a step of the ladder, one that
 * does not is none. `at` differs from `dueAt` only for batches that had to move. No batch may be larger
 * than the smallest cap.
 */
export function placeOnDays(
  caps: readonly number[],
  { now, zone, past, taken }: DomainDays,
  batches: readonly WaitingBatch[],
): PlacedBatch[] {
  const calendar = calendarOf(zone);
  const today = calendar.day(now);
  let waiting = batches
    .map((batch) => ({ ...batch, day: latest(today, calendar.day(batch.dueAt)) }))
    .sort((a, b) => a.dueAt - b.dueAt || a.n - b.n);
  const placed: PlacedBatch[] = [];
  let step = past;
  for (let day = today; waiting.length > 0; day = dayAfter(day)) {
    const before = taken.get(day) ?? 0;
    let room = capOn(caps, step) - before;
    let mails = before;
    const later: typeof waiting = [];
    for (const batch of waiting) {
      if (batch.day > day || batch.size > room) {
        later.push(batch);
        continue;
      }
      room -= batch.size;
      mails += batch.size;
      const at = batch.day === day ? batch.dueAt : calendar.moment(day, batch.dueAt);
      placed.push({ ...batch, day, at });
    }
    if (mails > 0) step += 1;
    waiting = later;
  }
  return placed;
}

function latest(a: string, b: string): string {
  return a > b ? a : b;
}

/** Few moments, many batches: each is looked up once. */
function calendarOf(zone: string) {
  const days = remember((moment: number) => dayIn(zone, new Date(moment)));
  const times = remember((moment: number) => isoIn(zone, new Date(moment)).slice(11, 16));
  const moments = remember((wall: string) => localMoment(wall, zone).getTime());
  return {
    day: days,
    /** On that day, when clocks show what they showed at `moment`. */
    moment: (day: string, moment: number) => moments(`${day}T${times(moment)}:00`),
  };
}

function remember<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? find(key);
    known.set(key, value);
    return value;
  };
}
