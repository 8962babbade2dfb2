// The SQL of kept counts: what was counted of a send, and the changes since then.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { isPersonsClick } from '../../audience/segments/reaction-queries.ts';
import { textArray } from '../../db/arrays.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { allRows, maybeRow, oneRow, run } from '../../db/statement.ts';

const FeedbackCounts = z.strictObject({
  delivered: z.number(),
  delayed: z.number(),
  bounced: z.number(),
  complained: z.number(),
  failed: z.number(),
  suppressed: z.number(),
  opened: z.number(),
  clicked: z.number(),
  scanned: z.number(),
  unsubscribed: z.number(),
});
export type FeedbackCounts = z.infer<typeof FeedbackCounts>;

/**
 * The states of a row of `deliveries d`. Clicks are people's. Opens are as they are told: only the
 * first is kept, and many a program that follows links loads no pictures. The triggers of
 * drizzle/0024_feedback_triggers.sql say the same: whoever changes a state here changes it there.
 */
const states: Record<keyof FeedbackCounts, SQL> = {
  delivered: sql`d.delivered_at is not null`,
  delayed: sql`d.delayed_at is not null and d.delivered_at is null and d.bounced_at is null`,
  bounced: sql`d.bounced_at is not null`,
  complained: sql`d.complained_at is not null`,
  failed: sql`d.failed_at is not null`,
  suppressed: sql`d.suppressed_at is not null`,
  opened: sql`d.opened_at is not null`,
  clicked: isPersonsClick,
  scanned: sql`d.scanned_at is not null`,
  unsubscribed: sql`d.unsubscribed_at is not null`,
};
type State = keyof FeedbackCounts;

const all = FeedbackCounts.keyof().options;
const each = (write: (state: State) => SQL): SQL => sql.join(all.map(write), sql`, `);
const column = (state: State) => sql.identifier(state);

const counted = each(
  (state) => sql`(count(*) filter (where ${states[state]}))::int as ${column(state)}`,
);
const summed = each((state) => sql`coalesce(sum(${column(state)}), 0)::int as ${column(state)}`);

/** Reads every delivery of the send: 0.1 s for a million. */
export async function countDeliveries(db: Database, sendId: string): Promise<FeedbackCounts> {
  return oneRow(db, 'countDeliveries', FeedbackCounts)`
    select ${counted} from deliveries d where send_id = ${sendId}`;
}

const KeptRow = FeedbackCounts.extend({ sendId: z.string() });

/**
 * Of those sends that are counted, in one snapshot: a row by primary key each, and the changes since
 * the last tick by `feedback_changes_send`, one for each fold.
 */
export async function readKept(
  db: Database,
  sendIds: readonly string[],
): Promise<Map<string, FeedbackCounts>> {
  const rows = await allRows(db, 'readKept', KeptRow)`
    select k.send_id as "sendId", ${each((state) => sql`k.${column(state)} + c.${column(state)} as ${column(state)}`)}
    from feedback_counts k, lateral (
      select ${summed} from feedback_changes where send_id = k.send_id) c
    where k.send_id = any(${textArray(sendIds)}::uuid[]) and k.counted_at is not null`;
  return new Map(rows.map(({ sendId, ...counts }) => [sendId, counts]));
}

const IdRow = z.strictObject({ id: z.string() });

/** Sends with changes to add in, and the newest few that were begun and never counted. */
export async function findUncounted(db: Database): Promise<string[]> {
  const rows = await allRows(db, 'findUncounted', IdRow)`
    select send_id as id from feedback_changes
    union select send_id from feedback_counts where counted_at is null
    union (
      select id from sends s where started_at is not null
        and not exists (select from feedback_counts where send_id = s.id)
      order by created_at desc limit 20)`;
  return rows.map(({ id }) => id);
}

const IsCountedRow = z.strictObject({ isCounted: z.boolean() });

/** Locks the counts of a send, made if they were not there; null if somebody has them. */
export async function lockCounts(
  tx: Queryable,
  sendId: string,
): Promise<{ isCounted: boolean } | null> {
  await run(tx, 'ensureCounts')`
    insert into feedback_counts (send_id) values (${sendId}) on conflict do nothing`;
  return maybeRow(tx, 'lockCounts', IsCountedRow)`
    select counted_at is not null as "isCounted" from feedback_counts
    where send_id = ${sendId} for update skip locked`;
}

/**
 * Takes the changes away and adds them to what was counted, or counts the rows, which hold them
 * already. One statement: the changes it takes away are those that its snapshot counts.
 */
export async function addChanges(tx: Queryable, sendId: string, isCounted: boolean): Promise<void> {
  const found = isCounted
    ? sql`select ${summed} from gone`
    : sql`select ${counted} from deliveries d where send_id = ${sendId}`;
  const value = (state: State) =>
    isCounted ? sql`k.${column(state)} + found.${column(state)}` : sql`found.${column(state)}`;
  await run(tx, 'addChanges')`
    with gone as (delete from feedback_changes where send_id = ${sendId} returning *),
      found as (${found})
    update feedback_counts k set counted_at = coalesce(counted_at, now()),
      ${each((state) => sql`${column(state)} = ${value(state)}`)}
    from found where k.send_id = ${sendId}`;
}
