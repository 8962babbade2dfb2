// The SQL of feeds: what is watched, what is due, and what became of each reading.

import { asc, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { feeds } from '../../db/schema/feeds.ts';
import { allRows, maybeRow, run } from '../../db/statement.ts';
import type { FeedVersion } from '../syndication/fetch-feed.ts';
import type { FeedTrouble } from '../syndication/trouble.ts';

export type FeedRow = typeof feeds.$inferSelect;

export interface NewFeed {
  id: string;
  url: string;
  name: string | null;
  folder: string | null;
  createdBy: string;
}

/** Those that are not watched yet; how many there were. */
export async function insertFeeds(tx: Queryable, rows: readonly NewFeed[]): Promise<number> {
  if (rows.length === 0) return 0;
  const made = await tx
    .insert(feeds)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: feeds.id });
  return made.length;
}

/** All of them, by folder and name: a few hundred rows. */
export async function selectFeeds(db: Queryable): Promise<FeedRow[]> {
  return await db
    .select()
    .from(feeds)
    .orderBy(
      sql`folder nulls first`,
      sql`lower(coalesce(name, nullif(title, ''), url))`,
      asc(feeds.id),
    );
}

export async function selectFeed(db: Queryable, id: string): Promise<FeedRow | null> {
  const [row] = await db.select().from(feeds).where(eq(feeds.id, id));
  return row ?? null;
}

export async function selectFeedByUrl(db: Queryable, url: string): Promise<FeedRow | null> {
  const [row] = await db.select().from(feeds).where(eq(feeds.url, url));
  return row ?? null;
}

export async function countFeeds(db: Queryable): Promise<number> {
  return db.$count(feeds);
}

export async function updateFeed(
  tx: Queryable,
  id: string,
  facts: Partial<Pick<FeedRow, 'name' | 'folder' | 'state'>>,
): Promise<void> {
  if (Object.keys(facts).length > 0) await tx.update(feeds).set(facts).where(eq(feeds.id, id));
}

/** Due at once, unless it was asked within the last minute. */
export async function makeDue(tx: Queryable, id: string): Promise<void> {
  await run(tx, 'makeDue')`
    update feeds set due_at = greatest(now(), coalesce(tried_at, '-infinity') + interval '1 minute')
    where id = ${id} and state = 'active'`;
}

/** False if there is none. Its items go with it. */
export async function deleteFeed(db: Queryable, id: string): Promise<boolean> {
  const rows = await db.delete(feeds).where(eq(feeds.id, id)).returning({ id: feeds.id });
  return rows.length === 1;
}

const IdRow = z.strictObject({ id: z.string() });

/** Due, and nobody is reading it. Index `feeds_due`. */
export async function selectDueFeeds(db: Queryable, limit: number): Promise<string[]> {
  const rows = await allRows(db, 'selectDueFeeds', IdRow)`
    select id from feeds where state = 'active' and due_at <= now()
      and (claimed_at is null or claimed_at < now() - interval '1 minute')
    order by due_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

const Claimed = z.strictObject({
  id: z.string(),
  url: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  hash: z.string().nullable(),
  everySeconds: z.int(),
  failures: z.int(),
  isNew: z.boolean(),
  wantsRobots: z.boolean(),
});
export type ClaimedFeed = z.infer<typeof Claimed>;

/**
 * Takes a feed that is due and that nobody is reading. Each try counts as failed before it begins, and the next
 * is due by that: a feed that ends whoever reads it is asked ever more seldom.
 */
export async function claimFeed(db: Queryable, id: string): Promise<ClaimedFeed | null> {
  return maybeRow(db, 'claimFeed', Claimed)`
    update feeds set claimed_at = now(), tried_at = now(), failures = failures + 1,
      due_at = now() + least(interval '1 day', interval '15 minutes' * power(2, least(failures, 7)))
    where id = ${id} and state = 'active' and due_at <= now()
      and (claimed_at is null or claimed_at < now() - interval '1 minute')
    returning id, url, etag, last_modified as "lastModified", hash, every_seconds as "everySeconds", failures,
      read_at is null as "isNew", robots_at is null or robots_at < now() - interval '1 day' as "wantsRobots"`;
}

/** Holds the feed until the end of the transaction; false if it is gone. */
export async function lockFeed(tx: Queryable, id: string): Promise<boolean> {
  const rows = await tx.select({ id: feeds.id }).from(feeds).where(eq(feeds.id, id)).for('update');
  return rows.length === 1;
}

export interface GoodReading {
  /** Where it has moved for good; taken only if no other feed is there. */
  url: string;
  /** Null: as before. */
  said: ({ title: string; home: string | null; hash: string } & FeedVersion) | null;
  hasNews: boolean;
  everySeconds: number;
  afterSeconds: number;
  hasRobots: boolean;
}

export async function noteGood(tx: Queryable, id: string, reading: GoodReading): Promise<void> {
  const { url, said, hasNews, everySeconds, afterSeconds, hasRobots } = reading;
  await tx
    .update(feeds)
    .set({
      ...said,
      url: sql`case when exists (select from feeds other where other.url = ${url}) then ${feeds.url} else ${url} end`,
      everySeconds,
      dueAt: sql`now() + make_interval(secs => ${afterSeconds})`,
      readAt: sql`now()`,
      ...(hasNews ? { newsAt: sql`now()` } : {}),
      ...(hasRobots ? { robotsAt: sql`now()` } : {}),
      claimedAt: null,
      failures: 0,
      why: null,
    })
    .where(eq(feeds.id, id));
}

/** `ends`: it is not asked again. */
export async function noteBad(
  db: Queryable,
  id: string,
  { why, afterSeconds, ends }: { why: FeedTrouble; afterSeconds: number; ends: boolean },
): Promise<void> {
  await db
    .update(feeds)
    .set({
      why,
      dueAt: sql`now() + make_interval(secs => ${afterSeconds})`,
      claimedAt: null,
      ...(ends ? { state: 'ended' } : {}),
    })
    .where(eq(feeds.id, id));
}
