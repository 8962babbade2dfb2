// The PostgreSQL of a world: a database of the run's own server, or a cluster that may be crashed.

import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { migrateDatabase } from '../../dev/migrate.ts';
import { databaseUrl, type PostgresServer, startPostgres } from '../../dev/postgres.ts';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.ts';
import { cloneDatabase } from '../support/database.ts';
import { waitUntil } from './wait.ts';

export interface WorldServer {
  url: string;
  /** The present connection: another one after a crash. */
  handle(): DatabaseHandle;
  /** As `pg_ctl stop -m immediate`: no checkpoint, no goodbye. */
  crash(): Promise<void>;
  /** Recovers; gives the new address. */
  start(): Promise<string>;
  stop(): Promise<void>;
}

/** A clone of the migrated template. It cannot be crashed: others use that server, too. */
export async function openSharedServer(): Promise<WorldServer> {
  const database = await cloneDatabase();
  return {
    url: database.url,
    handle: () => database,
    crash: never,
    start: never,
    stop: () => database.drop(),
  };
}

/** A database of the run's own server, brought by these migrations as far as they go. */
export async function openServerAt(migrationsFolder: string): Promise<WorldServer> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin`create database ${admin(name)} template template0`;
  const url = databaseUrl(server, name);
  await migrateDatabase(url, migrationsFolder);
  const handle = openDatabase(url);
  return {
    url,
    handle: () => handle,
    crash: never,
    start: never,
    async stop() {
      await handle.close();
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
    },
  };
}

/** A cluster of its own under `dataDir`. Durable: what it acknowledged must outlive a crash. */
export async function openOwnServer(dataDir: string): Promise<WorldServer> {
  const options = { dataDir, durable: true };
  let server: PostgresServer = await startPostgres(options);
  await migrateDatabase(server.url);
  let handle = openDatabase(server.url);
  return {
    url: server.url,
    handle: () => handle,
    async crash() {
      await handle.close();
      const { pid } = server;
      process.kill(pid, 'SIGQUIT');
      await waitUntil('PostgreSQL to stop', () => !isAlive(pid));
    },
    async start() {
      server = await startPostgres(options);
      handle = openDatabase(server.url);
      return server.url;
    },
    async stop() {
      await handle.close().catch(() => {});
      await server.stop();
    },
  };
}

const never = () => Promise.reject(new Error('Ask for ownPostgres'));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
