// The SQL of exports: pages of people by primary key, and the names of their attributes.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from '../../db/client.ts';
import { isoTime } from '../../db/iso-times.ts';
import { suppressions } from '../../db/schema/audience.ts';
import { allRows, bigint } from '../../db/statement.ts';
import { SubscriptionStatus } from '../fields.ts';
import type { IdRange } from './export-parts.ts';

const ExportedPerson = z.strictObject({
  id: bigint,
  email: z.string(),
  name: z.string().nullable(),
  language: z.string().nullable(),
  timezone: z.string().nullable(),
  /** Why nothing is mailed to the address. */
  suppressed: z.enum(suppressions.reason.enumValues).nullable(),
  /** The end of a pause that is not over. */
  pausedUntil: z.string().nullable(),
  attributes: z.custom<Record<string, string>>(holdsTexts),
  /** In order of the lists. */
  lists: z.array(
    z.strictObject({
      slug: z.string(),
      status: SubscriptionStatus,
      frequency: z.enum(['weekly', 'monthly']).exactOptional(),
    }),
  ),
});
export type ExportedPerson = z.infer<typeof ExportedPerson>;

/** A `z.record` would lose an attribute of the name `__proto__`. */
function holdsTexts(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}

const IdRow = z.strictObject({ id: bigint });

/**
 * Where a part of at most `limit` rows behind the id `after` ends; null if it goes to the end of the
 * table. Reads the primary key alone: 10 ms for 100,000 rows.
 */
export async function findPartEnd(
  db: Queryable,
  table: 'subscribers' | 'consents' | 'suppressions',
  after: number,
  limit: number,
): Promise<number | null> {
  const rows = await allRows(db, 'findPartEnd', IdRow)`
    select id from ${sql.identifier(table)}
    where id > ${after} order by id offset ${limit - 1} limit 2`;
  return rows.length > 1 ? (rows[0]?.id ?? null) : null;
}

/**
 * People behind the id `from`, up to `end` or all, oldest first, with their subscriptions; of one
 * list only, if `listId` is given. One range of the primary key and two probes each: of
 * `subscriptions_subscriber`, and of the addresses of suppressions.
 */
export async function selectExportPage(
  db: Queryable,
  { listId, from, end }: IdRange,
  limit: number,
): Promise<ExportedPerson[]> {
  return allRows(db, 'selectExportPage', ExportedPerson)`
    select s.id, s.email, s.name, s.language, s.timezone, x.reason as suppressed,
      case when s.paused_until > now() then ${isoTime(sql`s.paused_until`)} end as "pausedUntil", s.attributes,
      coalesce(m.lists, '[]'::json) as lists
    from subscribers s
    left join suppressions x on x.address = s.email
    left join lateral (
      select json_agg(json_strip_nulls(json_build_object('slug', l.slug, 'status', c.status,
        'frequency', c.frequency)) order by l.id) as lists
      from subscriptions c join lists l on l.id = c.list_id
      where c.subscriber_id = s.id and (${listId}::int is null or l.id = ${listId}::int)) m on true
    where s.id > ${from} and (${end}::bigint is null or s.id <= ${end}::bigint)
      and (${listId}::int is null or m.lists is not null)
    order by s.id limit ${limit}`;
}

const NameRow = z.strictObject({ name: z.string() });

/** The names of attributes, those that most people have first; reads the whole table once. */
export async function selectAttributeNames(db: Queryable, limit: number): Promise<string[]> {
  const rows = await allRows(db, 'selectAttributeNames', NameRow)`
    select k.name from subscribers s, jsonb_object_keys(s.attributes) as k(name)
    where s.attributes <> '{}' group by k.name order by count(*) desc, k.name limit ${limit}`;
  return rows.map((row) => row.name);
}
