// The SQL of runs: one line for each moment, and what is known of those that go on.

import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { rhythmRuns } from '../../db/schema/rhythms.ts';
import { among, openRunStates, runStates } from '../../db/schema/states.ts';
import { allRows, maybeRow, oneRow, run } from '../../db/statement.ts';

export type NewRun = typeof rhythmRuns.$inferInsert;

/** A moment that has its line keeps it: false if this one had. */
export async function insertRun(tx: Queryable, line: NewRun): Promise<boolean> {
  const rows = await tx
    .insert(rhythmRuns)
    .values(line)
    .onConflictDoNothing()
    .returning({ id: rhythmRuns.id });
  return rows.length > 0;
}

export async function insertLines(tx: Queryable, lines: readonly NewRun[]): Promise<void> {
  if (lines.length === 0) return;
  await tx
    .insert(rhythmRuns)
    .values([...lines])
    .onConflictDoNothing();
}

/** Lines of moments after `moment` that nothing came of: a clock that ran ahead wrote them. True if there were any. */
export async function deleteLinesAhead(
  tx: Queryable,
  rhythmId: string,
  moment: Date,
): Promise<boolean> {
  const gone = await run(tx, 'deleteLinesAhead')`
    delete from rhythm_runs where rhythm_id = ${rhythmId} and not by_hand
      and state in ('missed', 'nothing') and due_at > ${moment.toISOString()}::timestamptz`;
  return gone > 0;
}

export async function updateRun(tx: Queryable, id: string, change: Partial<NewRun>): Promise<void> {
  await tx.update(rhythmRuns).set(change).where(eq(rhythmRuns.id, id));
}

/** Those of a rhythm that go on, the oldest first. Index `rhythm_runs_open`. */
export async function selectOpenRuns(
  db: Queryable,
  rhythmId: string,
): Promise<{ id: string; proposalId: string | null }[]> {
  return await db
    .select({ id: rhythmRuns.id, proposalId: rhythmRuns.proposalId })
    .from(rhythmRuns)
    .where(and(eq(rhythmRuns.rhythmId, rhythmId), inArray(rhythmRuns.state, openRunStates)))
    .orderBy(rhythmRuns.dueAt);
}

const time = z.iso.datetime().transform((text) => new Date(text));

const RunRow = z.strictObject({
  id: z.string(),
  rhythmId: z.string(),
  state: z.enum(openRunStates),
  why: z.unknown(),
  dueAt: time,
  begunAt: time,
  askedAt: time.nullable(),
  nudgedAt: time.nullable(),
  revisedAt: time.nullable(),
  seenRevision: z.int().nullable(),
  proposalId: z.string().nullable(),
  digestId: z.string().nullable(),
  sendId: z.string(),
  approvalId: z.string().nullable(),
  /** The question about the newest revision, once it was asked. */
  askedId: z.string().nullable(),
  expectedReaders: z.int().nullable(),
  rhythm: z.string(),
  listId: z.int(),
  list: z.string(),
  listName: z.string(),
  timezone: z.string().nullable(),
  language: z.string(),
  minimum: z.int(),
  staleHours: z.int(),
  approver: z.string(),
  savedBy: z.string(),
  proposal: z.enum(['reading', 'writing', 'ready', 'failed']).nullable(),
  made: z.int(),
  revision: z.int().nullable(),
  headline: z.string().nullable(),
  wasAsked: z.boolean(),
  /** `asked` while nobody answered; null: nobody was asked about the newest revision. */
  answer: z.enum(['yes', 'no', 'asked']).nullable(),
  send: z.string().nullable(),
  /** The one that `send` tells of: its own, or one that somebody started by hand. */
  startedId: z.string().nullable(),
});
export type OpenRun = z.infer<typeof RunRow>;

/**
 * A run that goes on, with all that decides what becomes of it. Its list is that of its proposal, whatever the
 * rhythm's is by now: a yes is a yes to those readers. Holds its row until the end of the transaction; null if it
 * has ended, or is gone.
 */
