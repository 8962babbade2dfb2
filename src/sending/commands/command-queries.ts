// What editors write to a send, in SQL: a new one, a change, a resume, another try, a decision.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { holds, mayReach, selectReached } from '../../audience/segments/reached-queries.ts';
import type { FrozenSegment } from '../../audience/segments/schema.ts';
import { intArray } from '../../db/arrays.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { maybeRow, run } from '../../db/statement.ts';
import { resolvedName } from '../../digest/mailed-queries.ts';
import { passingRefusals } from '../delivery/settlement.ts';
import type { WarmUp } from '../ladder.ts';
import type { Expectation } from '../planning/expectation.ts';
import type { SendSchedule } from '../planning/schedule.ts';
import { SendStatus } from '../send-queries.ts';

/** What a new send is made of. */
export interface NewSend {
  id: string;
  digestId: string;
  revision: number;
  listIds: readonly number[];
  segment: FrozenSegment | null;
  schedule: SendSchedule;
  /** It is due so many seconds after it is written, by the database's clock; null: see `schedule`. */
  holdSeconds: number | null;
  /** Null: any number of people will do. */
  expectation: Expectation | null;
  /** True: people who have the digest get it once more, by the word of `createdBy`. */
  again: boolean;
  /** Null: nothing is capped. */
  warmUp: WarmUp | null;
  createdBy: string;
}

/** Writes a new send: due at `scheduledAt` or at the end of its hold, or to be planned at once. */
export async function insertSend(db: Queryable, send: NewSend): Promise<void> {
  const { scheduledAt, timezone, localTime, fallbackTimezone } = send.schedule;
  const { holdSeconds, expectation } = send;
  const isAtOnce = scheduledAt === null && holdSeconds === null;
  const status: SendStatus = isAtOnce ? 'planning' : 'scheduled';
  const dueAt = sql`coalesce(${scheduledAt?.toISOString() ?? null}::timestamptz,
    clock_timestamp() + make_interval(secs => ${holdSeconds}::float8))`;
  const why = send.again ? `created by ${send.createdBy}, to mail people again` : 'created';
  await run(db, 'insertSend')`
    with created as (
      insert into sends (id, digest_id, revision, list_ids, segment, status, edition, again,
        warm_up, created_by, scheduled_at, timezone, local_time, fallback_timezone, hold_seconds,
        expected_recipients, fewest_recipients, most_recipients, expected_at)
      values (${send.id}, ${send.digestId}, ${send.revision}, ${intArray(send.listIds)},
        ${send.segment && JSON.stringify(send.segment)}::jsonb, ${status},
        ${status === 'planning' ? 1 : 0}::int, ${send.again}, ${send.warmUp}, ${send.createdBy},
        ${dueAt}, ${timezone}, ${localTime}, ${fallbackTimezone}, ${holdSeconds}::int,
        ${expectation?.expected ?? null}::int, ${expectation?.fewest ?? null}::int,
        ${expectation?.most ?? null}::int, case when ${expectation !== null}::boolean then now() end)
      returning id)
    insert into send_transitions (send_id, to_status, why) select id, ${status}, ${why} from created`;
}

const Twin = z.strictObject({ id: z.string(), status: SendStatus });

/**
 * A send that waits to do exactly the same, or null; two that are held are the same whatever second they
 * began in. Under the lock of the digest; index `sends_digest`.
 */
export async function findTwin(
  tx: Queryable,
  send: NewSend,
): Promise<{ id: string; status: SendStatus } | null> {
  const { scheduledAt, localTime } = send.schedule;
  const moment = sql`case when hold_seconds is null then scheduled_at end`;
  return maybeRow(tx, 'findTwin', Twin)`
    select id, status from sends
    where digest_id = ${send.digestId} and status in ('scheduled', 'planning') and id <> ${send.id}
      and revision = ${send.revision} and again = ${send.again}
      and list_ids @> ${intArray(send.listIds)} and list_ids <@ ${intArray(send.listIds)}
      and segment is not distinct from ${send.segment && JSON.stringify(send.segment)}::jsonb
      and ${moment} is not distinct from ${scheduledAt?.toISOString() ?? null}::timestamptz
      and local_time is not distinct from ${localTime}
    limit 1`;
}

/**
 * Another moment or revision for a send that was never planned: a new edition. With a moment, one
 * that was paused or missed its moment is scheduled again. False if it is under way or over by now.
 */
export async function updateWaiting(
  db: Database,
  sendId: string,
  change: { schedule: SendSchedule | null; revision: number },
): Promise<boolean> {
  const { schedule, revision } = change;
  const moment =
    schedule === null
      ? sql``
      : sql`, status = 'scheduled', pause_reason = null, hold_seconds = null, found_recipients = null,
        fewest_recipients = ceil(expected_recipients / 2.0), most_recipients = expected_recipients * 2,
        timezone = ${schedule.timezone},
        scheduled_at = ${schedule.scheduledAt?.toISOString() ?? null}::timestamptz,
        local_time = ${schedule.localTime}, fallback_timezone = ${schedule.fallbackTimezone}`;
  const moved = await run(db, 'updateWaiting')`
    with before as (
      select id, status, revision from sends
      where id = ${sendId} and status in ('scheduled', 'paused') and started_at is null
      for update
    ), moved as (
      update sends s set edition = s.edition + 1, revision = ${revision} ${moment}
      from before where s.id = before.id
      returning s.id, before.status as "from", s.status, before.revision as earlier, s.revision
    ), logged as (
      insert into send_transitions (send_id, from_status, to_status, why)
      select id, "from", status, case when revision <> earlier
        then 'revision ' || revision || ' instead of ' || earlier || ', by an editor'
        else 'rescheduled by an editor' end
      from moved where status <> "from" or revision <> earlier)
    select id from moved`;
  return moved === 1;
}

