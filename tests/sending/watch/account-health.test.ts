import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enqueuePlan } from '../../../src/jobs/enqueue.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { findAccountWarning, findAilment } from '../../../src/sending/watch/health.ts';
import { pauseAiling } from '../../../src/sending/watch/sweep.ts';
import { confirmReaders, startEngine, writeDigest } from '../../support/engine.ts';
import { newSend } from '../../support/sends.ts';

const well = { accepted: 10_000, bounced: 0, complained: 0 };

test.each([
  [{ ...well, bounced: 200 }, null, null],
  [{ ...well, bounced: 201 }, '2.0 % of all mails of 30 days bounced', null],
  [{ ...well, bounced: 400 }, '4.0 %', null],
  [{ ...well, bounced: 401 }, '4.0 %', '4.0 % of all mails of 30 days bounced'],
  [{ ...well, complained: 8 }, null, null],
  [{ ...well, complained: 9 }, '0.09 % of all readers of 30 days complained', null],
  [{ ...well, complained: 11 }, '0.11 %', '0.11 % of all readers of 30 days complained'],
  [{ accepted: 999, bounced: 999, complained: 99 }, null, null],
])('an account with %j warns of %j and pauses for %j', (account, warning, ailment) => {
  const warned = findAccountWarning(account);
  if (warning === null) expect(warned).toBeNull();
  else expect(warned).toContain(warning);
  expect(findAilment({ ...well, id: 'x', failed: 0, isWarming: false }, account)).toBe(ailment);
});

test('from a hundred accepted on, 2 % that failed afterwards pause a send', () => {
  const failed = (accepted: number, count: number) =>
    findAilment({ ...well, id: 'x', accepted, failed: count, isWarming: false }, null);
  expect([failed(99, 99), failed(100, 2), failed(1000, 20)]).toEqual([null, null, null]);
  expect(failed(100, 3)).toBe('3.0 % of the mails failed after Resend had accepted them');
});

test('what earlier sends of the account met warns of the next one, pauses it, and is forgotten after 30 days', async () => {
  const engine = await startEngine();
  const { db } = engine.database;
  const { deps } = engine;
  await confirmReaders(engine, 100);
  const earlier = crypto.randomUUID();
  const digestId = await writeDigest(engine);
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, recipients, started_at, finished_at)
    values (${earlier}, ${digestId}, 1, '{1}', 'sent', 2000, now() - interval '9 days', now())`);
  await db.execute(sql`
    insert into deliveries (send_id, subscriber_id, bounced_at)
    select ${earlier}, n, now() - interval '8 days' from generate_series(1, 50) n`);
  const send = await newSend(engine);
  await pauseAiling(db);
  const warned = await readSend(db, send.id);
  expect(warned.warnings).toMatchObject([
    { code: 'account_health', message: expect.stringMatching(/^2\.5 % of all mails of 30 days/) },
  ]);

  // Twice as many bounces, and a send that has a hundred accepted.
  await db.execute(sql`
    insert into deliveries (send_id, subscriber_id, bounced_at)
    select ${earlier}, n, now() - interval '8 days' from generate_series(51, 100) n`);
  await confirmMore(engine);
  await enqueuePlan(deps, send.id);
  await engine.fault({ fault: 'error503', skip: 1, times: 90 });
  await engine.drain();
  await pauseAiling(db);
  const paused = await readSend(db, send.id);
  expect(paused.status).toBe('paused');
  expect(paused.pauseReason).toContain('of all mails of 30 days bounced');

  await db.execute(
    sql`update sends set started_at = now() - interval '31 days' where id = ${earlier}`,
  );
  await db.execute(sql`
    update deliveries set bounced_at = now() - interval '31 days' where send_id = ${earlier}`);
  await pauseAiling(db);
  expect((await readSend(db, send.id)).warnings).toEqual([]);
});

/** A second batch, as large as the first, for either may be accepted: so that the send is still at work when the sweep looks. */
async function confirmMore(engine: Awaited<ReturnType<typeof startEngine>>): Promise<void> {
  await engine.database.db.execute(sql`
    with people as (
      insert into subscribers (email)
      select 'more' || n || '@example.com' from generate_series(1, 100) n returning id)
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    select 1, id, 'confirmed', now() from people`);
}