export async function lockRun(tx: Queryable, id: string): Promise<OpenRun | null> {
  await run(tx, 'lockRun')`select id from rhythm_runs where id = ${id} for update`;
  return maybeRow(tx, 'readRun', RunRow)`
    select r.id, r.rhythm_id as "rhythmId", r.state, r.why, ${isoTime(sql`r.due_at`)} as "dueAt",
      ${isoTime(sql`r.begun_at`)} as "begunAt", ${isoTime(sql`r.asked_at`)} as "askedAt", ${isoTime(sql`r.nudged_at`)} as "nudgedAt",
      ${isoTime(sql`r.revised_at`)} as "revisedAt", r.revision as "seenRevision", r.proposal_id as "proposalId",
      r.digest_id as "digestId", r.send_id as "sendId", r.approval_id as "approvalId",
      r.expected_readers as "expectedReaders", y.name as rhythm, l.id as "listId",
      l.slug as list, l.name as "listName", l.timezone, y.language, y.minimum,
      y.stale_hours as "staleHours", y.approver, y.saved_by as "savedBy", p.status as proposal,
      (select count(*)::int from proposal_sections s where s.proposal_id = p.id) as made,
      d.revision, d.content->>'headline' as headline,
      exists (select from approvals a where a.digest_id = d.id and a.starts_send) as "wasAsked",
      a.id as "askedId", case when a.id is not null then coalesce(a.answer, 'asked') end as answer,
      s.status as send, s.id as "startedId"
    from rhythm_runs r join rhythms y on y.id = r.rhythm_id left join proposals p on p.id = r.proposal_id
    join lists l on l.id = coalesce(p.list_id, y.list_id) left join digests d on d.id = r.digest_id
    left join lateral (
      select * from approvals a where a.digest_id = d.id and a.revision = d.revision
        and a.address = y.approver and a.starts_send and p.list_id = l.id
      order by array_position(array['yes', 'no'], a.answer) nulls last, a.id desc limit 1) a on true
    left join lateral (
      select * from sends s where s.digest_id = d.id and l.id = any(s.list_ids)
        and (s.status <> 'cancelled' or s.id = r.send_id)
      order by s.status = 'cancelled', s.id = r.send_id desc, s.id desc limit 1) s on true
    where r.id = ${id} and r.state in ${among(openRunStates)}`;
}

const RunOfRow = z.strictObject({ rhythmId: z.string(), state: z.enum(runStates) });

/** The run that made this digest; null if none did, or its rhythm is gone. Index `rhythm_runs_digest`. */
export async function selectRunOf(
  db: Queryable,
  digestId: string,
): Promise<z.output<typeof RunOfRow> | null> {
  return maybeRow(db, 'selectRunOf', RunOfRow)`
    select rhythm_id as "rhythmId", state from rhythm_runs where digest_id = ${digestId}`;
}

export type StoredRun = typeof rhythmRuns.$inferSelect;

/** The newest moment first, before the one given. Index `rhythm_runs_due`. */
export async function selectRuns(
  db: Queryable,
  rhythmId: string,
  before: Date | null,
  limit: number,
): Promise<StoredRun[]> {
  return await db
    .select()
    .from(rhythmRuns)
    .where(
      and(
        eq(rhythmRuns.rhythmId, rhythmId),
        before === null ? undefined : lt(rhythmRuns.dueAt, before),
      ),
    )
    .orderBy(desc(rhythmRuns.dueAt))
    .limit(limit);
}

export async function selectRun(db: Queryable, id: string): Promise<StoredRun | null> {
  const [row] = await db.select().from(rhythmRuns).where(eq(rhythmRuns.id, id));
  return row ?? null;
}

const HeadlineRow = z.strictObject({ id: z.string(), headline: z.string().nullable() });

/** Of digests, by their ids. */
export async function selectHeadlines(
  db: Queryable,
  digestIds: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await allRows(db, 'selectRunHeadlines', HeadlineRow)`
    select id, content->>'headline' as headline from digests
    where id = any(${sql.param(`{${digestIds.join(',')}}`)}::uuid[])`;
  return new Map(rows.map(({ id, headline }) => [id, headline]));
}

const CountRow = z.strictObject({ count: z.int() });

/** Lines of runs that ended long ago. */
export async function deleteOldRuns(db: Queryable, days: number): Promise<number> {
  const { count } = await oneRow(db, 'deleteOldRuns', CountRow)`
    with gone as (
      delete from rhythm_runs where id in (
        select id from rhythm_runs where ended_at < now() - make_interval(days => ${days}::int)
        order by id limit 1000)
      returning 1)
    select count(*)::int as count from gone`;
  return count;
}
