// The people of a chunk written as columns, one text for each: what PostgreSQL takes in fastest.

import type { TokenRing } from '../../../base/token.ts';
import type { ImportRow } from './row.ts';

/**
 * Of each column the values one after the other, `separator` between them and `absent` for what a
 * row does not say; the empty text if no row says anything.
 */
export interface PeopleColumns {
  email: string;
  name: string;
  language: string;
  timezone: string;
  attributes: string;
  pausedUntil: string;
  /** Keyed hashes of the addresses. */
  hash: string;
  /** For each row its set of lists: a PostgreSQL array of numbers, empty if all are set 0. */
  sets: string;
  /** The sets as JSON: `[{n: set, l: list, s: status, f: frequency or absent}]`. */
  wanted: string;
}

// No value holds them: addresses, names, languages and zones without control characters are what
// their rules let through, and JSON writes them as escapes.
export const separator = '\x01';
export const absent = '\x02';

/** `hashes`: null if no address has to be known by its hash. */
export function writeColumns(
  people: readonly ImportRow[],
  hashes: TokenRing | null,
): PeopleColumns {
  return {
    email: people.map((row) => row.email).join(separator),
    name: join(people.map((row) => row.name)),
    language: join(people.map((row) => row.language)),
    timezone: join(people.map((row) => row.timezone)),
    attributes: join(people.map((row) => row.attributes)),
    pausedUntil: join(people.map((row) => row.pausedUntil)),
    hash: hashes ? people.map((row) => hashes.hashAddress(row.email)).join(separator) : '',
    ...writeSets(people),
  };
}

function join(values: readonly (string | null)[]): string {
  if (values.every((value) => value === null)) return '';
  return values.map((value) => value ?? absent).join(separator);
}

/** Of a list what the database is told. */
export function writeWanted({ id, status, frequency }: ImportRow['lists'][number]) {
  return { l: id, s: status, ...(frequency === 'every' ? {} : { f: frequency }) };
}

/** A file has few different sets of lists: each is sent once. */
function writeSets(people: readonly ImportRow[]): { sets: string; wanted: string } {
  const numbers = new Map<ImportRow['lists'], number>();
  const setOf = people.map(({ lists }) => {
    const number = numbers.get(lists) ?? numbers.size;
    numbers.set(lists, number);
    return number;
  });
  const wanted = [...numbers].flatMap(([lists, n]) =>
    lists.map((list) => ({ n, ...writeWanted(list) })),
  );
  return {
    sets: numbers.size > 1 ? `{${setOf.join(',')}}` : '{}',
    wanted: JSON.stringify(wanted),
  };
}
