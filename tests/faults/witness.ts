// What really happened to a send: the mailbox's log against the books, and every step by its arrow.

import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { LogLine } from '../../dev/mailbox/store.ts';
import type { Database } from '../../src/db/client.ts';
import type { SendCounts } from '../../src/sending/counts-queries.ts';
import { allRows, oneRow } from '../support/rows.ts';

/** Where a send took place: in workerd, or in the engine without HTTP. */
export interface Scene {
  db: Database;
  mailboxUrl: string;
}

export interface Expected {
  status: string;
  /** As the books must say it; the other outcomes must be 0. */
  counts: Partial<SendCounts>;
  /** False where the provider itself gave the ids in a wrong order. */
  idsMatch?: boolean;
}

export interface Verdict {
  lost: number;
  duplicated: number;
}

/**
 * Writes down every step of every batch, by a trigger the engine knows nothing of. To be called
 * before the first send.
 */
export async function installWitness(db: Database): Promise<void> {
  await db.execute(sql`
    create table batch_steps (id bigint primary key generated always as identity, send_id uuid, n int,
      from_state text, to_state text, from_key uuid, to_key uuid, from_ids bigint[], to_ids bigint[])`);
  await db.execute(sql`
    create function note_batch_step() returns trigger language plpgsql as $$ begin
      insert into batch_steps (send_id, n, from_state, to_state, from_key, to_key, from_ids, to_ids)
      values (new.send_id, new.n, old.state, new.state, old.key, new.key, old.subscriber_ids, new.subscriber_ids);
      return null; end $$`);
  await db.execute(sql`
    create trigger batch_witness after update of state, key, subscriber_ids on batches
      for each row execute function note_batch_step()`);
}

/** Holds the send against the mailbox's log, its equation and the arrows of its states. */
export async function judgeSend(
  scene: Scene,
  sendId: string,
  expected: Expected,
): Promise<Verdict> {
  const accepted = await readAccepted(scene.mailboxUrl, sendId);
  const send = oneRow<{ status: string; recipients: number }>(
    await scene.db.execute(sql`select status, recipients from sends where id = ${sendId}`),
  );
  const outcomes = await readOutcomes(scene.db, sendId);
  expect(send.status).toBe(expected.status);
  expect(outcomes.length, 'recipients with an outcome').toBe(send.recipients);
  expect(new Set(outcomes.map(({ id }) => id)).size, 'distinct recipients').toBe(send.recipients);
  expect(countOutcomes(outcomes)).toEqual({ ...nobody, recipients: 0, ...expected.counts });
  expectTruth(outcomes, accepted, expected.idsMatch ?? true);
  await expectArrows(scene.db, sendId, send.status);

  const known = new Set(outcomes.map(({ id }) => id));
  for (const id of accepted.keys()) expect(known, 'a mail to a stranger').toContain(id);
  const isFinal = ['sent', 'cancelled', 'failed'].includes(send.status);
  const lost = outcomes.filter(({ id, outcome }) =>
    outcome === 'pending' ? isFinal : outcome === 'accepted' && !accepted.has(id),
  ).length;
  let duplicated = 0;
  for (const ids of accepted.values()) duplicated += ids.length - 1;
  return { lost, duplicated };
}

/** By subscriber: the ids of the messages that the mailbox took for this send. */
export async function readAccepted(
  mailboxUrl: string,
  sendId: string,
): Promise<Map<number, string[]>> {
  const log = await (await fetch(`${mailboxUrl}/_mailbox/log`)).text();
  const accepted = new Map<number, string[]>();
  for (const line of log.split('\n').filter(Boolean)) {
    for (const { id, tags } of (JSON.parse(line) as LogLine).messages ?? []) {
      if (tags.send !== sendId) continue;
      const subscriber = Number(tags.subscriber);
      accepted.set(subscriber, [...(accepted.get(subscriber) ?? []), id]);
    }
  }
  return accepted;
}

/** Requests that reached the mailbox, with their keys and what was decided. */
export async function readLog(mailboxUrl: string): Promise<LogLine[]> {
  const log = await (await fetch(`${mailboxUrl}/_mailbox/log`)).text();
  return log
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LogLine);
}

interface Outcome {
  id: number;
  outcome: keyof typeof nobody;
  providerId: string | null;
}

const nobody = { pending: 0, accepted: 0, rejected: 0, skipped: 0, unknown: 0, cancelled: 0 };

/** Not by the product's own report: the batches as they are. */
async function readOutcomes(db: Database, sendId: string): Promise<Outcome[]> {
  const rows = await db.execute(sql`
    select m.id::float8 as id, b.provider_ids[m.position] as "providerId",
      case when b.state in ('ready', 'claimed') then 'pending' else b.state end as outcome
    from batches b, unnest(b.subscriber_ids) with ordinality m(id, position)
    where b.send_id = ${sendId} and b.state <> 'split'
    union all
    select (entry->>'id')::float8, null, 'skipped' from batches b, jsonb_array_elements(b.skipped) entry
    where b.send_id = ${sendId}`);
  return allRows(rows);
}

function countOutcomes(outcomes: readonly Outcome[]): SendCounts {
  const counts = { ...nobody, recipients: outcomes.length };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return counts;
}

function expectTruth(
  outcomes: readonly Outcome[],
  accepted: ReadonlyMap<number, string[]>,
  idsMatch: boolean,
): void {
  const untrue = outcomes.filter(({ id, outcome, providerId }) => {
    const ids = accepted.get(id);
    if (outcome === 'accepted') return idsMatch && providerId !== null && ids?.[0] !== providerId;
    return ids !== undefined && outcome !== 'unknown' && outcome !== 'pending';
  });
  expect(untrue, 'outcomes that the log contradicts').toEqual([]);
}

const sendArrows = [
  'null>planning null>scheduled scheduled>planning scheduled>paused scheduled>cancelled',
  'planning>sending planning>failed planning>cancelled planning>paused sending>paused sending>sent',
  'sending>cancelled paused>sending paused>planning paused>cancelled sent>sending',
]
  .join(' ')
  .split(' ');
const batchArrows = [
  'ready>claimed claimed>claimed claimed>accepted claimed>rejected claimed>unknown claimed>ready',
  'claimed>split ready>cancelled unknown>accepted rejected>ready',
]
  .join(' ')
  .split(' ');

async function expectArrows(db: Database, sendId: string, status: string): Promise<void> {
  const steps = allRows<{ from: string | null; to: string }>(
    await db.execute(sql`
      select from_status as from, to_status as to from send_transitions
      where send_id = ${sendId} order by id`),
  );
  expect(steps.map(({ from, to }) => `${from}>${to}`).filter(isNone(sendArrows))).toEqual([]);
  expect(steps.slice(1).map(({ from }) => from)).toEqual(steps.slice(0, -1).map(({ to }) => to));
  expect(steps.at(-1)?.to).toBe(status);

  const wrong = await db.execute(sql`
    select n, from_state || '>' || to_state as arrow from batch_steps
    where send_id = ${sendId} and (from_state || '>' || to_state <> all(${`{${batchArrows.join(',')}}`}::text[])
      -- A key is only given up on the way back to ready, and its recipients never change.
      or (from_key is distinct from to_key and from_key is not null and to_state <> 'ready')
      or (from_key = to_key and from_ids <> to_ids))`);
  expect(Array.from(wrong), 'steps of batches beside the arrows').toEqual([]);
}

const isNone = (known: readonly string[]) => (step: string) => !known.includes(step);
