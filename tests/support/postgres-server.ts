// Vitest's global set-up: one PostgreSQL for the whole run, with a migrated template to clone from.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../../dev/migrate.ts';
import { databaseUrl, startPostgres } from '../../dev/postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** As a database elsewhere may be set: nothing of ours may hang on how it writes its times. */
const foreign = ['datestyle=German,DMY', 'timezone=Asia/Kolkata', 'intervalstyle=sql_standard'];

/** Generous: a full disk in memory fails every test behind it. */
const enoughBytes = 6 * 1024 ** 3;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = fs.mkdtempSync(path.join(findPlace(), 'chrysanthemum-test-'));
  fs.chmodSync(dataDir, 0o755);
  const server = await startPostgres({ dataDir, durable: false, settings: foreign });
  const sql = postgres(server.url, { max: 1 });
  await sql`create database template_migrated`;
  await sql.end();
  await migrateDatabase(databaseUrl(server.url, 'template_migrated'));
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
}

/**
 * In memory where there is enough of it: every test clones a database, 20 ms there, and up to half
 * a second on a disk that others write to.
 */
function findPlace(): string {
  const memory = '/dev/shm';
  if (!fs.existsSync(memory)) return os.tmpdir();
  const { bavail, bsize } = fs.statfsSync(memory);
  return bavail * bsize >= enoughBytes ? memory : os.tmpdir();
}
