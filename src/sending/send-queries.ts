// The sends themselves in SQL: status changes with their log, what a lane needs to know, closing.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { FrozenSegment } from '../audience/segments/schema.ts';
import { intArray } from '../db/arrays.ts';
import type { Database, Queryable } from '../db/client.ts';
import { lists } from '../db/schema/audience.ts';
import { sends } from '../db/schema/sends.ts';
import { finalSendStates } from '../db/schema/states.ts';
import { allRows, maybeRow, run } from '../db/statement.ts';
import { type FrozenSend, parseFrozenSend } from './frozen-send.ts';
import { WarmUp } from './ladder.ts';

export const SendStatus = z.enum(sends.status.enumValues);
export type SendStatus = z.infer<typeof SendStatus>;

/** Nothing more happens to a send of this status. */
export function isOver(status: SendStatus): boolean {
  return finalSendStates.some((final) => final === status);
}

/** What may be written along with a change of status. */
export interface StatusChange {
  to: SendStatus;
  why: string;
  pauseReason?: string | null;
  /** A pause that ends by itself after so many seconds. */
  resumeAfterSeconds?: number | null;
  /** Only if the pause has ended by itself: somebody may have made it a lasting one meanwhile. */
  ifPauseEnded?: boolean;
  /** Only if its moment has come: somebody may have moved it meanwhile. */
  ifDue?: boolean;
  /** Only if nobody changed meanwhile what is to be sent. */
  ifEdition?: number;
}

/**
 * Moves a send along an arrow, if it still stands where the arrow starts, and logs the step. Two
 * who try at once: one row lock, the second sees the new status and does nothing. Says whether it
 * moved. Each step into planning is a new edition, and so is a pause out of it: whatever a plan under
 * way has made is of the old one.
 */
export async function changeStatus(
  db: Queryable,
  sendId: string,
  from: readonly SendStatus[],
  change: StatusChange,
): Promise<boolean> {
  const logged = await run(db, 'changeStatus')`
    with before as (
      select id, status from sends
      where id = ${sendId} and status = any(${`{${from.join(',')}}`}::text[])
        ${change.ifPauseEnded ? sql`and resume_at <= now()` : sql``}
        ${change.ifDue ? sql`and scheduled_at <= now()` : sql``}
        ${change.ifEdition === undefined ? sql`` : sql`and edition = ${change.ifEdition}`}
      for update
    ), moved as (
      update sends s set status = ${change.to}, refusals = 0,
        edition = s.edition + case when ${change.to} = 'planning'
          or (${change.to} = 'paused' and before.status = 'planning') then 1 else 0 end,
        pause_reason = ${change.pauseReason ?? null},
        resume_at = now() + make_interval(secs => ${change.resumeAfterSeconds ?? null}::float8),
        finished_at = case when ${isOver(change.to)} then now() else s.finished_at end
      from before where s.id = before.id
    )
    insert into send_transitions (send_id, from_status, to_status, why)
    select id, status, ${change.to}, ${change.why} from before`;
  return logged === 1;
}

/**
 * A pause that would have ended by itself becomes one that only a person ends, and logs it. The
 * reason stays: it says what to look at.
 */
export async function keepPaused(db: Queryable, sendId: string, why: string): Promise<void> {
  await run(db, 'keepPaused')`
    with kept as (
      update sends set resume_at = null
      where id = ${sendId} and status = 'paused' and resume_at is not null returning id)
    insert into send_transitions (send_id, from_status, to_status, why)
    select id, 'paused', 'paused', ${why} from kept`;
}

/** Holds the row of a send until the end of the transaction; its status, or null if there is none. */
export async function lockSend(tx: Queryable, sendId: string): Promise<SendStatus | null> {
  return (await lockEdition(tx, sendId))?.status ?? null;
}

const EditionRow = z.strictObject({ status: SendStatus, edition: z.number() });

/** The same, with the edition. */
export async function lockEdition(
  tx: Queryable,
  sendId: string,
): Promise<{ status: SendStatus; edition: number } | null> {
  return maybeRow(tx, 'lockEdition', EditionRow)`
    select status, edition from sends where id = ${sendId} for update`;
}

