// What editors write to a send, in SQL: a new one, another schedule, another try, a decision.

import { sql } from 'drizzle-orm';
import type { FrozenSegment } from '../audience/segments/schema.ts';
import type { Database, Queryable } from '../db/client.ts';
import { resolvedName } from '../digest/mailed-queries.ts';
import { intArray } from './batch-queries.ts';
import type { SendSchedule } from './local-time.ts';
import type { SendStatus } from './send-queries.ts';
import { passingRefusals } from './settlement.ts';

/** Writes a new send: due at `scheduledAt`, or to be planned at once. */
export async function insertSend(
  db: Database,
  send: {
    id: string;
    digestId: string;
    revision: number;
    listIds: readonly number[];
    segment: FrozenSegment | null;
    schedule: SendSchedule;
    createdBy: string;
  },
): Promise<void> {
  const status: SendStatus = send.schedule.scheduledAt === null ? 'planning' : 'scheduled';
  const { scheduledAt, timezone, localTime, fallbackTimezone } = send.schedule;
  await db.execute(sql`
    with created as (
      insert into sends (id, digest_id, revision, list_ids, segment, status, created_by,
        scheduled_at, timezone, local_time, fallback_timezone)
      values (${send.id}, ${send.digestId}, ${send.revision}, ${intArray(send.listIds)},
        ${send.segment && JSON.stringify(send.segment)}::jsonb, ${status}, ${send.createdBy},
        ${scheduledAt?.toISOString() ?? null}::timestamptz, ${timezone}, ${localTime}, ${fallbackTimezone})
      returning id)
    insert into send_transitions (send_id, to_status, why) select id, ${status}, 'created' from created`);
}

/**
 * Another moment for a send that was never planned. One that missed its moment is scheduled again.
 * False if it is under way or over by now.
 */
export async function updateSchedule(
  db: Database,
  sendId: string,
  schedule: SendSchedule,
): Promise<boolean> {
  const { scheduledAt, timezone, localTime, fallbackTimezone } = schedule;
  const rows = await db.execute(sql`
    with before as (
      select id, status from sends
      where id = ${sendId} and status in ('scheduled', 'paused') and started_at is null
      for update
    ), moved as (
      update sends s set status = 'scheduled', pause_reason = null, timezone = ${timezone},
        scheduled_at = ${scheduledAt?.toISOString() ?? null}::timestamptz,
        local_time = ${localTime}, fallback_timezone = ${fallbackTimezone}
      from before where s.id = before.id
      returning before.id, before.status
    ), logged as (
      insert into send_transitions (send_id, from_status, to_status, why)
      select id, status, 'scheduled', 'rescheduled by an editor' from moved
      where status <> 'scheduled')
    select id from moved`);
  return rows.length === 1;
}

/** Puts single recipients back to ready whose refusal may pass; how many. */
export async function reopenTransient(tx: Queryable, sendId: string): Promise<number> {
  const rows = await tx.execute(sql`
    update batches set state = 'ready', key = null, first_called_at = null, frozen_at = null,
      settled_at = null, not_before = null, attempts = 0
    where send_id = ${sendId} and state = 'rejected'
      and error->>'name' = any(${`{${passingRefusals.join(',')}}`}::text[])
    returning n`);
  return rows.length;
}

/** Settles every unknown batch of a send as an editor says, and remembers who; how many. */
export async function decideUnknown(
  db: Database,
  sendId: string,
  outcome: 'accepted' | 'rejected',
  decidedBy: string,
): Promise<number> {
  const rows = await db.execute(sql`
    update batches set state = ${outcome}, error = jsonb_build_object('name', ${resolvedName}::text,
      'message', ${`Decided by ${decidedBy}`}::text, 'at', now(), 'was', error)
    where send_id = ${sendId} and state = 'unknown'
    returning n`);
  return rows.length;
}
