// When what failed is tried again by itself.

const pausesMs = [3_000, 10_000, 30_000];

/** In milliseconds, after so many failures before this one. */
export function againMs(failures: number): number {
  return pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 0;
}
