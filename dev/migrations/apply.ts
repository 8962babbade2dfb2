// Applies migrations to a database that is at work: nothing waits long behind us, and indexes are built beside it.

import { readMigrationFiles } from 'drizzle-orm/migrator';
import postgres from 'postgres';
import { worksBeside } from './rule.ts';

export interface Patience {
  /** How long a statement may stand in the queue for a lock, for all others stand behind it there. */
  lockMs: number;
  /** How often a migration is tried. */
  tries: number;
  /** Between two tries. */
  pauseMs: number;
}

/** About two minutes: longer than any statement of the worker but a plan of millions. */
const usualPatience: Patience = { lockMs: 2000, tries: 24, pauseMs: 3000 };

type Migration = ReturnType<typeof readMigrationFiles>[number];

/**
 * Applies what is missing, in order, each migration in a transaction of its own; it keeps the books
 * that Drizzle's migrator keeps. Statements that work beside others (`worksBeside`) stand outside of
 * transactions. Safe to repeat after any failure. Gives how many were applied.
 */
export async function applyMigrations(
  client: postgres.Sql,
  migrationsFolder: string,
  patience: Patience = usualPatience,
): Promise<number> {
  await client.unsafe(`
    create schema if not exists drizzle;
    create table if not exists drizzle.__drizzle_migrations (
      id serial primary key, hash text not null, created_at bigint)`);
  // Of this session: an index of a large table takes as long as it takes.
  await client`select set_config('statement_timeout', '0', false)`;
  const [last] = await client<{ at: number }[]>`
    select coalesce(max(created_at), 0)::float8 as at from drizzle.__drizzle_migrations`;
  const missing = readMigrationFiles({ migrationsFolder }).filter(
    ({ folderMillis }) => folderMillis > (last?.at ?? 0),
  );
  for (const migration of missing) await applyOne(client, migration, patience);
  return missing.length;
}

async function applyOne(client: postgres.Sql, migration: Migration, patience: Patience) {
  const statements = migration.sql.map((text) => text.trim()).filter(Boolean);
  for (let attempt = 1; ; attempt++) {
    try {
      if (statements.some(worksBeside)) {
        for (const statement of statements) await applyBeside(client, statement);
        await record(client, migration);
        return;
      }
      await client.begin(async (tx) => {
        await tx`select set_config('lock_timeout', ${`${patience.lockMs}ms`}, true)`;
        for (const statement of statements) await tx.unsafe(statement);
        await record(tx, migration);
      });
      return;
    } catch (error) {
      if (!isLockTaken(error)) throw error;
      if (attempt >= patience.tries) {
        throw new Error(
          `A lock that a migration needs was not free in ${attempt} tries of ${patience.lockMs / 1000} s; no one was kept waiting longer, and nothing was changed by it. Run this again when the long transaction is over (select pid, xact_start, query from pg_stat_activity where xact_start < now() - interval '1 minute').`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, patience.pauseMs));
    }
  }
}

/** An index that an earlier try left unfinished is not valid: it is dropped and built anew. */
async function applyBeside(client: postgres.Sql, statement: string): Promise<void> {
  const name = /\bindex concurrently (?:if not exists )?"?(\w+)"?/i.exec(statement)?.[1];
  if (name !== undefined) {
    const [found] = await client<{ isValid: boolean }[]>`
      select indisvalid as "isValid" from pg_index where indexrelid = to_regclass(${`"${name}"`})`;
    if (found?.isValid) return;
    if (found) await client`drop index concurrently if exists ${client(name)}`;
  }
  await client.unsafe(statement);
}

type Session = Pick<postgres.Sql, 'unsafe'>;

async function record(session: Session, { hash, folderMillis }: Migration): Promise<void> {
  await session.unsafe(
    'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)',
    [hash, folderMillis],
  );
}

/** Not in time, or only by making somebody else fail. */
function isLockTaken(error: unknown): boolean {
  return error instanceof postgres.PostgresError && ['55P03', '40P01'].includes(error.code);
}

/**
 * Waits for the one migrator at a time. Asked again and again, not waited for inside a statement: its
 * snapshot would be one of those that `create index concurrently` of the other waits for.
 */
export async function lockMigrations(client: postgres.Sql): Promise<void> {
  for (;;) {
    const [row] = await client<{ isOurs: boolean }[]>`
      select pg_try_advisory_lock(4027) as "isOurs"`;
    if (row?.isOurs) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
