// The public archive: digests that were mailed, as their pages, feeds and the sitemap read them.

import { dayIn } from '../../base/time-zone.ts';
import type { Queryable } from '../../db/client.ts';
import { type Digest, parseDigest } from '../schema.ts';
import {
  type ArchiveChoice,
  languagesOf,
  narrow,
  orderByDay,
  orderBySending,
  type PageOf,
  type Place,
  pageAfter,
  primaryLanguage,
} from './order.ts';
import {
  type ArchiveEntry,
  type PublishedRow,
  selectArchived,
  selectArchiveEntries,
  selectListsMailed,
  selectPublished,
  selectSitemap,
} from './queries.ts';

/** A digest as it stands on the web: the newest revision that was mailed or published. */
export interface PublishedDigest {
  id: string;
  slug: string;
  revision: number;
  digest: Digest;
  /** When it was first sent. */
  sentAt: Date;
  /** The day it shows, YYYY-MM-DD: its own, else that of the first send by the house's calendar. */
  day: string;
  /** False: its page must not be indexed, and nothing links to it. */
  listed: boolean;
  /** When the page last changed. */
  updatedAt: Date;
  /** Newest first. */
  corrections: Correction[];
}

/** What an editor says was put right after the mail. */
export interface Correction {
  note: string;
  at: Date;
  /** By the house's calendar. */
  day: string;
}

/** Just enough of a digest to lead to it. */
export interface DigestLink {
  slug: string;
  headline: string;
  language: string;
}

export interface ArchivePage extends Omit<PageOf<never>, 'entries'> {
  digests: PublishedDigest[];
  /** What the archive of this list can be narrowed to, the most used first. */
  languages: string[];
}

/**
 * A page of the archive, the latest day first. Null for a page that does not exist; the first always
 * does, but for a language that nothing is in. `zone` is the house's.
 */
export async function readArchive(
  db: Queryable,
  query: ArchiveChoice & { after: Place | null; size: number; zone: string },
): Promise<ArchivePage | null> {
  const { after, size, zone } = query;
  const all = await selectArchiveEntries(db, query.list);
  const languages = languagesOf(all);
  if (query.language !== null && !languages.includes(query.language)) return null;
  const found = pageAfter(orderByDay(narrow(all, query), zone), after, size);
  if (!found) return null;
  const { entries, ...page } = found;
  return { digests: await openEntries(db, entries, zone), ...page, languages };
}

/** The digests sent last, newest first: what a feed holds. */
export async function readNewest(
  db: Queryable,
  query: ArchiveChoice & { size: number; zone: string },
): Promise<PublishedDigest[]> {
  const entries = narrow(await selectArchiveEntries(db, query.list), query);
  return openEntries(db, orderBySending(entries).slice(0, query.size), query.zone);
}

export interface PublishedPage {
  published: PublishedDigest;
  /** True: opened by its key, so that its address must not become known. */
  isKeyed: boolean;
  /** Slugs of the public lists it was mailed to, the oldest list first. */
  mailedTo: string[];
  older: DigestLink | null;
  newer: DigestLink | null;
}

/**
 * The digest of this slug with its neighbours in the archive; null if it was never mailed, or to
 * private lists alone and the key is not its own.
 */
export async function readPublished(
  db: Queryable,
  slug: string,
  key: string | null,
  zone: string,
): Promise<PublishedPage | null> {
  const row = /^[a-z0-9-]{1,200}$/.test(slug) ? await selectPublished(db, slug, key) : null;
  if (!row) return null;
  const mailedTo = await selectListsMailed(db, row.id);
  const page = { published: openRow(row, zone), isKeyed: row.isKeyed, mailedTo };
  if (!row.listed) return { ...page, older: null, newer: null };
  return { ...page, ...(await readNeighbours(db, page, zone)) };
}

/** The digests before and after this one, of its list (the oldest of them) and in its language. */
async function readNeighbours(
  db: Queryable,
  { published, mailedTo }: { published: PublishedDigest; mailedTo: readonly string[] },
  zone: string,
): Promise<{ older: DigestLink | null; newer: DigestLink | null }> {
  const { id, digest } = published;
  const list = mailedTo[0] ?? null;
  const choice = { list, language: primaryLanguage(digest.language) };
  const entries = orderByDay(narrow(await selectArchiveEntries(db, list), choice), zone);
  const place = entries.findIndex((entry) => entry.id === id);
  const [newer, older] = [entries[place - 1]?.id, entries[place + 1]?.id];
  const ids = [newer, older].filter((one) => one !== undefined);
  const rows = place < 0 ? [] : await selectArchived(db, ids);
  const link = (wanted: string | undefined) => {
    const row = rows.find((one) => one.id === wanted);
    return row ? linkTo(row) : null;
  };
  return { older: link(older), newer: link(newer) };
}

/** Every public digest, newest first; a sitemap holds at most 50,000 addresses. */
export async function readSitemap(db: Queryable): Promise<{ slug: string; updatedAt: Date }[]> {
  const rows = await selectSitemap(db, 49_000);
  return rows.map(({ slug, updatedAt }) => ({ slug, updatedAt: new Date(updatedAt) }));
}

/** The digests of these entries, in their order. */
export async function openEntries(
  db: Queryable,
  entries: readonly ArchiveEntry[],
  zone: string,
): Promise<PublishedDigest[]> {
  const rows = await selectArchived(
    db,
    entries.map(({ id }) => id),
  );
  return entries.flatMap(({ id }) =>
    rows.filter((row) => row.id === id).map((row) => openRow(row, zone)),
  );
}

function linkTo(row: PublishedRow): DigestLink {
  const digest = openContent(row);
  return { slug: row.slug, headline: digest.headline, language: digest.language };
}

function openRow(row: PublishedRow, zone: string): PublishedDigest {
  const { id, slug, revision, listed } = row;
  const digest = openContent(row);
  const sentAt = new Date(row.sentAt);
  return {
    id,
    slug,
    revision,
    digest,
    sentAt,
    day: digest.publishedOn ?? dayIn(zone, sentAt),
    listed,
    updatedAt: new Date(row.updatedAt),
    corrections: row.corrections.map(({ note, at }) => ({
      note,
      at: new Date(at),
      day: dayIn(zone, new Date(at)),
    })),
  };
}

/** Stored content was parsed before it was stored; what cannot be read any more is our bug. */
function openContent(row: PublishedRow): Digest {
  const parsed = parseDigest(row.content);
  if (parsed.kind === 'ok') return parsed.digest;
  const [first] = parsed.errors;
  throw new Error(`Digest ${row.id} cannot be read: ${first?.path} ${first?.message}`);
}
