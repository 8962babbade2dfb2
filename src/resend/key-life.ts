// How long a key of a call holds, and when a call is repeated under it.

import { backoffSeconds } from '../base/backoff.ts';

/** Resend keeps a key for 24 h; an hour of margin for clocks and queues. */
export const keyLifeSeconds = 23 * 3600;

/** 2, 4, 8 … seconds, at most 15 minutes: an outage of a day costs about a hundred replays. */
export function replaySeconds(attempts: number): number {
  return backoffSeconds(attempts, { first: 2, most: 900 });
}
