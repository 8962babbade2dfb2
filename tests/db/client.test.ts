import net from 'node:net';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { type DatabaseOptions, openDatabase } from '../../src/db/client.ts';
import { DeadlineError } from '../../src/db/deadline.ts';
import { startTcpProxy } from '../faults/tcp-proxy.ts';
import { freshDatabase } from '../support/database.ts';

const short = { dialSeconds: 0.5, statementSeconds: 0.5 };

async function setup(most = 1, options: DatabaseOptions = {}) {
  const direct = await freshDatabase();
  const proxy = await startTcpProxy(Number(new URL(direct.url).port));
  const url = new URL(direct.url);
  url.port = String(proxy.port);
  const { db, patient, close } = openDatabase(url.href, most, { ...short, ...options });
  onTestFinished(async () => {
    await close();
    await proxy.close();
  });
  return { direct: direct.db, proxy, db, patient, url };
}

/** The error of the database, without Drizzle's wrapping. */
async function causeOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => null,
    (reason: Error) => reason,
  );
  return error?.cause ?? error;
}

test('an answer that never comes ends its statement at the deadline, and the next one dials anew', async () => {
  const { db, proxy } = await setup();
  void proxy.spring({ on: /'held'/, does: 'hold' });
  expect(await causeOf(db.execute(sql`select 'held' where ${1} = 1`))).toBeInstanceOf(
    DeadlineError,
  );
  expect(await db.execute(sql`select ${'on'} as at`)).toEqual([{ at: 'on' }]);
});

