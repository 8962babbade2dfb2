import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { examine } from '../../dev/doctor.ts';
import { databaseUrl } from '../../dev/postgres.ts';
import type { Database } from '../../src/db/client.ts';
import { cancelSend, resumeSend } from '../../src/sending/commands/steer.ts';
import { readSend } from '../../src/sending/report/report.ts';
import { examined } from '../support/doctor.ts';
import { confirmReaders, startEngine } from '../support/engine.ts';
import { startSend } from '../support/sends.ts';

/** The database as it is now, under another name: what a backup would bring back. */
async function backUp(url: string): Promise<string> {
  const server = inject('postgresUrl');
  const name = new URL(url).pathname.slice(1);
  const copy = `restored_${randomBytes(6).toString('hex')}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  onTestFinished(async () => {
    await admin`drop database ${admin(copy)} with (force)`;
    await admin.end();
  });
  await admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = ${name}`;
  await admin`create database ${admin(copy)} template ${admin(name)} strategy file_copy`;
  return databaseUrl(server, copy);
}

test('restore drill: a backup of mid-send comes back, its books add up, and nobody is mailed twice', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 450);
  const { deps } = engine;
  const id = await startSend(engine);
  await engine.fault({ fault: 'daily_quota', skip: 2, times: 1 });
  await engine.drain();
  const { accepted, pending } = (await readSend(deps.db, id)).counts;
  expect(accepted).toBeGreaterThanOrEqual(200);
  // Of five batches at least the refused one, which may be the last.
  expect(pending).toBeGreaterThanOrEqual(50);
  const restoredUrl = await backUp(engine.database.url);

  // What went on after the backup, until the database was lost.
  await resumeSend(deps.db, id);
  await engine.passTime(120);
  await engine.tick();
  await engine.drain({ delayed: true });
  expect((await engine.stats()).distinct).toBe(450);

  const restore = (SENDING: 'on' | 'off') =>
    startEngine({ RESEND_BASE_URL: engine.mailbox.url, SENDING }, async () => restoredUrl);
  const off = await restore('off');
  const { db } = off.deps;
  await db.execute(sql`update sends set resume_at = now() - interval '20 minutes'`);
  expect(await look(db, restoredUrl)).toEqual({ equation: 'ok', once: 'ok', open: 'warn' });
  await off.tick();
  await off.drain();
  expect((await readSend(db, id)).status).toBe('paused');

  await cancelSend(db, id);
  const on = await restore('on');
  await on.tick();
  await on.drain({ delayed: true });
  expect((await readSend(db, id)).counts).toMatchObject({ accepted, cancelled: pending });
  expect(await look(db, restoredUrl)).toEqual({ equation: 'ok', once: 'ok', open: 'ok' });
  expect(await engine.stats()).toMatchObject({ distinct: 450, duplicates: 0 });
});

async function look(db: Database, url: string) {
  const findings = await examine(examined({ url, db }), 'accounts');
  return Object.fromEntries(findings.map(({ name, state }) => [name, state]));
}
