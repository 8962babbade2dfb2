import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { isDatabaseAway } from '../../src/db/away.ts';
import { openDatabase } from '../../src/db/client.ts';
import { freshDatabase } from '../support/database.ts';

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error,
  );
}

const states = {
  '08006': true,
  '25006': true,
  '40P01': true,
  '53100': true,
  '53300': true,
  '57014': true,
  '57P01': true,
  '58000': true,
  '22P02': false,
  '23505': false,
  '42P01': false,
};

for (const [state, isAway] of Object.entries(states)) {
  test(`SQLSTATE ${state} is ${isAway ? 'the database’s trouble: later' : 'a fault of ours'}`, async () => {
    const { db } = await freshDatabase();
    const raise = sql.raw(`do $$ begin raise exception using errcode = '${state}'; end $$`);
    expect(isDatabaseAway(await failureOf(db.execute(raise)))).toBe(isAway);
    const inside = db.transaction((tx) => tx.execute(raise));
    expect(isDatabaseAway(await failureOf(inside))).toBe(isAway);
  });
}

test('a connection that is ended, refused or without an answer is the database’s trouble', async () => {
  const { url } = await freshDatabase();
  const admin = postgres(url, { max: 1 });
  const database = openDatabase(url, 1, { statementSeconds: 0.5 });
  onTestFinished(async () => {
    await database.close();
    await admin.end();
  });
  const [ended] = await Promise.all([
    failureOf(database.db.execute(sql`select pg_sleep(20) as mine`)),
    endOthers(admin),
  ]);
  expect(isDatabaseAway(ended)).toBe(true);
  const silent = await failureOf(database.db.execute(sql`select pg_sleep(20)`));
  expect(isDatabaseAway(silent)).toBe(true);
  const slow = database.db.transaction((tx) => tx.execute(sql`select pg_sleep(20)`));
  expect(isDatabaseAway(await failureOf(slow))).toBe(true);
  const nobody = openDatabase('postgres://mai:secret@127.0.0.1:9/none');
  expect(isDatabaseAway(await failureOf(nobody.db.execute(sql`select 1`)))).toBe(true);
  await nobody.close();
});

test('what our own code does wrong is not the database’s trouble', () => {
  expect(isDatabaseAway(new Error('Something else'))).toBe(false);
  expect(isDatabaseAway(new TypeError('x is not a function'))).toBe(false);
  expect(isDatabaseAway('text')).toBe(false);
});

async function endOthers(admin: postgres.Sql): Promise<void> {
  for (;;) {
    const rows = await admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where query like '%as mine%' and pid <> pg_backend_pid()`;
    if (rows.length > 0) return;
  }
}
