// Writes the model's values into a real database and reads them back, moments as milliseconds from now().

import { sql } from 'drizzle-orm';
import type { Database, Queryable } from '../../../src/db/client.ts';
import type { Batch } from './batch.ts';
import type { People } from './people.ts';

export const sendId = '0190b1d2-0000-7000-8000-000000000001';
export const digestId = '0190b1d2-0000-7000-8000-000000000002';
/** Of addresses, at most, in one history. */
export const mostChanges = 8;

/** The transaction of each change: they commit in another order than they were numbered in. */
const changers = Array.from({ length: mostChanges }, (_, i) => 10 + ((i * 5 + 3) % mostChanges));

/** What a statement saw that ran after the first `changes` had committed, the others under way. */
function snapshotAfter(changes: number): string {
  const underWay = changers.slice(changes).sort((a, b) => a - b);
  const end = 10 + mostChanges;
  return `${underWay[0] ?? end}:${end}:${underWay.join(',')}`;
}

class RollBack extends Error {}

/** Runs `work` in a transaction that never happened; in it now() stands still. */
export async function inDream(
  db: Database,
  work: (dream: Database) => Promise<void>,
): Promise<void> {
  const dreaming = db.transaction(async (tx) => {
    await work(asDatabase(tx));
    throw new RollBack();
  });
  await dreaming.catch((error: unknown) => {
    if (!(error instanceof RollBack)) throw error;
  });
}

/** A transaction is a database but for `$client`, which no query of ours touches. */
function asDatabase(tx: Queryable): Database {
  return tx as Database;
}

export async function writeSend(
  db: Database,
  status: string,
  recipients: number,
  next: number,
  id = sendId,
) {
  await db.execute(sql`
    insert into digests (id, slug, content) values (${digestId}, 'twin', '{}') on conflict do nothing`);
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, recipients, next_batch)
    values (${id}, ${digestId}, 1, '{1}', ${status}, ${recipients}, ${next})`);
}

export async function writeBatches(
  db: Database,
  batches: readonly Batch[],
  id = sendId,
): Promise<void> {
  const rows = batches.map((batch) => ({
    ...batch,
    ids: `{${batch.ids.join(',')}}`,
    frozenAt: batch.frozenAt === null ? null : snapshotAfter(batch.frozenAt),
    providerIds: batch.providerIds && `{${batch.providerIds.join(',')}}`,
    skipped: batch.skipped.length === 0 ? null : batch.skipped,
    error: batch.errorName === null ? null : { name: batch.errorName, message: 'why' },
  }));
  await db.execute(sql`
    insert into batches (send_id, n, list_id, state, subscriber_ids, skipped, provider_ids, error,
      split_from, key, attempts, lease_token, lane, first_called_at, frozen_at,
      lease_until, claimed_at, not_before)
    select ${id}, n, 1, state, ids, skipped, "providerIds", error, "splitFrom", key, attempts,
      "leaseToken", lane, now() + make_interval(secs => "firstCalledAt" / 1000), "frozenAt",
      now() + make_interval(secs => "leaseUntil" / 1000),
      now() + make_interval(secs => "claimedAt" / 1000),
      now() + make_interval(secs => "notBefore" / 1000)
    from json_to_recordset(${JSON.stringify(rows)}::json) as e(n int, state text, ids bigint[],
      skipped jsonb, "providerIds" uuid[], error jsonb, "splitFrom" int, key uuid, attempts int,
      "leaseToken" uuid, lane uuid, "claimedAt" float8, "firstCalledAt" float8, "frozenAt" pg_snapshot, "leaseUntil" float8, "notBefore" float8)`);
}

export async function readBatches(db: Database, id = sendId): Promise<Batch[]> {
  const rows = await db.execute(sql`
    select n, state, to_json(subscriber_ids) as ids, coalesce(skipped, '[]') as skipped,
      to_json(provider_ids) as "providerIds", error->>'name' as "errorName",
      split_from as "splitFrom", key, attempts, lease_token as "leaseToken", lane,
      round(extract(epoch from claimed_at - now()) * 1000)::float8 as "claimedAt",
      round(extract(epoch from first_called_at - now()) * 1000)::float8 as "firstCalledAt",
      case when frozen_at is not null then (
        select count(*)::int from unnest(${`{${changers.join(',')}}`}::text[]) changer
        where pg_visible_in_snapshot(changer::xid8, frozen_at)) end as "frozenAt",
      round(extract(epoch from lease_until - now()) * 1000)::float8 as "leaseUntil",
      round(extract(epoch from not_before - now()) * 1000)::float8 as "notBefore"
    from batches where send_id = ${id} order by n`);
  return [...rows] as unknown[] as Batch[];
}

/** `ids` as they stand in `people` at the moment 0, with their former addresses. */
export async function writePeople(
  db: Database,
  people: People,
  ids: readonly number[],
): Promise<void> {
  const rows = ids.flatMap((id) => {
    const email = people.emailOf(id);
    const { isSubscribed, pausedUntil } = people.stateOf(id);
    return email === null ? [] : [{ id, email, isSubscribed, pausedUntil }];
  });
  await db.execute(sql`
    insert into subscribers (id, email, paused_until) overriding system value
    select id, email, now() + make_interval(secs => "pausedUntil" / 1000)
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as e(id bigint, email text, "pausedUntil" float8)`);
  await db.execute(sql`
    insert into subscriptions (list_id, subscriber_id, status)
    select 1, id, case when "isSubscribed" then 'confirmed' else 'unsubscribed' end
    from json_to_recordset(${JSON.stringify(rows)}::json) as e(id bigint, "isSubscribed" boolean)`);
  await db.execute(sql`
    insert into suppressions (address, reason)
    select email, 'manual' from json_to_recordset(${JSON.stringify(
      people.suppressed().map((email) => ({ email })),
    )}::json) as e(email text)`);
  await db.execute(sql`
    insert into address_history (subscriber_id, email, changed_by)
    select id, email, "changedBy"::xid8
    from json_to_recordset(${JSON.stringify(
      people.history().map((change, i) => ({ ...change, changedBy: String(changers[i]) })),
    )}::json) as e(id bigint, email text, "changedBy" text)`);
}

/** Those of `merged` went into who stands beside them; `welcomed` had the link in their welcome. */
export async function writeOthers(
  db: Database,
  merged: ReadonlyMap<number, number>,
  welcomed: readonly number[],
): Promise<void> {
  const rows = [...merged].map(([id, into]) => ({ id, into }));
  await db.execute(sql`
    insert into former_subscribers (id, subscriber_id)
    select id, "into" from json_to_recordset(${JSON.stringify(rows)}::json) as e(id bigint, "into" bigint)`);
  await db.execute(sql`
    insert into digest_welcomes (digest_id, subscriber_id, letter_id)
    select ${digestId}, id, gen_random_uuid() from json_to_recordset(${JSON.stringify(
      welcomed.map((id) => ({ id })),
    )}::json) as e(id bigint)`);
}

export async function writeSpokenOf(db: Database, ids: readonly number[]): Promise<void> {
  await db.execute(sql`
    insert into deliveries (send_id, subscriber_id, delivered_at)
    select ${sendId}, id, now() from json_to_recordset(${JSON.stringify(
      ids.map((id) => ({ id })),
    )}::json) as e(id bigint)`);
}
