// How the work of a parser grows with its input, in processor time of this thread alone.

import * as z from 'zod';
import { AppError } from '../../src/base/errors.ts';

/** Enough that a clock's grain and a compiler's warming up do not count. */
const enoughMs = 20;
/** Where it takes less even for this many characters, that is small enough to begin with. */
const mostCharacters = 1 << 18;
/** Four times the input: linear work takes four times as long, quadratic work sixteen. */
const mostGrowth = 6;
const attempts = 12;

export type Parse = (text: string) => unknown;

/**
 * Null if reading `shape(4n)` takes less than six times the time of `shape(n)`, for an n that takes
 * 20 ms; else what it took. The best of up to twelve attempts counts.
 */
export async function findSteepGrowth(
  parse: Parse,
  shape: (n: number) => string,
): Promise<string | null> {
  let n = 1024;
  let small = await measure(parse, shape(n));
  while (small < enoughMs && n < mostCharacters) {
    n *= 2;
    small = await measure(parse, shape(n));
  }
  const text = shape(4 * n);
  let large = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) small = Math.min(small, await measure(parse, shape(n)));
    large = Math.min(large, await measure(parse, text));
    if (large < mostGrowth * Math.max(small, enoughMs)) return null;
  }
  return `${n} characters take ${Math.round(small)} ms, four times as many ${Math.round(large)} ms`;
}

/** A refusal is an answer, too: what counts is how long it took. Anything else is a fault. */
async function measure(parse: Parse, text: string): Promise<number> {
  const before = process.threadCpuUsage();
  try {
    await parse(text);
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof z.ZodError)) throw error;
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
