// Time that goes by in a database without a test waiting for it.

import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../src/db/client.ts';

/**
 * Every moment in the database is so much longer ago, or that much nearer: `interval` is PostgreSQL's
 * (`2 hours`), or seconds. Which columns are moments the database says itself, so that a new one
 * cannot be left behind. Days without a clock (of a warm-up) go by with each whole day.
 */
export async function passTime(db: Database, interval: string | number): Promise<void> {
  const by = sql`${typeof interval === 'number' ? `${interval} seconds` : interval}::interval`;
  for (const { table, times, keys } of await readMoments(db)) {
    // Two rows must never meet on their way: what is part of a key goes by way of another age.
    await move(db, table, keys, sql`- ${age}`);
    await move(db, table, times, sql`- ${by}`);
    await move(db, table, keys, sql`+ ${age} - ${by}`);
  }
  await db.execute(sql`
    update warm_ups set days = (
      select coalesce(array_agg(d - extract(day from justify_hours(${by}))::int order by d), '{}')
      from unnest(days) d)`);
}

const age = sql`interval '1000 years'`;

interface Moments {
  table: string;
  times: string[];
  /** Those that a key holds. */
  keys: string[];
}

async function readMoments(db: Database): Promise<Moments[]> {
  const rows = await db.execute<{ table: string; column: string; isKey: boolean }>(sql`
    select c.table_name as "table", c.column_name as "column", exists (
        select from information_schema.key_column_usage k where k.table_schema = c.table_schema
          and k.table_name = c.table_name and k.column_name = c.column_name) as "isKey"
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.data_type = 'timestamp with time zone'
    order by c.table_name, c.column_name`);
  const byTable = Map.groupBy(rows, (row) => row.table);
  return Array.from(byTable, ([table, columns]) => ({
    table,
    times: columns.filter(({ isKey }) => !isKey).map(({ column }) => column),
    keys: columns.filter(({ isKey }) => isKey).map(({ column }) => column),
  }));
}

async function move(db: Database, table: string, columns: string[], by: SQL): Promise<void> {
  if (columns.length === 0) return;
  const moved = columns.map(
    (column) => sql`${sql.identifier(column)} = ${sql.identifier(column)} ${by}`,
  );
  await db.execute(sql`update ${sql.identifier(table)} set ${sql.join(moved, sql`, `)}`);
}
