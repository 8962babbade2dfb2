// A fresh, migrated database for one test.

import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject, onTestFinished } from 'vitest';
import { migrateDatabase } from '../../dev/migrate.ts';
import { databaseUrl } from '../../dev/postgres.ts';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.ts';

export interface TestDatabase extends DatabaseHandle {
  url: string;
  drop(): Promise<void>;
}

/** Clones the migrated template (0.1 s). Whoever calls it drops it. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin`create database ${admin(name)} template template_migrated strategy file_copy`;
  const url = databaseUrl(server, name);
  const handle = openDatabase(url);
  return {
    ...handle,
    url,
    async drop() {
      await handle.close();
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
    },
  };
}

/**
 * Gives the role its sessions there, as `npm run db:migrate` does: what is set for a role in a
 * database is not cloned with it. Only `/ready` asks for it.
 */
export const fitSessions = migrateDatabase;

/** `cloneDatabase`, dropped when the running test ends. */
export async function freshDatabase(): Promise<TestDatabase> {
  const database = await cloneDatabase();
  onTestFinished(() => database.drop());
  return database;
}