test('statements that are asked for at once go to the server one by one', async () => {
  const { db, proxy } = await setup();
  await db.execute(sql`select 1`);
  const all = Array.from({ length: 20 }, (_, n) => db.execute(sql`select ${n}::int as n`));
  const rows = await Promise.all(all);
  expect(rows.map(([row]) => row?.n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(proxy.mostInFlight).toBe(1);
});

test('the statements of a transaction go one by one on a connection of its own', async () => {
  const { db, proxy } = await setup(2);
  await db.transaction(async (tx) => {
    const inside = Promise.all([1, 2, 3].map((n) => tx.execute(sql`select ${n}::int as n`)));
    const outside = db.execute(sql`select pg_current_xact_id_if_assigned() as xid`);
    expect((await inside).map(([row]) => row?.n)).toEqual([1, 2, 3]);
    await outside;
  });
  expect(proxy.mostLines).toBe(2);
  expect(proxy.mostInFlight).toBe(1);
});

test('a swallowed answer in a transaction fails all of it, and leaves no lock behind', async () => {
  const { db, direct, proxy } = await setup();
  await direct.execute(sql`create table t (n int)`);
  await direct.execute(sql`insert into t values (0)`);
  void proxy.spring({ on: /update t/, does: 'hold' });
  const work = db.transaction(async (tx) => {
    await tx.execute(sql`update t set n = 1`);
  });
  expect(await causeOf(work)).toBeInstanceOf(DeadlineError);
  await direct.execute(sql`update t set n = n + 10`);
  expect(await direct.execute(sql`select n from t`)).toEqual([{ n: 10 }]);
});

test('a COMMIT whose answer is swallowed fails, though it happened', async () => {
  const { db, direct, proxy } = await setup();
  await direct.execute(sql`create table t (n int)`);
  void proxy.spring({ on: /^commit/, does: 'hold' });
  const work = db.transaction((tx) => tx.execute(sql`insert into t values (1)`));
  expect(await causeOf(work)).toBeInstanceOf(DeadlineError);
  expect(await direct.execute(sql`select n from t`)).toEqual([{ n: 1 }]);
});

test('nothing runs in a transaction that has lost its connection, not even on a new one', async () => {
  const { db, direct, proxy } = await setup();
  await direct.execute(sql`create table t (n int)`);
  const work = db.transaction(async (tx) => {
    await tx.execute(sql`insert into t values (1)`);
    proxy.cutAll();
    await tx.execute(sql`insert into t values (2)`).catch(() => {});
    await tx.execute(sql`insert into t values (3)`);
  });
  await expect(work).rejects.toThrow();
  expect(await direct.execute(sql`select n from t`)).toEqual([]);
});

test('a transaction is read committed and bounds its statements a little below the deadline', async () => {
  const { db } = await setup(1, { statementSeconds: 10 });
  await db.transaction(async (tx) => {
    const rows = await tx.execute(sql`
      select current_setting('transaction_isolation') as isolation,
        current_setting('statement_timeout') as timeout`);
    expect(rows).toEqual([{ isolation: 'read committed', timeout: '9s' }]);
  });
  expect(await db.execute(sql`show statement_timeout`)).toEqual([{ statement_timeout: '0' }]);
});

test('a failed statement rolls the transaction back even if it was caught', async () => {
  const { db, direct } = await setup();
  await direct.execute(sql`create table t (n int)`);
  const work = db.transaction(async (tx) => {
    await tx.execute(sql`insert into t values (1)`);
    await tx.execute(sql`select 1 / 0`).catch(() => {});
  });
  expect(await causeOf(work)).toMatchObject({ code: '22012' });
  expect(await direct.execute(sql`select n from t`)).toEqual([]);
});

test('a part of a transaction that fails is undone alone', async () => {
  const { db, direct } = await setup();
  await direct.execute(sql`create table t (n int)`);
  await db.transaction(async (tx) => {
    await tx.execute(sql`insert into t values (1)`);
    const part = tx.transaction(async (inner) => {
      await inner.execute(sql`insert into t values (2)`);
      throw new Error('no');
    });
    await expect(part).rejects.toThrow('no');
    await tx.transaction((inner) => inner.execute(sql`insert into t values (3)`));
  });
  expect(await direct.execute(sql`select n from t order by n`)).toEqual([{ n: 1 }, { n: 3 }]);
});

test('who uses the database inside its own transaction waits for the deadline, not for ever', async () => {
  const { db } = await setup();
  const work = db.transaction(async () => {
    await db.execute(sql`select 1`);
  });
  expect(await causeOf(work)).toMatchObject({ message: /came free in 0.5 s/ });
  expect(await db.execute(sql`select 1 as n`)).toEqual([{ n: 1 }]);
});

test('patient work has a longer deadline on the same connections', async () => {
  const { db, patient, proxy } = await setup();
  const wait = sql`select pg_sleep(1), 1 as n`;
  expect(await causeOf(db.execute(wait))).toBeInstanceOf(DeadlineError);
  expect(await patient('plan').execute(wait)).toMatchObject([{ n: 1 }]);
  expect(proxy.mostLines).toBeLessThanOrEqual(2);
});

test('a server that lets nobody in is given up at the deadline of the dial', async () => {
  const mute = await listen((socket) => void socket.resume());
  const shut = await listen((socket) => socket.destroy());
  for (const port of [mute, shut]) {
    const { db, close } = openDatabase(`postgres://u:p@127.0.0.1:${port}/d`, 1, short);
    const error = await causeOf(db.execute(sql`select 1`));
    expect(error).toMatchObject({ code: /^CONNECT/ });
    await close();
  }
});

test('a connection that was given up while it was dialled does not stay open', async () => {
  const { direct, url } = await setup();
  let letIn = false;
  const door = await listen((client) => {
    if (!letIn) return void client.destroy();
    const server = net.connect(Number(url.port), '127.0.0.1');
    for (const socket of [client, server]) socket.on('error', () => {});
    client.pipe(server).pipe(client);
  });
  const through = new URL(url);
  through.port = String(door);
  const { db, close } = openDatabase(through.href, 1, short);
  await causeOf(db.execute(sql`select 1`));
  letIn = true;
  await expect
    .poll(() =>
      direct.execute(sql`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`),
    )
    .toEqual([{ n: 0 }]);
  await close();
});

/** A server until the test ends; its port. */
async function listen(onConnection: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}
