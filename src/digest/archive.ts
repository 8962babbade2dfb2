// The public archive: digests that were sent, as their pages, feeds and the sitemap read them.

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

/** A digest the public may read. */
export interface PublishedDigest {
  id: string;
  slug: string;
  digest: Digest;
  /** When it was first sent. */
  sentAt: Date;
  /** The day it shows, YYYY-MM-DD: its own, else that of the first send by the house's calendar. */
  day: string;
  /** False: its page must not be indexed, and nothing links to it. */
  listed: boolean;
  updatedAt: Date;
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

/** The digest of this slug with its neighbours in the archive; null if it was never sent. */
export async function readPublished(
  db: Queryable,
  slug: string,
  zone: string,
): Promise<{
  published: PublishedDigest;
  older: DigestLink | null;
  newer: DigestLink | null;
} | null> {
  const row = /^[a-z0-9-]{1,200}$/.test(slug) ? await selectPublished(db, slug) : null;
  if (!row) return null;
  const published = openRow(row, zone);
  if (!row.listed) return { published, older: null, newer: null };
  const { older, newer } = await selectNeighbours(db, row.id);
  return { published, older: older && linkTo(older), newer: newer && linkTo(newer) };
}

/** Every public digest, newest first; a sitemap holds at most 50,000 addresses. */
export function readSitemap(db: Queryable): Promise<{ slug: string; updatedAt: Date }[]> {
  return selectSitemap(db, 49_000);
}

function linkTo(row: PublishedRow): DigestLink {
  const digest = openContent(row);
  return { slug: row.slug, headline: digest.headline, language: digest.language };
}

function openRow({ content, ...row }: PublishedRow, zone: string): PublishedDigest {
  const digest = openContent({ ...row, content });
  return { ...row, digest, day: digest.publishedOn ?? dayIn(zone, row.sentAt) };
}

/** Stored content was parsed before it was stored; what cannot be read any more is our bug. */
function openContent(row: PublishedRow): Digest {
  const parsed = parseDigest(row.content);
  if (parsed.kind === 'ok') return parsed.digest;
  const [first] = parsed.errors;
  throw new Error(`Digest ${row.id} cannot be read: ${first?.path} ${first?.message}`);
}
