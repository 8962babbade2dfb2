// How long to wait before the next try: twice as long each time, up to a limit.

export interface Backoff {
  /** Seconds after the first failed try. */
  first: number;
  /** Seconds at most. */
  most: number;
}

/** `tries` made so far, 1 or more: 5, 10, 20, 40 … seconds for `first: 5`. */
export function backoffSeconds(tries: number, { first, most }: Backoff): number {
  // 2 ** 30 is beyond every limit, and far from losing whole numbers.
  return Math.min(most, first * 2 ** Math.min(Math.max(tries, 1) - 1, 30));
}
