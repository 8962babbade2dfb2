// A database client for one request or one job.

import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

export type Database = PostgresJsDatabase;
/** What a query needs: the database, or the transaction it must stay inside. */
export type Queryable = Omit<Database, '$client'>;

export interface DatabaseHandle {
  db: Database;
  close(): Promise<void>;
}

/**
 * Opens a client of at most `max` connections (lazily: nothing is dialled before the first query).
 * workerd forbids using a socket in another request, so the handle lives as long as one request or
 * job and is closed by whoever opened it. `fetch_types` is off: arrays are decoded by Drizzle.
 */
export function openDatabase(connectionString: string, max = 5): DatabaseHandle {
  const client = postgres(connectionString, {
    max,
    fetch_types: false,
    prepare: true,
    idle_timeout: 20,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'chrysanthemum-digest' },
  });
  return {
    db: drizzle(preparing(client)),
    close: () => client.end({ timeout: 5 }),
  };
}

/**
 * Drizzle asks postgres.js not to prepare what has no name, so each statement was described, parsed
 * and planned anew at every use: two round trips and half of PostgreSQL's time. Connections live as
 * short as a job, so what is prepared on them does not pile up.
 */
function preparing<Client extends postgres.Sql>(client: Client): Client {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name === 'unsafe') {
        return (text: string, values: unknown[], options: object) =>
          value.call(target, text, values, { ...options, prepare: true });
      }
      if (name === 'begin' || name === 'savepoint') {
        return (work: (scope: Client) => unknown) =>
          value.call(target, (scope: Client) => work(preparing(scope)));
      }
      return value;
    },
  });
}

/** The SQLSTATE of a failed query, wherever Drizzle wrapped it, or null. */
export function sqlState(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code))
      return at.code;
  }
  return null;
}
