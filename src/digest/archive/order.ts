// The order of the archive and what it can be narrowed to, decided from entries without contents.

import * as z from 'zod';
import { defineCursor } from '../../base/cursor.ts';
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

/** Where an entry stands in the order of the archive. */
const Place = z.strictObject({ day: z.iso.date(), sentAt: z.number(), id: z.uuid() });
export type Place = z.infer<typeof Place>;

/** Names the last entry before a page, so that a page stays what it is while digests are added. */
export const archiveCursor = defineCursor('archive', Place);

/** Latest day first; of one day what was sent last. `zone`: whose days they are. */
export function orderByDay(
  entries: readonly ArchiveEntry[],
  zone: string,
): (ArchiveEntry & { day: string })[] {
  return entries
    .map((entry) => ({
      ...entry,
      day: entry.publishedOn ?? dayIn(zone, new Date(entry.sentAt)),
    }))
    .sort(comparePlaces);
}

export interface PageOf<Entry> {
  entries: Entry[];
  /** How many stand before the first of them. */
  before: number;
  total: number;
  /** The cursor of the page of newer ones, '' for the first page; null: this is the first. */
  newer: string | null;
  /** Null on the last page. */
  older: string | null;
}

/** The entries behind `after`, from the first without it; null if there is none left behind it. */
export function pageAfter<Entry extends Place>(
  ordered: readonly Entry[],
  after: Place | null,
  size: number,
): PageOf<Entry> | null {
  const found = after === null ? 0 : ordered.findIndex((one) => comparePlaces(after, one) < 0);
  if (found < 0) return null;
  const cursorBefore = (index: number) => {
    const last = ordered[index - 1];
    return last ? archiveCursor.encode({ day: last.day, sentAt: last.sentAt, id: last.id }) : '';
  };
  return {
    entries: ordered.slice(found, found + size),
    before: found,
    total: ordered.length,
    newer: found === 0 ? null : cursorBefore(Math.max(0, found - size)),
    older: found + size < ordered.length ? cursorBefore(found + size) : null,
  };
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

function comparePlaces(a: Place, b: Place): number {
  return compare(b.day, a.day) || compareSent(b, a);
}

function compareSent(a: Omit<Place, 'day'>, b: Omit<Place, 'day'>): number {
  return a.sentAt - b.sentAt || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
