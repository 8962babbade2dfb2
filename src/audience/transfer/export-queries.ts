// The SQL of exports: pages of people by primary key, and the names of their attributes.

import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db/client.ts';
import { allRows } from '../../db/rows.ts';
import type { SubscriptionStatus } from '../fields.ts';

export interface ExportedPerson {
  id: number;
  email: string;
  name: string | null;
  language: string | null;
  timezone: string | null;
  attributes: Record<string, string>;
  /** In order of the lists. */
  lists: { slug: string; status: SubscriptionStatus; frequency?: 'weekly' | 'monthly' }[];
}

/**
 * People after the id `after`, oldest first, with their subscriptions; of one list only, if
 * `listId` is given. One range of the primary key and one probe of `subscriptions_subscriber` each.
 */
export async function selectExportPage(
  db: Queryable,
  listId: number | null,
  after: number,
  limit: number,
): Promise<ExportedPerson[]> {
  const rows = allRows<Omit<ExportedPerson, 'id'> & { id: string }>(
    await db.execute(sql`
      select s.id, s.email, s.name, s.language, s.timezone, s.attributes,
        coalesce(m.lists, '[]'::json) as lists
      from subscribers s
      left join lateral (
        select json_agg(json_strip_nulls(json_build_object('slug', l.slug, 'status', c.status,
          'frequency', c.frequency)) order by l.id) as lists
        from subscriptions c join lists l on l.id = c.list_id
        where c.subscriber_id = s.id and (${listId}::int is null or l.id = ${listId}::int)) m on true
      where s.id > ${after} and (${listId}::int is null or m.lists is not null)
      order by s.id limit ${limit}`),
  );
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

/** The names of attributes, those that most people have first; reads the whole table once. */
export async function selectAttributeNames(db: Queryable, limit: number): Promise<string[]> {
  const rows = allRows<{ name: string }>(
    await db.execute(sql`
      select k.name from subscribers s, jsonb_object_keys(s.attributes) as k(name)
      where s.attributes <> '{}' group by k.name order by count(*) desc, k.name limit ${limit}`),
  );
  return rows.map((row) => row.name);
}
