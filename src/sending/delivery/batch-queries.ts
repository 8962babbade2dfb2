// The batches of a send in SQL: claim with freeze, settle, split.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { bigintArray } from '../../db/arrays.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { maybeRow, oneRow, run } from '../../db/statement.ts';
import { frozenAddress } from '../address-queries.ts';
import type { Settlement } from './settlement.ts';

/** Longer than the latest start of a call (20 s after the claim) and its time-out (30 s) together. */
export const leaseSeconds = 60;

/** A batch in our hands until the lease runs out. Ids, key and addresses are frozen. */
const ClaimedBatch = z.strictObject({
  n: z.number(),
  listId: z.number(),
  /** In the order of the mails; empty if everybody left since the plan. */
  subscriberIds: z.array(z.number()),
  /** The address of each, as it was when the key was minted. */
  emails: z.array(z.string()),
  key: z.string(),
  leaseToken: z.string(),
  /** Age of the key by the database's clock. */
  keyAgeSeconds: z.number(),
  attempts: z.number(),
  isHalf: z.boolean(),
  /** Under this key the mails refer to the send's hosted template. */
  hosted: z.boolean(),
  /** Nothing workable stood behind it. */
  isLast: z.boolean(),
});
export type ClaimedBatch = z.infer<typeof ClaimedBatch>;

/**
 * Claims the first workable batch after `after` for a lane, or null. Locks that one row and passes over rows
 * that others hold. On the first call under a key it freezes in the same statement: drops who left
 * since the plan, writes the final ids, mints the key. A replay keeps all of that. Commits before
 * the caller calls Resend. Lane cursors only move forward, so the scan along the primary key meets
 * a workable row at once; only the last look from the start reads the finished ones. The bounds are
 * pairs for the planner's sake: of a send it has no statistics on it expects two rows, and sorts them all.
 */
export async function claimNextBatch(
  db: Queryable,
  sendId: string,
  after: number,
  lane: string,
  room: number | null = null,
): Promise<ClaimedBatch | null> {
  const fits = sql`and (key is not null or cardinality(subscriber_ids) <= ${room}::int)`;
  return maybeRow(db, 'claimNextBatch', ClaimedBatch)`
    with picked as materialized (
      select send_id, n, list_id, key, subscriber_ids from batches
      where (send_id, n) > (${sendId}, ${after}::int) and (send_id, n) <= (${sendId}, 2147483647)
        and ${isWorkable} ${room === null ? sql`` : fits}
        and exists (select from sends where id = ${sendId} and status = 'sending')
      order by send_id, n limit 1 for update skip locked
    ), members as materialized (
      select member.id, member.position, s.email, case
        when picked.key is not null then null
        when s.id is null then 'erased'
        when c.status is distinct from 'confirmed' then 'unsubscribed'
        when x.address is not null then 'suppressed'
        when s.paused_until > now() then 'paused' end as reason
      from picked cross join unnest(picked.subscriber_ids) with ordinality member(id, position)
      left join subscribers s on s.id = member.id
      left join subscriptions c on c.list_id = picked.list_id and c.subscriber_id = member.id
      left join suppressions x on x.address = s.email
    ), claimed as (
      update batches b set
        state = 'claimed',
        attempts = least(b.attempts + 1, 30000),
        lease_token = gen_random_uuid(),
        lease_until = now() + make_interval(secs => ${leaseSeconds}),
        lane = ${lane},
        claimed_at = now(),
        key = coalesce(b.key, gen_random_uuid()),
        first_called_at = coalesce(b.first_called_at, now()),
        frozen_at = coalesce(b.frozen_at, pg_current_snapshot()),
        hosted = case when b.key is not null then b.hosted else exists (
          select from sends where id = ${sendId} and template_state = 'published') end,
        (subscriber_ids, skipped) = (
          select
            case when b.key is null
              then coalesce(array_agg(id order by position) filter (where reason is null), '{}')
              else b.subscriber_ids end,
            case when count(reason) > 0
              then coalesce(b.skipped, '[]') || jsonb_agg(jsonb_build_object('id', id, 'reason', reason))
                filter (where reason is not null)
              else b.skipped end
          from members)
      from picked where b.send_id = picked.send_id and b.n = picked.n
      returning b.*, picked.key is not null as "isReplay"
    )
    select n, list_id as "listId", key, hosted, lease_token as "leaseToken", attempts,
      extract(epoch from now() - first_called_at)::int as "keyAgeSeconds",
      split_from is not null as "isHalf",
      not exists (select from batches
        where (send_id, n) > (${sendId}, claimed.n) and (send_id, n) <= (${sendId}, 2147483647)
          and ${isWorkable}) as "isLast",
      to_json(subscriber_ids) as "subscriberIds",
      coalesce(case when "isReplay" then (
          select json_agg(${frozenAddress(sql`members.id`, sql`claimed.frozen_at`, sql`members.email`)}
            order by members.position) from members)
        else (select json_agg(email order by position) from members where reason is null)
      end, '[]') as emails
    from claimed`;
}

