import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { migrateDatabase } from '../../dev/migrate.ts';
import { freshDatabase } from '../support/database.ts';

/** Migrations of a database that is at the newest of ours. */
function writeMigrations(...texts: string[]): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-migrations-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  fs.mkdirSync(path.join(folder, 'meta'));
  const entries = texts.map((text, idx) => {
    const tag = `${idx}_test`;
    fs.writeFileSync(path.join(folder, `${tag}.sql`), text);
    return { idx, version: '7', when: 4e12 + idx, tag, breakpoints: true };
  });
  const journal = JSON.stringify({ version: '7', dialect: 'postgresql', entries });
  fs.writeFileSync(path.join(folder, 'meta/_journal.json'), journal);
  return folder;
}

async function migratedDatabase() {
  const { url } = await freshDatabase();
  const sql = postgres(url, { max: 3, onnotice: () => {} });
  onTestFinished(() => sql.end());
  return { url, sql };
}

const patience = { lockMs: 50, tries: 1000, pauseMs: 20 };

test('a migration that must wait for a lock keeps nobody waiting behind it, and goes through in the end', async () => {
  const { url, sql } = await migratedDatabase();
  const folder = writeMigrations('ALTER TABLE "lists" ADD COLUMN "test_note" text;');
  const holder = await sql.reserve();
  await holder`begin`;
  await holder`select from lists`;
  let isOver = false;
  const migrating = migrateDatabase(url, folder, patience).then(() => {
    isOver = true;
  });
  for (let turns = 0; turns < 3; ) {
    const [waiting] = await sql`
      select from pg_locks join pg_stat_activity using (pid)
      where not granted and mode = 'AccessExclusiveLock' and datname = current_database()`;
    if (waiting) {
      // As the worker would; behind the migration's lock until that gives up.
      await sql`select from lists`;
      turns++;
    }
  }
  expect(isOver).toBe(false);
  await holder`commit`;
  holder.release();
  await migrating;
  await sql`select test_note from lists`;
});

test('a lock that is never free ends a migration with a sentence, and changes nothing', async () => {
  const { url, sql } = await migratedDatabase();
  const folder = writeMigrations(
    'CREATE TABLE "test_new" ("id" int);--> statement-breakpoint\nALTER TABLE "lists" ADD COLUMN "test_note" text;',
  );
  const holder = await sql.reserve();
  await holder`begin`;
  await holder`select from lists`;
  await expect(migrateDatabase(url, folder, { ...patience, tries: 3 })).rejects.toThrow(
    'was not free in 3 tries of 0.05 s',
  );
  await holder`rollback`;
  holder.release();
  expect(await sql`select to_regclass('test_new') is null as gone`).toEqual([{ gone: true }]);
  await migrateDatabase(url, folder, patience);
  await sql`select test_note, (select count(*) from test_new) from lists`;
});

test('an index is built beside writers, anew where a try before left it unfinished', async () => {
  const { url, sql } = await migratedDatabase();
  const folder = writeMigrations('CREATE INDEX CONCURRENTLY "test_names" ON "lists" ("name");');
  await sql`insert into lists (slug, name) values ('a', 'Same'), ('b', 'Same')`;
  // Refused half-way, as a cut connection would leave it: an index that is not valid.
  await sql`create unique index concurrently test_names on lists (name)`.catch(() => {});
  const holder = await sql.reserve();
  await holder`begin`;
  await holder`insert into lists (slug, name) values ('c', 'Open')`;
  const migrating = migrateDatabase(url, folder, patience);
  const isWaiting = () =>
    sql`
      select from pg_locks join pg_stat_activity using (pid)
      where not granted and locktype = 'virtualxid' and datname = current_database()`;
  while ((await isWaiting()).length === 0);
  await sql`insert into lists (slug, name) values ('d', 'Meanwhile')`;
  await holder`commit`;
  holder.release();
  await migrating;
  expect(
    await sql`select indisvalid, indisunique from pg_index where indexrelid = 'test_names'::regclass`,
  ).toEqual([{ indisvalid: true, indisunique: false }]);
});

test('two deploys at once build one index, and neither ends in a deadlock', async () => {
  const { url, sql } = await migratedDatabase();
  const folder = writeMigrations('CREATE INDEX CONCURRENTLY "test_names" ON "lists" ("name");');
  await Promise.all([1, 2, 3].map(() => migrateDatabase(url, folder, patience)));
  const [row] = await sql`
    select count(*)::int as times from drizzle.__drizzle_migrations where created_at = 4000000000000`;
  expect(row).toEqual({ times: 1 });
});
