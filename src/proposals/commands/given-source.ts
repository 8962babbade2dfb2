// What a caller gives as a source, as the row it becomes.

import type { NewSource } from '../making/source-queries.ts';
import type { GivenSource } from './schema.ts';

/** As it is kept: an address to read, or one with its text. */
export function givenSource(source: GivenSource): NewSource {
  return typeof source === 'string'
    ? { url: source, givenTitle: null, givenText: null }
    : { url: source.url, givenTitle: source.title, givenText: source.text };
}
