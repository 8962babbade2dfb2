// What differs between two states of the same fields, place by place.

import { toEntries } from './entries.ts';
import type { Fields } from './fields.ts';

export interface Difference {
  path: string;
  /** Empty where the place is missing or blank. */
  before: string;
  after: string;
}

/** In the order of the form; blank and missing are the same. */
export function findDifferences(before: Fields, after: Fields): Difference[] {
  const [old, now] = [new Map(toEntries(before)), new Map(toEntries(after))];
  const paths = [...now.keys(), ...[...old.keys()].filter((path) => !now.has(path))];
  return paths.flatMap((path) => {
    const [was, is] = [said(path, old), said(path, now)];
    return was.trim() === is.trim() ? [] : [{ path, before: was, after: is }];
  });
}

/** The voice of a paragraph that is not there, or empty, says nothing. */
function said(path: string, entries: ReadonlyMap<string, string>): string {
  const value = entries.get(path) ?? '';
  if (!path.endsWith('.voice')) return value;
  return (entries.get(path.replace(/voice$/, 'text')) ?? '').trim() === '' ? '' : value;
}
