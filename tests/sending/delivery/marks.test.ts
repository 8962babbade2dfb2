// The sweep's mark of sends that somebody has the mail of.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueueLanes } from '../../../src/jobs/enqueue.ts';
import { confirmReaders, type Engine, startEngine } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

async function send(engine: Engine): Promise<void> {
  await startSend(engine);
  await engine.drain();
}

async function readMarks({ deps }: Engine) {
  const [row] = await deps.db.execute(sql`
    select s.mailed_at is not null as mailed, d.first_sent_at = s.started_at as told, d.listed
    from sends s join digests d on d.id = s.digest_id`);
  return row;
}

test('the sweep marks a send once somebody has its mail, and tells the digest', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2);
  await send(engine);
  expect(await readMarks(engine)).toEqual({ mailed: false, told: null, listed: false });
  await engine.tick();
  const marked = { mailed: true, told: true, listed: true };
  expect(await readMarks(engine)).toEqual(marked);
  await engine.tick();
  expect(await readMarks(engine)).toEqual(marked);
});

test('a send whose only call was refused at the gate stays unmarked', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2);
  await engine.fault({ fault: 'daily_quota', times: 1 });
  await send(engine);
  await engine.tick();
  expect(await readMarks(engine)).toEqual({ mailed: false, told: null, listed: false });
});

test('a send to private lists does not list its digest', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2);
  await engine.deps.db.execute(sql`update lists set visibility = 'private'`);
  await send(engine);
  await engine.tick();
  expect(await readMarks(engine)).toEqual({ mailed: true, told: true, listed: false });
});

test('the mark waits for nobody who holds the digest, and nobody waits for it with a send in hand', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2);
  await send(engine);
  const { db } = engine.database;
  let swept: Promise<void> | undefined;
  // As a plan or a retry does: first the digest, then the send.
  await db.transaction(async (tx) => {
    await tx.execute(sql`select from digests for no key update`);
    swept = engine.tick();
    for (let looks = 0; looks < 2000; looks++) {
      const waiting = await engine.deps.db.execute(sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
      if (waiting.length > 0) break;
    }
    await tx.execute(sql`select from sends for update`);
  });
  await swept;
  expect(await readMarks(engine)).toEqual({ mailed: true, told: true, listed: true });
});

test('claims and settlements wait for nobody who holds the digest', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 2);
  await engine.fault({ fault: 'daily_quota', times: 1 });
  await send(engine);
  const [row] = await engine.deps.db.execute<{ id: string }>(sql`
    update sends set status = 'sending', pause_reason = null, resume_at = null returning id`);
  await engine.database.db.transaction(async (tx) => {
    await tx.execute(sql`select from digests for update`);
    await enqueueLanes(engine.deps, row?.id ?? '');
    await engine.drain();
    const [batch] = await tx.execute(sql`select state from batches`);
    expect(batch).toEqual({ state: 'accepted' });
  });
});
