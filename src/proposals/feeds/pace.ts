// How often a feed is asked: sooner while it has news, later while it has none, later still while it fails.

import { backoffSeconds } from '../../base/backoff.ts';

const soonest = 15 * 60;
const latest = 86_400;
const afterFailure = { first: soonest, most: latest } as const;

/** Seconds between two readings from now on, by what the last one brought. */
export function nextPace(everySeconds: number, hasNews: boolean): number {
  const next = hasNews ? everySeconds / 2 : everySeconds * 1.25;
  return Math.round(Math.min(latest, Math.max(soonest, next)));
}

/** `luck` from 0 to 1: a tenth more or less, so that feeds of one site drift apart. */
export function spread(seconds: number, luck: number): number {
  return Math.round(seconds * (0.9 + luck * 0.2));
}

/** `failures` in a row, the last one included; `asked`: what the site wants, which counts if it is longer. */
export function waitAfterFailure(failures: number, asked: number | null, luck: number): number {
  return Math.max(asked ?? 0, spread(backoffSeconds(failures, afterFailure), luck));
}
