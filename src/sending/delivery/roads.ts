// How many roads a send is given, how long each is worked at a time, and how they are told apart.

import { newId } from '../../base/ids.ts';

/**
 * Lanes that one message carries at most: each has a call under way that waits for its headers, and
 * Cloudflare lets an invocation have six of those (developers.cloudflare.com/workers/platform/limits).
 */
export const lanesOfRoad = 5;

/** A road on which nothing was claimed for so long is missing: a slot takes 20 s at most, a claim no time. */
export const silentSeconds = 25;

/** What the first tick of a starting engine says in place of its schedule: no road of before is alive. */
export const startCron = 'start';

/**
 * For one send: three quarters of the consumers that there may be at once (wrangler.toml), so that
 * another send finds some. The local queue has one consumer, and whoever waits for it is let in
 * (`isRoadOver`).
 */
const mostRoads = { production: 30, development: 1 } as const;

/** A call of a hundred mails as Resend usually answers it. */
const usualCallSeconds = 0.8;
/** Of statements before and after a call, and because calls are not evenly long. */
const headroom = 1.25;

/** What is known of a send's calls; null: nothing yet. */
export interface Tempo {
  /** Requests per second that the account grants. */
  rate: number | null;
  /** How long the calls of the last minute took, on average, those that hang counted as far as they are. */
  callSeconds: number | null;
}

/**
 * How many roads should be at work for a send with plenty to do. Calls under way are rate × seconds of a
 * call, so with calls that grow slow, or hang, the number rises before the rate is missed. One road more:
 * it makes up for another that is just passed on.
 */
export function wantedRoads(
  environment: keyof typeof mostRoads,
  usualRate: number,
  { rate, callSeconds }: Tempo,
): number {
  const underWay = (rate ?? usualRate) * Math.max(usualCallSeconds, callSeconds ?? 0) * headroom;
  return Math.min(mostRoads[environment], Math.ceil(underWay / lanesOfRoad) + 1);
}

/**
 * From how many roads on those enqueued longest ago end. More than are wanted: a road that was passed on
 * while one of its calls hung leaves a mark that looks alive, and the number wanted moves up and down.
 */
export function surplusRoads(wanted: number): number {
  return wanted + Math.ceil(wanted / 2);
}

/** Roads that are worth their message for so many batches. */
export function roadsFor(batches: number): number {
  return Math.ceil(batches / lanesOfRoad);
}

/** Seconds for which a road's message is worked at first, and at most; twice as long each time it is passed on. */
const firstSeconds = 2;
const longestSeconds = 80;
/** At most, for another send that waits, or a lane that failed. */
const wantedSeconds = 5;
/** Where roads are missing in mid-send their messages begin as if they had been passed on so often. */
export const laterTurn = 3;
/** So much longer while a call hangs: time for that one to be given up (30 s) and for another. */
const graceSeconds = 65;
/** A call that takes so much longer than others seems to hang. */
const hungFactor = 1.5;

/**
 * Whether a message has been worked long enough. Queues looks whether it should have more consumers only
 * when one has ended (developers.cloudflare.com/queues/configuration/consumer-concurrency): so a road
 * ends often while its send is young, and rarely later. An invocation ends with its last call, so while
 * one hangs the neighbours work on. `isWanted`: another send waits for a consumer, or a lane has failed.
 */
export function isRoadOver(road: {
  seconds: number;
  /** How often it has been passed on. */
  turn: number;
  /** The longest call under way, and how long calls usually take, if that is known. */
  longestCallSeconds: number;
  callSeconds: number | null;
  isWanted: boolean;
}): boolean {
  const { seconds, turn, longestCallSeconds, callSeconds, isWanted } = road;
  const isHung = longestCallSeconds > hungFactor * Math.max(usualCallSeconds, callSeconds ?? 0);
  const longest = isWanted ? wantedSeconds : longestSeconds;
  const usual = Math.min(longest, firstSeconds * 2 ** turn);
  return seconds >= usual + (isHung ? graceSeconds : 0);
}

/** So many characters of a mark name its road, the last two which of its messages claimed. */
export const roadDigits = 34;

/** How a message of a road marks what it claims. */
export interface Mark {
  /** Its first characters, the same in all messages of the road. */
  road: string;
  /** What it writes into the batches it claims. */
  own: string;
  /** What the message before it wrote, calls of which may still be under way: that is no copy of it. */
  before: string;
}

export function markOf(road: string, turn: number): Mark {
  const start = road.slice(0, roadDigits);
  const mark = (n: number) => start + ((n + 256) % 256).toString(16).padStart(2, '0');
  return { road: start, own: mark(turn), before: mark(turn - 1) };
}

const lastMoment = 2 ** 48 - 1;

/**
 * The id of a new road, smaller than those of all roads before it (a UUIDv7 that counts down). Where
 * there are too many, those with the largest ids end: a road enqueued just now is alive, while an old
 * one may be only a mark in the batches it claimed before its worker died.
 */
export function newRoad(now = Date.now()): string {
  return newId(new Date(lastMoment - now));
}
