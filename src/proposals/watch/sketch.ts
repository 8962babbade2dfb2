// A text as a few hundred numbers: enough to tell years later whether another one is still it, and none of its words.

import { shinglesOf } from '../stories/shingles.ts';

/** The smallest of its shingles, in hex, rising (Broder 1997). */
export type Sketch = readonly string[];

const length = 128;

export function sketchOf(text: string): Sketch {
  const shingles = [...shinglesOf(text)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return shingles.slice(0, length).map((shingle) => shingle.toString(16).padStart(16, '0'));
}

/**
 * How many of the shingles of both two texts share, from 0 to 1, give or take a tenth: of the smallest of both,
 * how many both have.
 */
export function likeness(one: Sketch, other: Sketch): number {
  const smallest = [...new Set([...one, ...other])].sort().slice(0, length);
  if (smallest.length === 0) return 1;
  const [mine, theirs] = [new Set(one), new Set(other)];
  const shared = smallest.filter((shingle) => mine.has(shingle) && theirs.has(shingle));
  return shared.length / smallest.length;
}
