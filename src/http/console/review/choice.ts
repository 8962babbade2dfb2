// To whom and when: what an editor chooses on the review, in its address and in its form alike.

import type { SegmentRule } from '../../../audience/segments/schema.ts';
import { isUuid } from '../../../base/ids.ts';
import { dayIn } from '../../../base/time-zone.ts';
import { recipientZone } from '../../../sending/planning/schedule.ts';

export interface Choice {
  lists: string[];
  /** Id of a saved segment; null: everybody. */
  segment: string | null;
  /** Of the digest that this one corrects: only those who received it. */
  corrects: string | null;
  when: 'now' | 'at' | 'local';
  day: string;
  time: string;
  zone: string;
}

/** Every value of a field, by its name. */
export type Given = (name: string) => readonly string[];

/** `usual`: the lists where none is given. Morning of tomorrow where no moment was said. */
export function readChoice(
  given: Given,
  usual: readonly string[],
  house: string,
  now: Date,
): Choice {
  const one = (name: string) => given(name).at(-1)?.trim() || null;
  const lists = [...new Set(given('lists'))].slice(0, 50);
  const zone = one('zone') ?? house;
  const when = one('when');
  const uuidOf = (text: string | null) =>
    text !== null && isUuid(text.toLowerCase()) ? text : null;
  return {
    lists: lists.length === 0 ? [...usual] : lists,
    segment: uuidOf(one('segment')),
    corrects: uuidOf(one('corrects')),
    when: when === 'at' || when === 'local' ? when : 'now',
    day: one('day') ?? dayIn(house, new Date(now.getTime() + 86_400_000)),
    time: (one('time') ?? '07:00').slice(0, 5),
    zone,
  };
}

/** What decides who gets it, and when, in one text: two that say the same are the same. */
export function nameChoice(choice: Choice): string {
  const { lists, segment, corrects, when, day, time, zone } = choice;
  const moment = when === 'now' ? [] : [day, time, zone];
  return JSON.stringify([[...lists].sort(), segment, corrects, when, ...moment]);
}

/** The fields of a send, as `POST /api/sends` takes them. */
export function toOrder(choice: Choice, holdSeconds: number): object {
  const { lists, segment, corrects, when, day, time, zone } = choice;
  const received: SegmentRule | null =
    corrects === null ? null : { kind: 'received', digestId: corrects };
  const narrowed = received ?? segment;
  const scheduledAt = `${day}T${time}:00`;
  return {
    lists,
    ...(narrowed === null ? {} : { segment: narrowed }),
    ...(when === 'now' ? { holdSeconds } : {}),
    ...(when === 'at' ? { scheduledAt, timezone: zone } : {}),
    ...(when === 'local' ? { scheduledAt, timezone: recipientZone, fallbackTimezone: zone } : {}),
  };
}

/** The choice as a query, to lead back to it. */
export function toQuery(choice: Choice): string {
  const { lists, segment, corrects, when, day, time, zone } = choice;
  const query = new URLSearchParams(lists.map((list) => ['lists', list]));
  if (segment !== null) query.set('segment', segment);
  if (corrects !== null) query.set('corrects', corrects);
  if (when !== 'now') {
    for (const [name, value] of Object.entries({ when, day, time, zone })) query.set(name, value);
  }
  return query.size === 0 ? '' : `?${query}`;
}
