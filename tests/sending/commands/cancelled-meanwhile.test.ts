// A send that is cancelled while another of its digest is planned or retried: nobody gets two.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { retrySend } from '../../../src/sending/commands/steer.ts';
import { claimNextBatch } from '../../../src/sending/delivery/batch-queries.ts';
import { planSend } from '../../../src/sending/planning/plan.ts';
import { readSend } from '../../../src/sending/report/report.ts';
import { changeStatus } from '../../../src/sending/send-queries.ts';
import { senderOf } from '../../../src/wiring.ts';
import { confirmReaders, type Engine, startEngine, writeDigest } from '../../support/engine.ts';
import { newSend } from '../../support/sends.ts';

const lane = '0190b1d2-0000-7000-8000-000000000001';

/** Two sends of one digest to the same reader, triggered while neither was planned. */
async function setup() {
  const engine = await startEngine();
  const { db, env } = engine.deps;
  await db.execute(sql`insert into lists (slug, name) values ('news', 'News')`);
  await confirmReaders(engine, 1);
  const digestId = await writeDigest(engine);
  const create = async (...lists: string[]) => (await newSend(engine, { digestId, lists })).id;
  const [first, second] = [await create('digest'), await create('digest', 'news')];
  const plan = (id: string) => planSend(db, senderOf(env), env.RATE, id, 'key');
  return { engine, db, first, second, plan };
}

/** Until a session of this database waits for a lock. */
async function someoneWaits({ database }: Engine): Promise<void> {
  for (let looks = 0; looks < 2000; looks++) {
    const rows = await database.db.execute(sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    if (rows.length > 0) return;
  }
  throw new Error('Nobody waits for a lock');
}

test('whom a send is calling that is cancelled during the plan of another, that plan waits', async () => {
  const { engine, db, first, second, plan } = await setup();
  expect(await plan(first)).toMatchObject({ kind: 'planned', recipients: 1 });
  await claimNextBatch(db, first, -1, lane);
  let planned: ReturnType<typeof plan> | undefined;
  // The plan has looked for cancelled sends, and stands before it looks for its audience.
  await db.transaction(async (tx) => {
    await tx.execute(sql`lock table subscriptions in access exclusive mode`);
    planned = plan(second);
    await someoneWaits(engine);
    await changeStatus(tx, first, ['sending'], { to: 'cancelled', why: 'cancelled by an editor' });
  });
  expect(await planned).toMatchObject({ kind: 'later' });
});

test('a retry waits for the claim that did not see its send cancelled, and skips whom it calls', async () => {
  const { engine, db, first, second, plan } = await setup();
  await plan(first);
  await db.execute(sql`
    update batches set state = 'rejected', error = '{"name":"internal_server_error"}'`);
  await changeStatus(db, first, ['sending'], {
    to: 'sent',
    why: 'every recipient is accounted for',
  });
  expect(await plan(second)).toMatchObject({ kind: 'planned', recipients: 1 });
  let retried: Promise<unknown> | undefined;
  await db.transaction(async (tx) => {
    expect(await claimNextBatch(tx, second, -1, lane)).not.toBeNull();
    const change = { to: 'cancelled', why: 'cancelled by an editor' } as const;
    await changeStatus(engine.database.db, second, ['sending'], change);
    retried = retrySend(db, first);
    await Promise.race([someoneWaits(engine), retried]);
  });
  await retried;
  expect((await readSend(db, first)).counts).toMatchObject({ pending: 0, skipped: 1 });
});
