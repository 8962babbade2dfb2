// The SQL that takes a chunk's people in: as sets, not row by row.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../../db/client.ts';
import { suppressions } from '../../../db/schema/audience.ts';
import { allRows, bigint, run } from '../../../db/statement.ts';
import { mostAttributes } from '../../fields.ts';
import { absent, type PeopleColumns, separator, writeWanted } from './people-columns.ts';
import type { ImportRow } from './row.ts';

/** Whose consent an import brings, and in which words. */
export interface ImportSource {
  importId: string;
  wording: string | null;
}

/** True if some suppression is known by its hash alone: only then are addresses hashed. */
export async function hasErased(db: Queryable): Promise<boolean> {
  const found = await run(db, 'hasErased')`
    select from suppressions where address is null limit 1`;
  return found > 0;
}

const KnownAddress = z.strictObject({
  /** Place in the asked columns. */
  at: bigint,
  subscriberId: bigint.nullable(),
  suppressed: z.enum(suppressions.reason.enumValues).nullable(),
  /** Somebody of this address was erased: a hash of it is all that is left. */
  isErased: z.boolean(),
  /** With what the row adds, the person would have more attributes than one may. */
  isOverfull: z.boolean(),
});
export type KnownAddress = z.infer<typeof KnownAddress>;

/** What is known of these addresses; nothing comes back for an unknown one. */
export async function selectKnownAddresses(
  tx: Queryable,
  columns: PeopleColumns,
): Promise<KnownAddress[]> {
  return allRows(tx, 'selectKnownAddresses', KnownAddress)`
    with ${arrivals(columns, false)} ${knownArrivals}`;
}

const PairRow = z.strictObject({ pair: z.string() });