/**
 * Where a paused send went: back on, to its moment, to be planned. Nowhere, as `missed`: it is late;
 * as `unexpected`: it stopped for its number of readers, and no other was said.
 */
const Resumed = z.enum(['sending', 'scheduled', 'planning', 'missed', 'unexpected']);
export type Resumed = z.infer<typeof Resumed>;
const ResumedRow = z.strictObject({ target: Resumed });

/**
 * Resumes a paused send by the database's clock; null if it is not paused. One that was never
 * planned is so again only if it had no moment, or `sendNow` says that the passed one does not matter.
 * One that its plan stopped for the number of readers needs another number, and then only that.
 */
export async function resumePaused(
  db: Database,
  sendId: string,
  { sendNow = false, expectation = null }: ResumeWish = {},
): Promise<Resumed | null> {
  const row = await maybeRow(db, 'resumePaused', ResumedRow)`
    with before as (
      select id, case when started_at is not null then 'sending'
        when found_recipients is not null
          then case when ${expectation !== null}::boolean then 'planning' else 'unexpected' end
        when scheduled_at > now() then 'scheduled'
        when scheduled_at is null or ${sendNow}::boolean then 'planning'
        else 'missed' end as target
      from sends where id = ${sendId} and status = 'paused' for update
    ), moved as (
      update sends s set status = target, refusals = 0, pause_reason = null, resume_at = null,
        edition = s.edition + (target = 'planning')::int, found_recipients = null
        ${expectation === null ? sql`` : setExpectation(expectation)}
      from before where s.id = before.id and target not in ('missed', 'unexpected')
      returning s.id
    ), logged as (
      insert into send_transitions (send_id, from_status, to_status, why)
      select before.id, 'paused', target, 'resumed by an editor' from before join moved using (id))
    select target from before`;
  return row?.target ?? null;
}

/** What whoever resumes a send says besides. */
export interface ResumeWish {
  /** Its moment has passed, and that does not matter. */
  sendNow?: boolean;
  /** How many readers it shall have; null: nothing was said. */
  expectation?: Expectation | null;
}

/** What was said of a send that is planned now; one that goes back to wait keeps what holds for its moment. */
function setExpectation({ expected, fewest, most }: Expectation): SQL {
  const instead = (number: number, column: SQL) =>
    sql`case when target = 'planning' then ${number}::int else ${column} end`;
  return sql`, expected_recipients = ${instead(expected, sql`s.expected_recipients`)},
    fewest_recipients = ${instead(fewest, sql`s.fewest_recipients`)},
    most_recipients = ${instead(most, sql`s.most_recipients`)}, expected_at = now()`;
}

/**
 * Puts recipients back to ready whose refusal may pass; how many batches. Whom another send of the
 * digest reached, or may reach, is skipped instead. Under the lock of the digest, after
 * `closeCancelledSends`.
 */
export async function reopenTransient(
  tx: Queryable,
  send: { id: string; digestId: string },
): Promise<number> {
  const reached = selectReached(send.digestId, [...holds, ...mayReach], send.id);
  return run(tx, 'reopenTransient')`
    with refused as (
      select n, m.id, m.position,
        coalesce(f.subscriber_id, m.id) in (select id from (${reached}) r) as has_it
      from batches left join lateral unnest(subscriber_ids) with ordinality m(id, position) on true
      left join former_subscribers f on f.id = m.id
      where send_id = ${send.id} and state = 'rejected'
        and error->>'name' = any(${`{${passingRefusals.join(',')}}`}::text[])
    ), sorted as (
      select n, coalesce(array_agg(id order by position)
          filter (where id is not null and not has_it), '{}') as ids,
        jsonb_agg(jsonb_build_object('id', id, 'reason', 'already_sent') order by position)
          filter (where has_it) as skipped
      from refused group by n
    )
    update batches b set state = 'ready', key = null, first_called_at = null, frozen_at = null,
      settled_at = null, not_before = null, attempts = 0, subscriber_ids = sorted.ids,
      skipped = case when sorted.skipped is null then b.skipped
        else coalesce(b.skipped, '[]') || sorted.skipped end
    from sorted where b.send_id = ${send.id} and b.n = sorted.n`;
}

/** Settles every unknown batch of a send as an editor says, and remembers who; how many. */
export async function decideUnknown(
  db: Database,
  sendId: string,
  outcome: 'accepted' | 'rejected',
  decidedBy: string,
): Promise<number> {
  return run(db, 'decideUnknown')`
    update batches set state = ${outcome}, error = jsonb_build_object('name', ${resolvedName}::text,
      'message', ${`Decided by ${decidedBy}`}::text, 'at', now(), 'was', error)
    where send_id = ${sendId} and state = 'unknown'`;
}
