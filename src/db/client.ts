// The database of one request or one job, as Drizzle sees it: a gate with deadlines.

import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import type { ConnectionSettings, Rows } from './connection.ts';
import { type Deadlines, type Patience, patience, usualDeadlines } from './deadline.ts';
import { readIsoTimes } from './iso-times.ts';
import { createPool, type Pool } from './pool.ts';
import { type Runner, runTransaction, type Scope } from './transaction.ts';

export type Database = PostgresJsDatabase;
/** What a query needs: the database, or the transaction it must stay inside. */
export type Queryable = Omit<Database, '$client'>;

export interface DatabaseHandle {
  db: Database;
  /** The same connections, for work whose statements may take longer. */
  patient(kind: Patience): Database;
  close(): Promise<void>;
}

export interface DatabaseOptions extends Partial<Deadlines> {
  /** Named statements. Off only behind a pooler that does not know them. Default true. */
  prepare?: boolean;
}

/**
 * Opens a pool of at most `most` connections (lazily: nothing is dialled before the first query),
 * with one statement in flight on each. workerd forbids using a socket in another request, so the
 * handle lives as long as one request or job and is closed by whoever opened it.
 */
export function openDatabase(
  url: string,
  most = 5,
  { prepare = true, ...deadlines }: DatabaseOptions = {},
): DatabaseHandle {
  const settings: Omit<ConnectionSettings, 'onLost'> = {
    url,
    prepare,
    deadlines: { ...usualDeadlines, ...deadlines },
    types: { parsers: {}, serializers: {} },
  };
  const pool = createPool(settings, most);
  const patient = (kind: Patience) => {
    const seconds = settings.deadlines.statementSeconds * patience[kind];
    return readIsoTimes(drizzle(poolClient(pool, seconds, settings.types)));
  };
  return { db: patient('usual'), patient, close: () => pool.close() };
}

type Types = ConnectionSettings['types'];

function poolClient(pool: Pool, seconds: number, types: Types): postgres.Sql {
  async function hold<Result>(use: (connection: Connection) => Promise<Result>): Promise<Result> {
    const connection = await pool.take(seconds);
    try {
      return await use(connection);
    } finally {
      pool.giveBack(connection);
    }
  }
  return asClient({
    options: types,
    unsafe: lazily((text, values, asArrays) =>
      hold((connection) => connection.run({ text, values, asArrays, seconds })),
    ),
    begin: <Result>(work: (client: postgres.Sql) => Promise<Result>) =>
      hold((connection) =>
        runTransaction(connection, seconds, (scope) => work(scopeClient(scope, types))),
      ),
  });
}

type Connection = Awaited<ReturnType<Pool['take']>>;

function scopeClient(scope: Scope, types: Types): postgres.Sql {
  return asClient({
    options: types,
    unsafe: lazily(scope.run),
    savepoint: <Result>(work: (client: postgres.Sql) => Promise<Result>) =>
      scope.savepoint((part) => work(scopeClient(part, types))),
  });
}

/** Drizzle says `.values()` of a query that it has not awaited yet, so the query starts a moment later. */
function lazily(run: Runner) {
  return (text: string, values: unknown[] = []) => {
    let asArrays = false;
    const rows: Promise<Rows> = Promise.resolve().then(() => run(text, values, asArrays));
    return Object.assign(rows, {
      values() {
        asArrays = true;
        return rows;
      },
    });
  };
}

/** Drizzle's session asks a client for these alone: `options`, `unsafe`, `begin`, `savepoint`. */
function asClient(client: object): postgres.Sql {
  return client as postgres.Sql;
}

/** The SQLSTATE of a failed query, wherever Drizzle wrapped it, or null. */
export function sqlState(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code))
      return at.code;
  }
  return null;
}

/** PostgreSQL answered that it will not have these values (classes 21, 22, 23, 54): again is the same. */
export function isDataFault(error: unknown): boolean {
  return /^(21|22|23|54)/.test(sqlState(error) ?? '');
}
