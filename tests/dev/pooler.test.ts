import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { type PoolerOptions, startPooler } from '../../dev/pooler/pooler.ts';
import { openDatabase } from '../../src/db/client.ts';
import { DeadlineError } from '../../src/db/deadline.ts';
import { freshDatabase } from '../support/database.ts';

async function setup(options: Omit<PoolerOptions, 'url'> = {}) {
  const direct = await freshDatabase();
  const pooler = await startPooler({ ...options, url: direct.url });
  onTestFinished(() => pooler.close());
  const url = new URL(direct.url);
  url.port = String(pooler.port);
  const open = (most: number) => {
    const handle = openDatabase(url.href, most, { statementSeconds: 0.5 });
    onTestFinished(() => handle.close());
    return handle.db;
  };
  return { direct: direct.db, pooler, open, url: url.href };
}

test('transactions of one client are served by changing sessions, each whole by one', async () => {
  const { pooler, open } = await setup({ servers: 3 });
  const [first, second] = [open(1), open(1)];
  const pids = new Set<unknown>();
  await Promise.all(
    [first, second].map(async (db) => {
      for (let round = 0; round < 20; round++) {
        await db.transaction(async (tx) => {
          const [before] = await tx.execute(sql`select pg_backend_pid() as pid, ${round}::int`);
          const [after] = await tx.execute(sql`select pg_backend_pid() as pid, ${round}::text`);
          expect(after?.pid).toBe(before?.pid);
          pids.add(before?.pid);
        });
      }
    }),
  );
  expect(pids.size).toBeGreaterThan(1);
  expect(pooler.done.moves).toBeGreaterThan(0);
});

test('a named statement is known to every session, and an error says so once', async () => {
  const { open } = await setup({ servers: 2 });
  const clients = [open(1), open(1), open(1)];
  const work = clients.flatMap((db) =>
    Array.from({ length: 30 }, async (_, n) => {
      const [row] = await db.execute(sql`select ${n}::int * 2 as twice`);
      expect(row).toEqual({ twice: n * 2 });
      await expect(db.execute(sql`select 1 / ${0}::int`)).rejects.toThrow();
    }),
  );
  await Promise.all(work);
});

test('an answer that the pooler swallows, and a Flush that it holds, end at the deadline', async () => {
  for (const chances of [{ answersSwallowed: 1000 }, { flushesHeld: 1000 }]) {
    const { open, direct } = await setup({ chances });
    await direct.execute(sql`create table t (n int)`);
    const error: Error | null = await open(1)
      .execute(sql`insert into t values (${1}::int)`)
      .then(
        () => null,
        (reason) => reason,
      );
    expect(error?.cause).toBeInstanceOf(DeadlineError);
    const rows = await direct.execute(sql`select n from t`);
    expect(rows.length).toBe('answersSwallowed' in chances ? 1 : 0);
  }
});
