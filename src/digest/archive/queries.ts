// The SQL of what the public may read: digests that were mailed, at the revision that stands.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { textArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { allRows, maybeRow } from '../../db/statement.ts';
import {
  correctionNotes,
  isCalled,
  isMailed,
  isPublic,
  isUnlocked,
  standing,
} from '../mailed-queries.ts';

/** A digest that was mailed; its content is as stored, still to be parsed. */
const PublishedRow = z.strictObject({
  id: z.string(),
  slug: z.string(),
  /** The revision that stands, and its content. */
  revision: z.number(),
  content: z.unknown(),
  /** Milliseconds. */
  sentAt: z.number(),
  updatedAt: z.number(),
  /** False: not yet known to be mailed, or to private lists only. Nothing may lead to it. */
  listed: z.boolean(),
  corrections: z.array(z.strictObject({ revision: z.number(), note: z.string(), at: z.number() })),
});
export type PublishedRow = z.infer<typeof PublishedRow>;

const ms = (moment: SQL) => sql`extract(epoch from ${moment})::float8 * 1000`;

/** Of `standing p`, with its digest and the content of the revision. */
const columns = sql`d.id, d.slug, p.revision, r.content, ${ms(sql`p.sent_at`)} as "sentAt",
  ${ms(sql`p.updated_at`)} as "updatedAt", p.listed, ${correctionNotes(sql`d.id`)} as corrections`;
const contents = sql`
  join digests d on d.id = p.digest_id
  join digest_revisions r on r.digest_id = p.digest_id and r.revision = p.revision`;

const archived = standing(sql`${isPublic} and ${isMailed}`);

const KeyedRow = PublishedRow.extend({ isKeyed: z.boolean() });

/**
 * The page of this slug, readable from the first claim on; null if there is none. What went to private
 * lists alone is there only for who holds the digest's key. By the unique slug and `sends_digest`.
 */
export async function selectPublished(
  db: Queryable,
  slug: string,
  key: string | null,
): Promise<(PublishedRow & { isKeyed: boolean }) | null> {
  return maybeRow(db, 'selectPublished', KeyedRow)`
    select ${columns}, coalesce(d.key = ${key}, false) as "isKeyed"
    from ${standing(sql`${isCalled} and (${isUnlocked} or d.key = ${key})`, sql`d.slug = ${slug}`)} p
    ${contents}`;
}

/** A digest in the public archive, without its content. */
const ArchiveEntry = z.strictObject({
  id: z.string(),
  /** That stands. */
  revision: z.number(),
  /** Milliseconds. */
  sentAt: z.number(),
  publishedOn: z.string().nullable(),
  language: z.string(),
  /** It went to the list that was asked for. */
  isOfList: z.boolean(),
});
export type ArchiveEntry = z.infer<typeof ArchiveEntry>;

/**
 * Every entry of the public archive, or those of these digests, in no order: whose day a moment falls on is known to the runtime,
 * not to PostgreSQL, which may lack a zone. Digests are few (one a day makes 3,650 in ten years) and
 * their contents stay closed, so there is no index to keep.
 */
export async function selectArchiveEntries(
  db: Queryable,
  list: string | null,
  ids?: readonly string[],
): Promise<ArchiveEntry[]> {
  if (ids?.length === 0) return [];
  const wanted = ids ? sql`d.id = any(${textArray(ids)}::uuid[])` : sql`true`;
  return allRows(db, 'selectArchiveEntries', ArchiveEntry)`
    select p.digest_id as id, p.revision, ${ms(sql`p.sent_at`)} as "sentAt", r.published_on as "publishedOn",
      r.language, ${isOfList(list)} as "isOfList"
    from ${standing(sql`${isPublic} and ${isMailed}`, wanted)} p join digest_revisions r
      on r.digest_id = p.digest_id and r.revision = p.revision`;
}

/** Digests of the public archive by their ids, in no order. */
export async function selectArchived(
  db: Queryable,
  ids: readonly string[],
): Promise<PublishedRow[]> {
  if (ids.length === 0) return [];
  const wanted = sql`d.id = any(${textArray(ids)}::uuid[])`;
  return allRows(db, 'selectArchived', PublishedRow)`
    select ${columns} from ${standing(sql`${isPublic} and ${isMailed}`, wanted)} p ${contents}`;
}

const SitemapRow = z.strictObject({ slug: z.string(), updatedAt: z.number() });

/** Every public digest with the moment of its last change, newest first, for the sitemap. */
export async function selectSitemap(
  db: Queryable,
  limit: number,
): Promise<{ slug: string; updatedAt: number }[]> {
  return allRows(db, 'selectSitemap', SitemapRow)`
    select d.slug, ${ms(sql`p.updated_at`)} as "updatedAt"
    from ${archived} p join digests d on d.id = p.digest_id
    order by p.sent_at desc, p.digest_id desc limit ${limit}`;
}

const SlugRow = z.strictObject({ slug: z.string() });

/** The public lists that this digest was mailed to, the oldest first; by `sends_digest`. */
export async function selectListsMailed(db: Queryable, digestId: string): Promise<string[]> {
  const rows = await allRows(db, 'selectListsMailed', SlugRow)`
    select l.slug from lists l
    where l.visibility = 'public' and exists (
      select from sends s where s.digest_id = ${digestId} and l.id = any(s.list_ids) and ${isCalled})
    order by l.id`;
  return rows.map(({ slug }) => slug);
}

function isOfList(list: string | null): SQL {
  if (list === null) return sql`true`;
  return sql`exists (
    select from sends s join lists l on l.id = any(s.list_ids)
    where s.digest_id = p.digest_id and ${isMailed} and l.slug = ${list} and l.visibility = 'public')`;
}
