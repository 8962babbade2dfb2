// How the lists have grown: days that are over are counted once, today as far as that is quick.

import type { Step } from '../../base/step.ts';
import { dayIn } from '../../base/time-zone.ts';
import { localMoment } from '../../base/wall-clock.ts';
import type { Queryable } from '../../db/client.ts';
import {
  countSince,
  type GrowthDay,
  insertDay,
  selectDays,
  selectLastDay,
} from './growth-queries.ts';

export interface Growth {
  /** One after the other, the last one today; from the first that was counted, at most 90. */
  days: GrowthDay[];
  joined: number;
  left: number;
  /** False while so much happens that today was not counted to its end. */
  isWhole: boolean;
}

const daysShown = 90;
const dayMs = 86_400_000;

/** Of one tick; a house that was asleep catches up in some minutes. */
const daysATick = 30;

/** An import that began before midnight may commit so much later, with the moment of its beginning. */
const settlingMs = 15 * 60_000;

/** More of today is counted tonight. */
const mostToday = 20_000;

/** Over all lists, by the days of `zone`. */
export async function readGrowth(db: Queryable, zone: string, now: Date): Promise<Growth> {
  const today = dayIn(zone, now);
  const kept = await selectDays(db, shiftDay(today, 1 - daysShown));
  const days = kept.filter(({ day }) => day < today);
  const last = days.at(-1)?.day;
  const open = last === undefined ? today : shiftDay(last, 1);
  const { seen, ...news } = await countSince(db, startOf(open, zone), mostToday);
  const all = [...days, { day: today, ...news }];
  return {
    days: all,
    joined: sum(all.map(({ joined }) => joined)),
    left: sum(all.map(({ left }) => left)),
    isWhole: seen < mostToday,
  };
}

/** Each minute, or late, or twice at once. */
export function growthSteps(db: Queryable, zone: string, now: Date): Step[] {
  return [{ name: 'count who came and left', run: () => keepDays(db, zone, now) }];
}

async function keepDays(db: Queryable, zone: string, now: Date): Promise<void> {
  const today = dayIn(zone, new Date(now.getTime() - settlingMs));
  const last = await selectLastDay(db);
  let day = last === null ? shiftDay(today, 1 - daysShown) : shiftDay(last, 1);
  for (let taken = 0; day < today && taken < daysATick; taken += 1) {
    const next = shiftDay(day, 1);
    await insertDay(db, { day, from: startOf(day, zone), to: startOf(next, zone) });
    day = next;
  }
}

function startOf(day: string, zone: string): Date {
  return localMoment(`${day}T00:00:00`, zone);
}

/** A day of the calendar, so many days later. */
function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * dayMs).toISOString().slice(0, 10);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
