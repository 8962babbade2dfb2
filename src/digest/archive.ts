// The public archive: digests that were mailed, as their pages, feeds and the sitemap read them.

import { dayIn } from '../base/time-zone.ts';
import type { Queryable } from '../db/client.ts';
import {
  countArchive,
  type PublishedRow,
  selectArchive,
  selectNeighbours,
  selectPublished,
  selectSitemap,
} from './archive-queries.ts';
import { type Digest, parseDigest } from './schema.ts';

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

export interface ArchivePage {
  digests: PublishedDigest[];
  /** From 1. */
  page: number;
  pages: number;
}

/** Null for a page that does not exist; the first always does. `zone` is the house's. */
export async function readArchive(
  db: Queryable,
  query: { list: string | null; page: number; size: number; zone: string },
): Promise<ArchivePage | null> {
  const total = await countArchive(db, query.list);
  const pages = Math.max(1, Math.ceil(total / query.size));
  if (query.page > pages) return null;
  const offset = (query.page - 1) * query.size;
  const rows = await selectArchive(db, { list: query.list, limit: query.size, offset });
  return { digests: rows.map((row) => openRow(row, query.zone)), page: query.page, pages };
}

export interface PublishedPage {
  published: PublishedDigest;
  /** True: opened by its key, so that its address must not become known. */
  isKeyed: boolean;
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
  const page = { published: openRow(row, zone), isKeyed: row.isKeyed };
  if (!row.listed) return { ...page, older: null, newer: null };
  const { older, newer } = await selectNeighbours(db, row.id);
  return { ...page, older: older && linkTo(older), newer: newer && linkTo(newer) };
}

/** Every public digest, newest first; a sitemap holds at most 50,000 addresses. */
export async function readSitemap(db: Queryable): Promise<{ slug: string; updatedAt: Date }[]> {
  const rows = await selectSitemap(db, 49_000);
  return rows.map(({ slug, updatedAt }) => ({ slug, updatedAt: new Date(updatedAt) }));
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
