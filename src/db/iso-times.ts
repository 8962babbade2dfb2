// Times leave the database as ISO 8601, whatever its DateStyle and TimeZone.

import { is, SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { PgTimestamp } from 'drizzle-orm/pg-core';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';

/**
 * A `timestamptz` as the API writes it: in UTC, to the millisecond, what is less cut off, as a `Date` has it.
 * Null stays null. The text that PostgreSQL would send otherwise follows settings of the role, which a pooler
 * does not carry over.
 */
export function isoTime(moment: SQLWrapper): SQL<string> {
  return sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** The same to the microsecond: for what is handed back to be compared with the column it came from. */
export function exactTime(moment: SQLWrapper): SQL<string> {
  return sql<string>`to_json(${moment}) #>> '{}'`;
}

/** Makes every query that Drizzle builds read its time columns by `isoTime`. */
export function readIsoTimes<Db extends PostgresJsDatabase>(db: Db): Db {
  const dialect = dialectOf(db);
  const build = dialect.buildSelection.bind(dialect);
  dialect.buildSelection = (fields, options) =>
    build(
      fields.map((selected) =>
        isTime(selected.field) ? { ...selected, field: isoTime(selected.field) } : selected,
      ),
      options,
    );
  return db;
}

/** A time column, or an expression that is read as one (`mapWith`). */
function isTime(field: unknown): field is SQLWrapper {
  if (is(field, PgTimestamp)) return true;
  return is(field, SQL) && 'decoder' in field && is(field.decoder, PgTimestamp);
}

interface Dialect {
  buildSelection(fields: { field: unknown }[], options?: object): SQL;
}

/** Drizzle has one dialect per database, shared by its transactions; its types keep it private. */
function dialectOf(db: PostgresJsDatabase): Dialect {
  return (db as unknown as { dialect: Dialect }).dialect;
}