/** `subscriber/list` of everything these people have left. */
export async function selectLeft(tx: Queryable, ids: readonly number[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await allRows(tx, 'selectLeft', PairRow)`
    select subscriber_id || '/' || list_id as pair
    from json_array_elements_text(${JSON.stringify(ids)}::json) as e(id)
    join subscriptions s on s.subscriber_id = e.id::bigint and s.status = 'unsubscribed'`;
  return new Set(rows.map((row) => row.pair));
}

/**
 * Adds the people of whom nothing is known, with their subscriptions and a consent record for each,
 * and gives back the others. One statement, for the next chunk is read while it runs: 12 µs a row, 9
 * of them for three rows and six of their nine index entries. In the order of addresses: two imports at once
 * cannot deadlock. Fails with a unique violation if somebody comes in by another way meanwhile; the
 * chunk is then taken again from its start. `anyway`: adds all, whatever is known of their address.
 */
export async function insertPeople(
  tx: Queryable,
  source: ImportSource,
  columns: PeopleColumns,
  anyway = false,
): Promise<KnownAddress[]> {
  return allRows(tx, 'insertPeople', KnownAddress)`
    with ${arrivals(columns, anyway)},
    people as materialized (
      select nextval('subscribers_id_seq'::regclass) as id, o.* from (
        select email, name, language, timezone, attributes, paused, l from arrivals
        where known is null and suppressed is null order by email) o),
    added as (
      insert into subscribers (id, email, name, language, timezone, attributes, paused_until)
      overriding system value
      select id, email, name, language, timezone, coalesce(attributes::jsonb, '{}'),
        paused::timestamptz
      from people),
    wanted as materialized (
      select p.id as p, w.l, w.s, w.f from people p
      join json_to_recordset(${columns.wanted}::json) as w(n int, l int, s text, f text)
        on w.n = p.l),
    subscribed as (
      insert into subscriptions
        (list_id, subscriber_id, status, confirmed_at, unsubscribed_at, frequency)
      select l, p, s, case when s = 'confirmed' then now() end,
        case when s = 'unsubscribed' then now() end, f
      from wanted),
    consented as (
      insert into consents (subscriber_id, list_id, action, method, wording, import_id)
      select p, l, ${actionOf}, 'import', ${wordingOf(source)}, ${source.importId}::uuid
      from wanted)
    ${knownArrivals}`;
}

/**
 * The columns as rows with what is known of each address: three index probes. The limit keeps the
 * probe a probe: of many rows the planner would rather read the whole table. `unasked`: nothing is
 * looked up.
 */
function arrivals(columns: PeopleColumns, unasked: boolean) {
  const texts = (column: string) => sql`string_to_array(${column}, ${separator}, ${absent})`;
  return sql`arrivals as materialized (
    select e.at, e.email, e.name, e.language, e.timezone, e.attributes, e.paused,
      coalesce(e.l, 0) as l, s.id as known, s.attributes as held,
      coalesce(x.reason, h.reason) as suppressed, h.reason is not null as erased
    from unnest(${texts(columns.email)}, ${texts(columns.name)}, ${texts(columns.language)},
        ${texts(columns.timezone)}, ${texts(columns.attributes)}, ${texts(columns.pausedUntil)},
        ${texts(columns.hash)}, ${columns.sets}::int[])
      with ordinality as e(email, name, language, timezone, attributes, paused, hash, l, at)
    left join lateral (
      select id, attributes from subscribers where email = e.email and not ${unasked}::boolean limit 1) s on true
    left join suppressions x on x.address = e.email and not ${unasked}::boolean
    left join suppressions h on h.address_hash = e.hash and not ${unasked}::boolean)`;
}

const knownArrivals = sql`select at - 1 as at, known as "subscriberId", suppressed,
    erased as "isErased",
    coalesce(attributes is not null and held <> '{}' and (
      select count(*) from jsonb_object_keys(held || attributes::jsonb)) > ${mostAttributes}, false)
      as "isOverfull"
  from arrivals
  where known is not null or suppressed is not null`;

/**
 * Writes only those whom the file really changes: importing it again writes nothing. Of two pauses
 * the longer one holds: a file never brings mail closer.
 */
export async function updatePeople(
  tx: Queryable,
  people: readonly { id: number; row: ImportRow }[],
): Promise<void> {
  const saying = people.filter(({ row }) => saysSomething(row));
  if (saying.length === 0) return;
  const records = saying.map(({ id, row }) => ({ id, ...toRecord(row) }));
  await run(tx, 'updatePeople')`
    update subscribers s
    set name = coalesce(e.name, s.name), language = coalesce(e.language, s.language),
      timezone = coalesce(e.timezone, s.timezone), attributes = s.attributes || coalesce(e.attributes, '{}'),
      paused_until = greatest(e.paused, s.paused_until), updated_at = now()
    from (
      select id, name, language, timezone, attributes::jsonb as attributes, paused
      from json_to_recordset(${JSON.stringify(records)}::json)
        as e(id bigint, name text, language text, timezone text, attributes text,
          paused timestamptz)) e
    where s.id = e.id and (e.name <> s.name or e.name is not null and s.name is null
      or e.language is distinct from s.language and e.language is not null
      or e.timezone is distinct from s.timezone and e.timezone is not null
      or not s.attributes @> e.attributes
      or e.paused > coalesce(s.paused_until, now()))`;
}

/**
 * Brings subscriptions where the file wants them, with a consent record for each that changed.
 * Pending becomes confirmed, anything becomes unsubscribed, and nobody comes back. What is there
 * already is not even locked.
 */
export async function insertSubscriptions(
  tx: Queryable,
  source: ImportSource,
  wanted: readonly { subscriber: number; list: ImportRow['lists'][number] }[],
): Promise<void> {
  if (wanted.length === 0) return;
  const tuples = wanted.map(({ subscriber, list }) => ({ p: subscriber, ...writeWanted(list) }));
  await run(tx, 'insertSubscriptions')`
    with changed as (
      insert into subscriptions as c
        (list_id, subscriber_id, status, confirmed_at, unsubscribed_at, frequency)
      select l, p, s, case when s = 'confirmed' then now() end,
        case when s = 'unsubscribed' then now() end, f
      from json_to_recordset(${JSON.stringify(tuples)}::json) as e(p bigint, l int, s text, f text)
      where not exists (
        select from subscriptions k where k.list_id = l and k.subscriber_id = p
          and (k.status = s or k.status = 'unsubscribed' or s = 'pending'))
      on conflict (list_id, subscriber_id) do update
        set status = excluded.status,
            confirmed_at = coalesce(excluded.confirmed_at, c.confirmed_at),
            unsubscribed_at = excluded.unsubscribed_at
        where excluded.status = 'confirmed' and c.status = 'pending'
          or excluded.status = 'unsubscribed' and c.status <> 'unsubscribed'
      returning list_id as l, subscriber_id as p, status as s)
    insert into consents (subscriber_id, list_id, action, method, wording, import_id)
    select p, l, ${actionOf}, 'import', ${wordingOf(source)}, ${source.importId}::uuid
    from changed`;
}

/**
 * Takes over why addresses must not be mailed; what is known of one already stays, except that a
 * complaint outweighs. In the order of addresses, as all who write several.
 */
export async function suppressMarked(
  tx: Queryable,
  source: ImportSource,
  rows: readonly ImportRow[],
): Promise<void> {
  const marked = rows.flatMap(({ email, suppressed }) =>
    suppressed === null ? [] : [{ address: email, reason: suppressed }],
  );
  if (marked.length === 0) return;
  await run(tx, 'suppressMarked')`
    insert into suppressions as s (address, reason, source_event)
    select address, reason, ${`import ${source.importId}`}
    from json_to_recordset(${JSON.stringify(marked)}::json) as e(address text, reason text)
    order by address
    on conflict (address) do update set reason = excluded.reason, source_event = excluded.source_event
      where excluded.reason = 'complaint' and s.reason <> 'complaint'`;
}

const actionOf = sql`case s when 'pending' then 'requested' else s end`;

function wordingOf(source: ImportSource) {
  return sql`case s when 'unsubscribed' then null else ${source.wording}::text end`;
}

/** What is null or empty is left out: the less JSON, the faster. */
function toRecord({ name, language, timezone, attributes, pausedUntil }: ImportRow) {
  return {
    ...(name === null ? {} : { name }),
    ...(language === null ? {} : { language }),
    ...(timezone === null ? {} : { timezone }),
    ...(attributes === null ? {} : { attributes }),
    ...(pausedUntil === null ? {} : { paused: pausedUntil }),
  };
}

function saysSomething({ name, language, timezone, attributes, pausedUntil }: ImportRow): boolean {
  return [name, language, timezone, attributes, pausedUntil].some((value) => value !== null);
}
