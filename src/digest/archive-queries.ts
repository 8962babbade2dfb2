// The SQL of what the public may read: digests that were sent.

import { and, asc, count, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../db/client.ts';
import { digests, lists, sends } from '../db/schema.ts';

/** A digest that was sent; its content is as stored, still to be parsed. */
export interface PublishedRow {
  id: string;
  slug: string;
  content: unknown;
  sentAt: Date;
  /** False if it went to private lists only: readable by who has the link, shown nowhere. */
  listed: boolean;
  updatedAt: Date;
}

const columns = {
  id: digests.id,
  slug: digests.slug,
  content: digests.content,
  sentAt: sql<Date>`${digests.firstSentAt}`.mapWith(digests.firstSentAt),
  listed: digests.listed,
  updatedAt: digests.updatedAt,
};

/** Null for a slug that names nothing, or a digest that was never sent. */
export async function selectPublished(db: Queryable, slug: string): Promise<PublishedRow | null> {
  const [row] = await db
    .select(columns)
    .from(digests)
    .where(and(eq(digests.slug, slug), isNotNull(digests.firstSentAt)));
  return row ?? null;
}

/**
 * The public archive, newest first; of one public list, if its slug is given. Digests are few (one
 * a day makes 3,650 in ten years), so it reads them all rather than keeping an index.
 */
export function selectArchive(
  db: Queryable,
  page: { list: string | null; limit: number; offset: number },
): Promise<PublishedRow[]> {
  return db
    .select(columns)
    .from(digests)
    .where(inArchive(page.list))
    .orderBy(desc(digests.firstSentAt), desc(digests.id))
    .limit(page.limit)
    .offset(page.offset);
}

export async function countArchive(db: Queryable, list: string | null): Promise<number> {
  const [row] = await db.select({ digests: count() }).from(digests).where(inArchive(list));
  return row?.digests ?? 0;
}

/** The digests before and after this one in the public archive. */
export async function selectNeighbours(
  db: Queryable,
  id: string,
): Promise<{ older: PublishedRow | null; newer: PublishedRow | null }> {
  const place = sql`(${digests.firstSentAt}, ${digests.id})`;
  const here = sql`(select first_sent_at, id from digests where id = ${id})`;
  const [older] = await db
    .select(columns)
    .from(digests)
    .where(and(inArchive(null), sql`${place} < ${here}`))
    .orderBy(desc(digests.firstSentAt), desc(digests.id))
    .limit(1);
  const [newer] = await db
    .select(columns)
    .from(digests)
    .where(and(inArchive(null), sql`${place} > ${here}`))
    .orderBy(asc(digests.firstSentAt), asc(digests.id))
    .limit(1);
  return { older: older ?? null, newer: newer ?? null };
}

/** Every public digest with the moment of its last change, newest first, for the sitemap. */
export function selectSitemap(
  db: Queryable,
  limit: number,
): Promise<{ slug: string; updatedAt: Date }[]> {
  return db
    .select({ slug: digests.slug, updatedAt: digests.updatedAt })
    .from(digests)
    .where(inArchive(null))
    .orderBy(desc(digests.firstSentAt), desc(digests.id))
    .limit(limit);
}

function inArchive(list: string | null): SQL | undefined {
  const sent = and(isNotNull(digests.firstSentAt), eq(digests.listed, true));
  if (list === null) return sent;
  return and(
    sent,
    sql`exists (
      select from ${sends} s join ${lists} l on l.id = any(s.list_ids)
      where s.digest_id = ${digests.id} and s.started_at is not null
        and l.slug = ${list} and l.visibility = 'public')`,
  );
}