/**
 * What the plan froze; `listed`: the links of its mail hold no key, so its page is for everybody. In
 * the plan's transaction; nothing is published before somebody is mailed.
 */
export async function recordPlan(
  tx: Queryable,
  sendId: string,
  frozen: FrozenSend,
  listed: boolean,
  planned: { batches: number; recipients: number },
): Promise<void> {
  const domain = frozen.warmUp?.domain ?? null;
  await run(tx, 'recordPlan')`
    update sends set mail = ${JSON.stringify(frozen)}::jsonb, recipients = ${planned.recipients},
      next_batch = ${planned.batches}, started_at = now(), listed = ${listed}, warm_up_domain = ${domain}
    where id = ${sendId}`;
}

const DueSend = z.strictObject({
  id: z.string(),
  digestId: z.string(),
  revision: z.number(),
  edition: z.number(),
  again: z.boolean(),
  warmUp: WarmUp.nullable(),
  listIds: z.array(z.number()),
  segment: FrozenSegment.nullable(),
  localTime: z.string().nullable(),
  fallbackTimezone: z.string().nullable(),
  /** The number of readers that was said, when, and what may be; null: nobody said one. */
  expectation: z
    .strictObject({
      expected: z.number(),
      fewest: z.number(),
      most: z.number(),
      saidAt: z.coerce.date(),
    })
    .nullable(),
  /** In milliseconds: its moment, or now if that has passed or it has none. */
  dueAt: z.number(),
});
export type DueSend = z.infer<typeof DueSend>;

export async function readForPlan(db: Database, sendId: string): Promise<DueSend | null> {
  return maybeRow(db, 'readForPlan', DueSend)`
    select id, digest_id as "digestId", revision, edition, again, warm_up as "warmUp", to_json(list_ids) as "listIds", segment,
      local_time as "localTime", fallback_timezone as "fallbackTimezone",
      case when expected_recipients is not null then json_build_object('expected', expected_recipients,
        'fewest', fewest_recipients, 'most', most_recipients, 'saidAt', expected_at) end as expectation,
      extract(epoch from greatest(scheduled_at, now()))::float8 * 1000 as "dueAt"
    from sends
    where id = ${sendId} and status = 'planning'`;
}

const ListFacts = z.strictObject({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  visibility: z.enum(lists.visibility.enumValues),
  /** BCP 47; null: it never said. */
  language: z.string().nullable(),
});
export type ListFacts = z.infer<typeof ListFacts>;

/** The lists in the order asked for. */
export async function readLists(db: Queryable, ids: readonly number[]): Promise<ListFacts[]> {
  return allRows(db, 'readLists', ListFacts)`
    select l.id, l.slug, l.name, l.visibility, l.language
    from unnest(${intArray(ids)}) with ordinality chosen(id, position) join lists l using (id)
    order by chosen.position`;
}

const MailRow = z.strictObject({ mail: z.unknown() });

/** The frozen mail as stored by the plan; null while there is none. */
export async function readFrozenSend(db: Database, sendId: string): Promise<FrozenSend | null> {
  const row = await maybeRow(db, 'readFrozenSend', MailRow)`
    select mail from sends where id = ${sendId}`;
  return row?.mail ? parseFrozenSend(row.mail) : null;
}

/** How the open batches of a cancelled send end: what may have been handed over is unknown. */
export const asEnded = sql`settled_at = now(), lease_token = null, lease_until = null,
  state = case when state = 'ready' then 'cancelled' else 'unknown' end`;

/** Open, and under no live lease. */
export const isIdle = sql`(state = 'ready'
  or (state = 'claimed' and (lease_token is null or lease_until < now())))`;

/**
 * Ends the batches of a cancelled send: what never reached Resend is cancelled, what a dead worker
 * may have handed over is unknown, and its lease is taken away: should it wake up, it settles
 * nothing. Batches under a live lease settle first.
 */
export async function closeCancelled(db: Database, sendId: string): Promise<void> {
  await run(db, 'closeCancelled')`
    update batches set ${asEnded} where send_id = ${sendId} and ${isIdle}
      and exists (select from sends where id = ${sendId} and status = 'cancelled')`;
}
