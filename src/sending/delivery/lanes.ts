// How many lanes a send is given, how long each works at a time, and how lanes are told apart.

import { newId } from '../../base/ids.ts';

/** How long one message works before its lane passes itself on, in seconds. */
export const laneSeconds = 10;

/** A lane that has claimed nothing for so long is missing: a slot takes 20 s at most, a claim no time. */
export const silentSeconds = 25;

/** What the first tick of a starting engine says in place of its schedule: no lane of before is alive. */
export const startCron = 'start';

/**
 * Of the messages that consumers take at once (wrangler.toml: 10 × 5) three fifths at most. The local
 * queue takes five at a time and waits for all of them: more lanes would stand before the next plan.
 */
const mostLanes = { production: 30, development: 5 } as const;

/**
 * How many lanes should be at work for a send with plenty to do: enough calls under way to use the
 * rate (requests per second) at 0.8 seconds each.
 */
export function wantedLanes(environment: keyof typeof mostLanes, rate: number): number {
  return Math.min(mostLanes[environment], Math.max(5, Math.ceil(rate * 0.8)));
}

const lastMoment = 2 ** 48 - 1;

/**
 * The id of a new lane, smaller than those of all lanes before it (a UUIDv7 that counts down). Where
 * there are too many, those with the largest ids end: a lane rung just now is alive, while an old
 * one may be only a mark in the batches it claimed before its worker died.
 */
export function newLane(now = Date.now()): string {
  return newId(new Date(lastMoment - now));
}
