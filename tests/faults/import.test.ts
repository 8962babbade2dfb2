import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { ImportView } from '../../src/audience/transfer/import/schema.ts';
import { oneRow } from '../support/rows.ts';
import { waitUntil } from './wait.ts';
import { startWorld, type World } from './world.ts';

const rows = 100_000;

test('an import whose worker and PostgreSQL are killed three times in the middle takes every row in once, and again changes nothing', async () => {
  const world = await startWorld({ ownPostgres: true, readers: 0 });
  const id = await upload(world);
  for (const part of [0.05, 0.3, 0.5]) {
    await waitUntil('a part of the rows', async () => {
      const { processed } = await readImport(world, id);
      return processed > rows * part;
    });
    // Both at once, as a power cut: what was not on the disk is taken in again.
    const [postgresql] = await Promise.all([world.crashPostgres(), world.worker.kill()]);
    await postgresql.start();
    const { processed } = await countPeople(world);
    expect(processed).toBeLessThan(rows);
    await world.restartWorker();
    // Its message died with the worker; the sweep misses it after half a minute.
    await world.passTime(180);
    await world.tick();
  }
  const done = await waitUntil('the end', () => readDone(world, id), 60);
  expect(done).toMatchObject({ status: 'done', processed: rows, created: rows, rejected: 0 });
  expect(await countPeople(world)).toEqual({
    processed: rows,
    people: rows,
    subscriptions: rows,
    consents: rows,
    consented: rows,
    chunks: 0,
  });

  const versions = await readVersions(world);
  const before = await readWal(world);
  const again = await upload(world);
  const repeated = await waitUntil('the second end', () => readDone(world, again), 60);
  expect(repeated).toMatchObject({ processed: rows, created: 0, updated: rows });
  expect(await readVersions(world)).toEqual(versions);
  // The upload itself, kept until it was taken in; the first import wrote 930 bytes a row.
  expect(((await readWal(world)) - before) / rows).toBeLessThan(100);
});

async function upload(world: World): Promise<string> {
  let file = 'email,name,city\n';
  for (let n = 0; n < rows; n++) file += `reader${n}@example${n % 50}.com,Reader ${n},東京\n`;
  const answer = await fetch(
    `${world.url}/api/subscribers/import?lists=digest&status=confirmed&consent=fair`,
    {
      method: 'POST',
      headers: { authorization: 'Bearer dev', 'content-type': 'text/csv' },
      body: file,
    },
  );
  expect(answer.status).toBe(202);
  return ((await answer.json()) as ImportView).id;
}

const readImport = (world: World, id: string) =>
  world.call<ImportView>('GET', `/api/imports/${id}`);

async function readDone(world: World, id: string): Promise<ImportView | null> {
  const view = await readImport(world, id);
  return view.status === 'done' ? view : null;
}

async function countPeople(world: World) {
  const result = await world.db.execute(sql`
    select (select sum(processed)::int from imports) as processed,
      (select count(*)::int from subscribers) as people,
      (select count(*)::int from subscriptions) as subscriptions,
      (select count(*)::int from consents) as consents,
      (select count(distinct subscriber_id)::int from consents) as consented,
      (select count(*)::int from import_chunks) as chunks`);
  return oneRow<{ processed: number }>(result);
}

/** Bytes of WAL the server has ever written; nobody else is at work on it. */
async function readWal(world: World): Promise<number> {
  const result = await world.db.execute(
    sql`select (pg_current_wal_lsn() - '0/0'::pg_lsn)::text as bytes`,
  );
  return Number(oneRow<{ bytes: string }>(result).bytes);
}

/** The newest transaction that wrote to each table of people. */
async function readVersions(world: World) {
  const result = await world.db.execute(sql`
    select (select max(xmin::text::bigint) from subscribers)::text as subscribers,
      (select max(xmin::text::bigint) from subscriptions)::text as subscriptions,
      (select max(xmin::text::bigint) from consents)::text as consents`);
  return oneRow<object>(result);
}
