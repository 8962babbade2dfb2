// Missed webhook events in SQL: whose turn it is, what is missing, what was asked for again.

import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { textArray } from '../../db/arrays.ts';
import type { Database } from '../../db/client.ts';
import { exactTime } from '../../db/iso-times.ts';
import { allRows, maybeRow, oneRow, run } from '../../db/statement.ts';

/** An event that did not come after so many replays is given up. */
export const mostTries = 5;

const TurnRow = z.strictObject({
  /** When it began: the mark of every replay that this turn asks for. */
  at: z.string(),
  /** Ours at Resend, as the last look found it. */
  webhookId: z.string().nullable(),
  problem: z.string().nullable(),
  /** The last look at Resend's list is long enough ago. */
  isDue: z.boolean(),
  /** Of the pass that is under way: see `Pass`. */
  until: z.number().nullable(),
  after: z.string().nullable(),
  pagesLeft: z.number(),
});

export type Turn = Pick<z.infer<typeof TurnRow>, 'at' | 'webhookId' | 'problem' | 'isDue'> & {
  pass: Pass | null;
};

/** A way through the list of events from the newest back. */
export interface Pass {
  webhookId: string;
  /** Milliseconds; older events are left alone. */
  until: number;
  /** The last event read. */
  after: string | null;
  pagesLeft: number;
}

/**
 * Null if it is not time, or another tick is at it: whoever dies in their turn is waited for three
 * minutes. One row, by its primary key.
 */
export async function takeTurn(db: Database): Promise<Turn | null> {
  const row = await maybeRow(db, 'takeTurn', TurnRow)`
    insert into replay_passes as p (account, next_at) values ('resend', now() + interval '3 minutes')
    on conflict (account) do update set next_at = excluded.next_at where p.next_at <= now()
    returning ${exactTime(sql`now()`)} as at, webhook_id as "webhookId", after, pages_left as "pagesLeft",
      extract(epoch from until)::float8 * 1000 as until, problem,
      coalesce(looked_at < now() - interval '6 hours', true) as "isDue"`;
  if (!row) return null;
  const { at, webhookId, problem, isDue, until, after, pagesLeft } = row;
  const isUnderWay = until !== null && webhookId !== null;
  const pass = isUnderWay ? { webhookId, until, after, pagesLeft } : null;
  return { at, webhookId, pass, problem, isDue };
}

export async function giveTurnBack(db: Database, seconds: number): Promise<void> {
  await setPass(db, sql`next_at = now() + make_interval(secs => ${seconds})`);
}

export async function beginPass(db: Database, { webhookId, until, pagesLeft }: Pass) {
  await setPass(
    db,
    sql`webhook_id = ${webhookId}, until = to_timestamp(${until / 1000}::float8), after = null,
      pages_left = ${pagesLeft}, looked_at = now(), problem = null`,
  );
}

export async function recordProgress(db: Database, { after, pagesLeft }: Pass): Promise<void> {
  await setPass(db, sql`after = ${after}, pages_left = ${pagesLeft}`);
}

/** `isWhole`: the list was read as far as this pass wanted to. */
export async function endPass(db: Database, isWhole: boolean): Promise<void> {
  await setPass(
    db,
    sql`until = null, after = null, read_at = case when ${isWhole}::bool then looked_at else read_at end`,
  );
}

/** There is nothing to read, or `problem` stands before it; the next look is hours away. */
export async function skipPass(db: Database, problem: string | null): Promise<void> {
  await setPass(
    db,
    sql`until = null, after = null, webhook_id = null, looked_at = now(), problem = ${problem}`,
  );
}

export async function recordProblem(db: Database, problem: string | null): Promise<void> {
  await setPass(db, sql`problem = ${problem}`);
}

async function setPass(db: Database, changes: SQL): Promise<void> {
  await run(db, 'setReplayPass')`update replay_passes set ${changes} where account = 'resend'`;
}

const ProblemRow = z.strictObject({ problem: z.string().nullable() });

/** Why missing events cannot be had again, if something stands before it. */
export async function readProblem(db: Database): Promise<string | null> {
  const row = await maybeRow(db, 'readProblem', ProblemRow)`
    select problem from replay_passes where account = 'resend'`;
  return row?.problem ?? null;
}

