// `npm run db:migrate`: brings any PostgreSQL ≥ 14 to the present schema. Needs only DATABASE_URL.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { findMisfits, readSession, sessionSettings } from '../src/db/session.ts';
import { requireFitDatabase } from './database-checks.ts';
import { completeUrl, explainRefusal } from './database-url.ts';
import { applyMigrations, lockMigrations, type Patience } from './migrations/apply.ts';
import { takeNoArguments } from './usage.ts';

const migrationsFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'drizzle');

/**
 * Applies what is missing, under an advisory lock so that two deploys do not race, and gives the role
 * in the address the sessions that the worker needs. Throws one sentence that says what to do.
 * `folder` and `patience`: of other migrations than ours, and for locks that others hold.
 */
export async function migrateDatabase(
  url: string,
  folder = migrationsFolder,
  patience?: Patience,
): Promise<void> {
  const address = completeUrl(url);
  const client = connect(address);
  try {
    await lockMigrations(client);
    await requireFitDatabase(client);
    await setForRole(client);
    await applyMigrations(client, folder, patience);
  } catch (error) {
    throw explainRefusal(error, address);
  } finally {
    await client.end({ timeout: 5 });
  }
  await requireFitSession(address);
}

function connect(address: string): postgres.Sql {
  return postgres(address, { max: 1, onnotice: () => {} });
}

/** For this session, whose migrations count on it, and for each later one of this role here. */
async function setForRole(client: postgres.Sql): Promise<void> {
  for (const [name, value] of Object.entries(sessionSettings)) {
    await client`select set_config(${name}, ${value}, false)`;
    const [row] = await client<{ statement: string }[]>`
      select format('alter role %I in database %I set %I to %L',
        current_user, current_database(), ${name}::text, ${value}::text) as statement`;
    try {
      await client.unsafe(row?.statement ?? '');
    } catch (error) {
      // Some hosts let no role set anything; what counts is how its next session is.
      if (!(error instanceof postgres.PostgresError && error.code === '42501')) throw error;
    }
  }
}

async function requireFitSession(address: string): Promise<void> {
  const client = connect(address);
  try {
    const misfits = findMisfits(await readSession(drizzle(client)));
    if (misfits.length === 0) return;
    throw new Error(
      `Migrated, but a new session of this role is not fit for the worker: ${misfits.join(', ')}. Let whoever may set it for the role or the database, or give DATABASE_URL without a pooler.`,
    );
  } finally {
    await client.end({ timeout: 5 });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  takeNoArguments(`DATABASE_URL=postgres://… npm run db:migrate

Brings the database to the present schema and its role to the sessions that the worker needs.`);
  const url = process.env.DATABASE_URL;
  if (!url) {
    console.error('Set DATABASE_URL, for example postgres://user:password@host:5432/database');
    process.exit(1);
  }
  try {
    await migrateDatabase(url);
    console.log('The database is at the newest migration.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
