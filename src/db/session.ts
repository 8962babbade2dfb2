// What our SQL counts on in every session: set for the role by `db:migrate`, looked at by `/ready`.

import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Queryable } from './client.ts';
import { oneRow } from './statement.ts';

/**
 * Settings that a server, a database or a role may have otherwise: where names are looked up, how
 * times and bytes are written as text, what a statement sees.
 */
export const sessionSettings = {
  search_path: 'public',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  default_transaction_isolation: 'read committed',
} as const;

const Setting = z.enum([
  ...['search_path', 'DateStyle', 'IntervalStyle', 'TimeZone', 'bytea_output'],
  ...['extra_float_digits', 'default_transaction_isolation'],
  ...['server_encoding', 'transaction_read_only'],
] as const);
type Setting = z.infer<typeof Setting>;

/** As a session is found to be; `search_path` by its first schema that exists. */
const Session = z.record(Setting, z.string());
export type Session = z.infer<typeof Session>;

/** The settings of one session in one answer; touches no table. */
export async function readSession(db: Queryable): Promise<Session> {
  return oneRow(db, 'readSession', Session)`
    select coalesce(current_schema(), 'nothing') as search_path,
      ${settingsOf(Setting.exclude(['search_path']).options)}`;
}

function settingsOf(names: readonly string[]) {
  return sql.join(
    names.map((name) => sql`current_setting(${name}) as ${sql.identifier(name)}`),
    sql`, `,
  );
}

const fits: Record<Setting, RegExp> = {
  search_path: /^public$/,
  DateStyle: /^ISO\b/,
  IntervalStyle: /^postgres$/,
  TimeZone: /^(Etc\/)?(UTC|UCT|GMT|Zulu|Universal|Greenwich)$/i,
  bytea_output: /^hex$/,
  extra_float_digits: /^[1-3]$/,
  default_transaction_isolation: /^read committed$/,
  server_encoding: /^UTF8$/,
  transaction_read_only: /^off$/,
};

/** What cannot be worked with, each as `name is value`. */
export function findMisfits(session: Session): string[] {
  return Object.entries(session).flatMap(([name, value]) =>
    fits[name as Setting].test(value) ? [] : [`${name} is ${value}`],
  );
}
