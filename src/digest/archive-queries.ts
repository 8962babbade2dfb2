// The SQL of what the public may read: digests that were mailed, at the revision that stands.

import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../db/client.ts';
import { allRows, oneRow } from '../db/rows.ts';
import {
  correctionNotes,
  isCalled,
  isMailed,
  isPublic,
  isUnlocked,
  standing,
} from './mailed-queries.ts';

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

/**
 * The public archive, newest first; of one public list, if its slug is given. Digests are few (one
 * a day makes 3,650 in ten years), so it reads them all rather than keeping an index.
 */
export async function selectArchive(
  db: Queryable,
  page: { list: string | null; limit: number; offset: number },
): Promise<PublishedRow[]> {
  const rows = await db.execute(sql`
    select ${columns} from (
      select * from ${archived} p where ${isOfList(page.list)}
      order by p.sent_at desc, p.digest_id desc limit ${page.limit} offset ${page.offset}) p
    ${contents} order by p.sent_at desc, p.digest_id desc`);
  return allRows(rows);
}

export async function countArchive(db: Queryable, list: string | null): Promise<number> {
  const rows = await db.execute(sql`
    select count(*)::int as digests from ${archived} p where ${isOfList(list)}`);
  return oneRow<{ digests: number }>(rows).digests;
}

/** The digests before and after this one in the public archive. */
export async function selectNeighbours(
  db: Queryable,
  id: string,
): Promise<{ older: PublishedRow | null; newer: PublishedRow | null }> {
  const rows = await db.execute(sql`
    with ordered as (
      select p.*, lag(p.digest_id) over place as older, lead(p.digest_id) over place as newer
      from ${archived} p window place as (order by p.sent_at, p.digest_id)
    ), here as (select older, newer from ordered where digest_id = ${id})
    select ${columns}, p.digest_id = here.older as "isOlder"
    from here join ordered p on p.digest_id in (here.older, here.newer) ${contents}`);
  const found = allRows<PublishedRow & { isOlder: boolean | null }>(rows);
  return {
    older: found.find(({ isOlder }) => isOlder) ?? null,
    newer: found.find(({ isOlder }) => !isOlder) ?? null,
  };
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