const Need = z.strictObject({
  /** Something was sent in the last two weeks. */
  hasSent: z.boolean(),
  /** Milliseconds: when the oldest send began of whose mails more than one in a thousand is unheard of. */
  since: z.number().nullable(),
});
export type Need = z.infer<typeof Need>;

/**
 * Mail counts as unheard of an hour after its acceptance. A send stops being a reason once the list
 * was read 36 hours after its last mail: Resend tries an event for 28 hours, so by then it has
 * failed, or come, or never been. Sends are few; their batches and deliveries are read by primary
 * key (a million recipients: 0.14 s), four times a day.
 */
export async function readNeed(db: Database): Promise<Need> {
  return oneRow(db, 'readNeed', Need)`
    select count(*) > 0 as "hasSent",
      extract(epoch from min(s.started_at) filter (where mail.accepted - heard.count > mail.accepted / 1000
        and coalesce(p.read_at < mail.settled_at + interval '36 hours', true)))::float8 * 1000 as since
    from sends s
    left join replay_passes p on p.account = 'resend'
    cross join lateral (
      select coalesce(sum(cardinality(subscriber_ids)), 0) as accepted, max(settled_at) as settled_at
      from batches where send_id = s.id and state = 'accepted' and provider_ids <> '{}'
        and settled_at < now() - interval '1 hour') mail
    cross join lateral (select count(*) as count from deliveries where send_id = s.id) heard
    where s.started_at between now() - interval '14 days' and now() - interval '1 hour'`;
}

const Unheard = z.strictObject({
  /** None of the last replays came, nor anything else since they were asked for. */
  isDeaf: z.boolean(),
  /** Asked for some minutes ago and still not here, the oldest first. */
  again: z.array(z.string()),
  /** How many are waited for. */
  open: z.number(),
});
export type Unheard = z.infer<typeof Unheard>;

/** Forgets the replays that have come, and tells of the others. */
export async function readUnheard(db: Database): Promise<Unheard> {
  await run(db, 'forgetReplays')`
    delete from event_replays r where asked_at < now() - interval '14 days'
      or exists (select from events e where e.id = r.id)`;
  return oneRow(db, 'readUnheard', Unheard)`
    select count(*)::int as open,
      coalesce(max(asked_at) filter (where asked_at < now() - interval '30 seconds')
        > (select coalesce(max(received_at), '-infinity') from events), false) as "isDeaf",
      (select coalesce(json_agg(id order by asked_at, id), '[]') from (
        select id, asked_at from event_replays
        where tries < ${mostTries} and asked_at < now() - interval '5 minutes'
        order by asked_at, id limit 100) late) as again
    from event_replays where tries < ${mostTries}`;
}

const IdRow = z.strictObject({ id: z.string() });

/** Of these events, those that we neither have nor have asked for; in their order. */
export async function keepMissing(db: Database, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await allRows(db, 'keepMissing', IdRow)`
    select id from unnest(${textArray(ids)}::text[]) with ordinality listed(id, position)
    where not exists (select from events e where e.id = listed.id)
      and not exists (select from event_replays r where r.id = listed.id)
    order by position`;
  return rows.map(({ id }) => id);
}

/** `tries` are added: none for a probe, all of them for what need not or cannot come. */
export async function recordReplay(db: Database, id: string, at: string, tries: number) {
  await run(db, 'recordReplay')`
    insert into event_replays as r (id, asked_at, tries) values (${id}, ${at}, ${tries})
    on conflict (id) do update set asked_at = excluded.asked_at,
      tries = least(${mostTries}, r.tries + excluded.tries)`;
}

const IsAtWorkRow = z.strictObject({ isAtWork: z.boolean() });

/** A batch of some send is under way, or could be. The first such row ends the look. */
export async function isSendAtWork(db: Database): Promise<boolean> {
  const { isAtWork } = await oneRow(db, 'isSendAtWork', IsAtWorkRow)`
    select exists (select from sends s where s.status = 'planning' or (s.status = 'sending'
      and exists (select from batches where send_id = s.id and (state = 'claimed'
        or (state = 'ready' and coalesce(not_before, now()) <= now()))))) as "isAtWork"`;
  return isAtWork;
}
