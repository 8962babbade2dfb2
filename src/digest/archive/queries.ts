// The SQL of what the public may read: digests that were mailed, at the revision that stands.

import { type SQL, sql } from 'drizzle-orm';
import { textArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { allRows } from '../../db/rows.ts';
import {
  correctionNotes,
  isCalled,
  isMailed,
  isPublic,
  isUnlocked,
  standing,
} from '../mailed-queries.ts';

/** A digest that was mailed; its content is as stored, still to be parsed. */
export interface PublishedRow {
  id: string;
  slug: string;
  /** The revision that stands, and its content. */
  revision: number;
  content: unknown;
  /** Milliseconds. */
  sentAt: number;
  updatedAt: number;
  /** False: not yet known to be mailed, or to private lists only. Nothing may lead to it. */
  listed: boolean;
  corrections: { revision: number; note: string; at: number }[];
}

const ms = (moment: SQL) => sql`extract(epoch from ${moment})::float8 * 1000`;

/** Of `standing p`, with its digest and the content of the revision. */
const columns = sql`d.id, d.slug, p.revision, r.content, ${ms(sql`p.sent_at`)} as "sentAt",
  ${ms(sql`p.updated_at`)} as "updatedAt", p.listed, ${correctionNotes(sql`d.id`)} as corrections`;
const contents = sql`
  join digests d on d.id = p.digest_id
  join digest_revisions r on r.digest_id = p.digest_id and r.revision = p.revision`;

const archived = standing(sql`${isPublic} and ${isMailed}`);

/**
 * The page of this slug, readable from the first claim on; null if there is none. What went to private
 * lists alone is there only for who holds the digest's key. By the unique slug and `sends_digest`.
 */
export async function selectPublished(
  db: Queryable,
  slug: string,
  key: string | null,
): Promise<(PublishedRow & { isKeyed: boolean }) | null> {
  const rows = await db.execute(sql`
    select ${columns}, coalesce(d.key = ${key}, false) as "isKeyed"
    from ${standing(sql`${isCalled} and (${isUnlocked} or d.key = ${key})`, sql`d.slug = ${slug}`)} p
    ${contents}`);
  return (rows[0] as (PublishedRow & { isKeyed: boolean }) | undefined) ?? null;
}

/** A digest in the public archive, without its content. */
export interface ArchiveEntry {
  id: string;
  /** Milliseconds. */
  sentAt: number;
  publishedOn: string | null;
  language: string;
  /** It went to the list that was asked for. */
  isOfList: boolean;
}

/**
 * Every entry of the public archive, in no order: whose day a moment falls on is known to the runtime,
 * not to PostgreSQL, which may lack a zone. Digests are few (one a day makes 3,650 in ten years) and
 * their contents stay closed, so there is no index to keep.
 */
export async function selectArchiveEntries(
  db: Queryable,
  list: string | null,
): Promise<ArchiveEntry[]> {
  const rows = await db.execute(sql`
    select p.digest_id as id, ${ms(sql`p.sent_at`)} as "sentAt", r.published_on as "publishedOn",
      r.language, ${isOfList(list)} as "isOfList"
    from ${archived} p join digest_revisions r
      on r.digest_id = p.digest_id and r.revision = p.revision`);
  return allRows(rows);
}

/** Digests of the public archive by their ids, in no order. */
export async function selectArchived(
  db: Queryable,
  ids: readonly string[],
): Promise<PublishedRow[]> {
  if (ids.length === 0) return [];
  const wanted = sql`d.id = any(${textArray(ids)}::uuid[])`;
  const rows = await db.execute(sql`
    select ${columns} from ${standing(sql`${isPublic} and ${isMailed}`, wanted)} p ${contents}`);
  return allRows(rows);
}

/** Every public digest with the moment of its last change, newest first, for the sitemap. */
export async function selectSitemap(
  db: Queryable,
  limit: number,
): Promise<{ slug: string; updatedAt: number }[]> {
  const rows = await db.execute(sql`
    select d.slug, ${ms(sql`p.updated_at`)} as "updatedAt"
    from ${archived} p join digests d on d.id = p.digest_id
    order by p.sent_at desc, p.digest_id desc limit ${limit}`);
  return allRows(rows);
}

function isOfList(list: string | null): SQL {
  if (list === null) return sql`true`;
  return sql`exists (
    select from sends s join lists l on l.id = any(s.list_ids)
    where s.digest_id = p.digest_id and ${isMailed} and l.slug = ${list} and l.visibility = 'public')`;
}