/** A `case`, of which the planner expects half to hold: of two states and times it expects one row. */
export const isWorkable = sql`(case state when 'ready' then not_before is null or not_before <= now()
  when 'claimed' then lease_until < now() else false end)`;

/**
 * Writes what a call came to, fenced by the lease: false if another worker holds the batch by now.
 * One row by primary key; a split also takes two numbers from the send (rare, one row lock).
 */
export async function settleBatch(
  db: Database,
  sendId: string,
  batch: ClaimedBatch,
  settlement: Settlement,
): Promise<boolean> {
  if (settlement.kind === 'split') return splitBatch(db, sendId, batch, settlement.error);
  // An acceptance that a crash forgets is replayed under its key and found again: its commit need
  // not wait for the disk.
  const unhurried =
    settlement.kind === 'accepted'
      ? sql`from (select set_config('synchronous_commit', 'off', true)) unhurried`
      : sql``;
  const settled = await run(db, 'settleBatch')`
    update batches set ${settlementColumns(settlement)}, lease_token = null ${unhurried}
    where send_id = ${sendId} and n = ${batch.n} and lease_token = ${batch.leaseToken}`;
  return settled === 1;
}

function settlementColumns(settlement: Exclude<Settlement, { kind: 'split' }>): SQL {
  const error = (value: unknown) => sql`error = ${JSON.stringify(value)}::jsonb`;
  switch (settlement.kind) {
    case 'accepted':
      return sql`state = 'accepted', settled_at = now(), lease_until = null, error = null,
        provider_ids = ${`{${settlement.ids.join(',')}}`}::uuid[]`;
    case 'rejected':
      return sql`state = 'rejected', settled_at = now(), lease_until = null, ${error(settlement.error)}`;
    case 'unknown':
      return sql`state = 'unknown', settled_at = now(), lease_until = null, ${error(settlement.error)}`;
    case 'replay':
      // Stays claimed with its key; the next claim after this moment repeats the same bytes.
      return sql`lease_until = now() + make_interval(secs => ${settlement.afterSeconds}),
        ${error(settlement.error)}`;
    case 'release':
      return sql`state = 'ready', key = null, first_called_at = null, frozen_at = null,
        lease_until = null, attempts = 0, not_before = now() + make_interval(secs => ${settlement.afterSeconds}),
        ${error(settlement.error)}`;
  }
}

const FirstRow = z.strictObject({ first: z.number() });

/** Two halves with keys of their own take over; the parent keeps only who was skipped before. */
function splitBatch(
  db: Database,
  sendId: string,
  batch: ClaimedBatch,
  error: unknown,
): Promise<boolean> {
  const middle = Math.ceil(batch.subscriberIds.length / 2);
  return db.transaction(async (tx) => {
    const parents = await run(tx, 'markSplit')`
      update batches set state = 'split', settled_at = now(), lease_token = null, lease_until = null,
        error = ${JSON.stringify(error)}::jsonb
      where send_id = ${sendId} and n = ${batch.n} and lease_token = ${batch.leaseToken}`;
    if (parents === 0) return false;
    const next = await oneRow(tx, 'takeTwoNumbers', FirstRow)`
      update sends set next_batch = next_batch + 2 where id = ${sendId}
      returning next_batch - 2 as first`;
    await run(tx, 'insertHalves')`
      insert into batches (send_id, n, list_id, state, subscriber_ids, split_from) values
        (${sendId}, ${next.first}, ${batch.listId}, 'ready', ${bigintArray(batch.subscriberIds.slice(0, middle))}, ${batch.n}),
        (${sendId}, ${next.first + 1}, ${batch.listId}, 'ready', ${bigintArray(batch.subscriberIds.slice(middle))}, ${batch.n})`;
    return true;
  });
}
