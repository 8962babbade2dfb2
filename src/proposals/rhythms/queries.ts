// The SQL of rhythms: what they are made of, and which of them have work.

import { asc, eq } from 'drizzle-orm';
import * as z from 'zod';
import { textArray } from '../../db/arrays.ts';
import type { Queryable } from '../../db/client.ts';
import { lists } from '../../db/schema/audience.ts';
import { rhythmFeeds, rhythms } from '../../db/schema/rhythms.ts';
import { among, openRunStates } from '../../db/schema/states.ts';
import { allRows, run } from '../../db/statement.ts';

export type RhythmRow = typeof rhythms.$inferSelect & {
  /** Of its list. */
  list: string;
  /** Null: `TIMEZONE` of the worker. */
  timezone: string | null;
};
export type NewRhythm = typeof rhythms.$inferInsert;

const withList = (db: Queryable) =>
  db
    .select({ rhythm: rhythms, list: lists.slug, timezone: lists.timezone })
    .from(rhythms)
    .innerJoin(lists, eq(lists.id, rhythms.listId));

type Joined = Awaited<ReturnType<typeof withList>>[number];

const flatten = ({ rhythm, list, timezone }: Joined): RhythmRow => ({ ...rhythm, list, timezone });

/** In the order in which they were made; a house has a handful. */
export async function selectRhythms(db: Queryable, limit: number): Promise<RhythmRow[]> {
  const rows = await withList(db).orderBy(asc(rhythms.id)).limit(limit);
  return rows.map(flatten);
}

export async function selectRhythm(db: Queryable, id: string): Promise<RhythmRow | null> {
  const [row] = await withList(db).where(eq(rhythms.id, id));
  return row ? flatten(row) : null;
}

/** Holds the row until the end of the transaction: of two who look at its clock at once one goes first. */
export async function lockRhythm(tx: Queryable, id: string): Promise<RhythmRow | null> {
  const [row] = await withList(tx).where(eq(rhythms.id, id)).for('update', { of: rhythms });
  return row ? flatten(row) : null;
}

/** Once per id. */
export async function insertRhythm(tx: Queryable, rhythm: NewRhythm): Promise<void> {
  await tx.insert(rhythms).values(rhythm).onConflictDoNothing();
}

export async function updateRhythm(
  tx: Queryable,
  id: string,
  change: Partial<NewRhythm>,
): Promise<void> {
  await tx.update(rhythms).set(change).where(eq(rhythms.id, id));
}

export async function deleteRhythmRow(tx: Queryable, id: string): Promise<void> {
  await tx.delete(rhythms).where(eq(rhythms.id, id));
}

const FeedRow = z.strictObject({ rhythmId: z.string(), feedId: z.string() });

/** The feeds of these rhythms, in the order in which they were subscribed. */
export async function selectRhythmFeeds(db: Queryable, ids: readonly string[]) {
  return allRows(db, 'selectRhythmFeeds', FeedRow)`
    select rhythm_id as "rhythmId", feed_id as "feedId" from rhythm_feeds
    where rhythm_id = any(${textArray(ids)}::uuid[]) order by feed_id`;
}

/** Those that stay keep the moment from which on they are read. */
export async function replaceFeeds(
  tx: Queryable,
  rhythmId: string,
  feedIds: readonly string[],
): Promise<void> {
  await run(tx, 'dropRhythmFeeds')`
    delete from rhythm_feeds where rhythm_id = ${rhythmId}
      and feed_id <> all(${textArray(feedIds)}::uuid[])`;
  if (feedIds.length === 0) return;
  await tx
    .insert(rhythmFeeds)
    .values(feedIds.map((feedId) => ({ rhythmId, feedId })))
    .onConflictDoNothing();
}

const IdRow = z.strictObject({ id: z.string() });

/** Of these feeds those that are there. */
export async function selectKnownFeeds(
  db: Queryable,
  feedIds: readonly string[],
): Promise<Set<string>> {
  const rows = await allRows(db, 'selectKnownFeeds', IdRow)`
    select id from feeds where id = any(${textArray(feedIds)}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * Rhythms whose moment has come or whose runs go on, and those with lines of moments that are still to come:
 * a clock ran ahead. `now` is the rhythms' clock.
 */
export async function selectBusyRhythms(db: Queryable, now: Date): Promise<string[]> {
  const moment = now.toISOString();
  const rows = await allRows(db, 'selectBusyRhythms', IdRow)`
    select r.id from rhythms r
    where (not r.is_paused
        and r.next_at <= ${moment}::timestamptz + make_interval(mins => r.lead_minutes))
      or exists (select from rhythm_runs u where u.rhythm_id = r.id
        and u.state in ${among(openRunStates)})
      or exists (select from rhythm_runs u where u.rhythm_id = r.id and not u.by_hand
        and u.due_at > ${moment}::timestamptz + make_interval(mins => r.lead_minutes + 1))
    order by r.id limit 500`;
  return rows.map(({ id }) => id);
}
