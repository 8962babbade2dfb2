// The order of the archive and what it can be narrowed to, decided from entries without contents.

import { dayIn } from '../../base/time-zone.ts';
import type { ArchiveEntry } from './queries.ts';

/** What the archive is narrowed to. */
export interface ArchiveChoice {
  /** Slug of a public list. */
  list: string | null;
  /** Primary subtag, such as `ja`: digests in any of its variants. */
  language: string | null;
}

/** The first part of a language tag: `en-GB` and `en-US` are one language to who chooses. */
export function primaryLanguage(tag: string): string {
  return (tag.split('-')[0] ?? tag).toLowerCase();
}

/** Latest day first; of one day what was sent last. `zone`: whose days they are. */
export function orderByDay(entries: readonly ArchiveEntry[], zone: string): ArchiveEntry[] {
  return entries
    .map((entry) => ({ entry, day: entry.publishedOn ?? dayIn(zone, new Date(entry.sentAt)) }))
    .sort((a, b) => compare(b.day, a.day) || compareSent(b.entry, a.entry))
    .map(({ entry }) => entry);
}

/**
 * What was sent last, first: for feeds, which hold the newest few. By the day they show, a digest
 * with an old day of its own would never be among them.
 */
export function orderBySending(entries: readonly ArchiveEntry[]): ArchiveEntry[] {
  return entries.toSorted((a, b) => compareSent(b, a));
}

/** Of the chosen list and language. */
export function narrow(
  entries: readonly ArchiveEntry[],
  { language }: ArchiveChoice,
): ArchiveEntry[] {
  return entries.filter(
    (entry) =>
      entry.isOfList && (language === null || primaryLanguage(entry.language) === language),
  );
}

/** The languages that the chosen list has digests in, the most used first. */
export function languagesOf(entries: readonly ArchiveEntry[]): string[] {
  const counts = new Map<string, number>();
  for (const { language, isOfList } of entries) {
    const primary = primaryLanguage(language);
    if (isOfList) counts.set(primary, (counts.get(primary) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || compare(a, b))
    .map(([tag]) => tag);
}

function compareSent(a: ArchiveEntry, b: ArchiveEntry): number {
  return a.sentAt - b.sentAt || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
