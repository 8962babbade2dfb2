// The SQL that takes a chunk's people in: as sets, not row by row.

import { sql } from 'drizzle-orm';
import type { Queryable } from '../../../db/client.ts';
import { allRows } from '../../../db/rows.ts';
import type { SuppressionReason } from '../../queries.ts';
import type { ImportRow } from '../row.ts';

/** True if some suppression is known by its hash alone: only then are addresses hashed. */
export async function hasErased(db: Queryable): Promise<boolean> {
  const rows = await db.execute(sql`select from suppressions where address is null limit 1`);
  return rows.length > 0;
}

export interface KnownAddress {
  /** Place in the asked addresses. */
  at: number;
  subscriberId: number | null;
  suppressed: SuppressionReason | null;
}

/** What is known of these addresses; nothing comes back for an unknown one. Three index probes each. */
export async function selectKnownAddresses(
  tx: Queryable,
  addresses: readonly { email: string; hash: string | null }[],
): Promise<KnownAddress[]> {
  const asked = JSON.stringify(addresses.map(({ email, hash }, at) => ({ at, email, hash })));
  const rows = allRows<{ at: number; id: string | null; suppressed: SuppressionReason | null }>(
    await tx.execute(sql`
      select e.at, s.id, coalesce(x.reason, h.reason) as suppressed
      from json_to_recordset(${asked}::json) as e(at int, email text, hash text)
      left join subscribers s on s.email = e.email
      left join suppressions x on x.address = e.email
      left join suppressions h on h.address_hash = e.hash
      where s.id is not null or x.id is not null or h.id is not null`),
  );
  return rows.map(({ at, id, suppressed }) => ({
    at,
    subscriberId: id === null ? null : Number(id),
    suppressed,
  }));
}

/** `subscriber/list` of everything these people have left. */
export async function selectLeft(tx: Queryable, ids: readonly number[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = allRows<{ pair: string }>(
    await tx.execute(sql`
      select subscriber_id || '/' || list_id as pair
      from json_array_elements_text(${JSON.stringify(ids)}::json) as e(id)
      join subscriptions s on s.subscriber_id = e.id::bigint and s.status = 'unsubscribed'`),
  );
  return new Set(rows.map((row) => row.pair));
}

/**
 * Adds people and gives their ids by address. In the order of addresses: two imports at once
 * cannot deadlock. Who came in between by another door is taken as she is.
 */
export async function insertPeople(
  tx: Queryable,
  people: readonly ImportRow[],
): Promise<Map<string, number>> {
  if (people.length === 0) return new Map();
  const rows = allRows<{ id: string; email: string }>(
    await tx.execute(sql`
      insert into subscribers as s (email, name, language, timezone, attributes)
      select email, name, language, timezone, attributes
      from json_to_recordset(${JSON.stringify(people.map(toRecord))}::json)
        as e(email text, name text, language text, timezone text, attributes jsonb)
      order by email
      on conflict (email) do update set name = coalesce(s.name, excluded.name)
      returning id, email`),
  );
  return new Map(rows.map((row) => [row.email, Number(row.id)]));
}

/** Writes only those whom the file really changes: importing it again writes nothing. */
export async function updatePeople(
  tx: Queryable,
  people: readonly { id: number; row: ImportRow }[],
): Promise<void> {
  const saying = people.filter(({ row }) => saysSomething(row));
  if (saying.length === 0) return;
  const records = saying.map(({ id, row }) => ({ id, ...toRecord(row) }));
  await tx.execute(sql`
    update subscribers s
    set name = coalesce(e.name, s.name), language = coalesce(e.language, s.language),
      timezone = coalesce(e.timezone, s.timezone), attributes = s.attributes || e.attributes,
      updated_at = now()
    from json_to_recordset(${JSON.stringify(records)}::json)
      as e(id bigint, name text, language text, timezone text, attributes jsonb)
    where s.id = e.id and (e.name <> s.name or e.name is not null and s.name is null
      or e.language is distinct from s.language and e.language is not null
      or e.timezone is distinct from s.timezone and e.timezone is not null
      or not s.attributes @> e.attributes)`);
}

/**
 * Brings subscriptions where the file wants them, with a consent record for each that changed.
 * Pending becomes confirmed, anything becomes unsubscribed, and nobody comes back. What is there
 * already is not even locked.
 */
export async function insertSubscriptions(
  tx: Queryable,
  source: { importId: string; wording: string | null },
  wanted: readonly { subscriber: number; list: number; status: string }[],
): Promise<void> {
  if (wanted.length === 0) return;
  const tuples = wanted.map(({ subscriber, list, status }) => ({
    p: subscriber,
    l: list,
    s: status,
  }));
  await tx.execute(sql`
    with changed as (
      insert into subscriptions as c
        (list_id, subscriber_id, status, confirmed_at, unsubscribed_at)
      select l, p, s, case when s = 'confirmed' then now() end,
        case when s = 'unsubscribed' then now() end
      from json_to_recordset(${JSON.stringify(tuples)}::json) as e(p bigint, l int, s text)
      where not exists (
        select from subscriptions k where k.list_id = l and k.subscriber_id = p
          and (k.status = s or k.status = 'unsubscribed' or s = 'pending'))
      on conflict (list_id, subscriber_id) do update
        set status = excluded.status,
            confirmed_at = coalesce(excluded.confirmed_at, c.confirmed_at),
            unsubscribed_at = excluded.unsubscribed_at
        where excluded.status = 'confirmed' and c.status = 'pending'
          or excluded.status = 'unsubscribed' and c.status <> 'unsubscribed'
      returning list_id, subscriber_id, status)
    insert into consents (subscriber_id, list_id, action, method, wording, import_id)
    select subscriber_id, list_id, case status when 'pending' then 'requested' else status end,
      'import', case status when 'unsubscribed' then null else ${source.wording} end,
      ${source.importId}::uuid
    from changed`);
}

function toRecord({ email, name, language, timezone, attributes }: ImportRow) {
  return { email, name, language, timezone, attributes };
}

function saysSomething(row: ImportRow): boolean {
  return Boolean(
    row.name || row.language || row.timezone || Object.keys(row.attributes).length > 0,
  );
}
