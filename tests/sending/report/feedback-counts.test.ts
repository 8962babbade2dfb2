import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { newId } from '../../../src/base/ids.ts';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import type { FeedbackEvent } from '../../../src/resend/feedback.ts';
import { deliveryMoments, takeFeedback } from '../../../src/sending/feedback/fold.ts';
import { keepFeedbackCounts } from '../../../src/sending/report/feedback-counts.ts';
import { countDeliveries, readKept } from '../../../src/sending/report/feedback-counts-queries.ts';
import { listSends, readSend } from '../../../src/sending/report/report.ts';
import { freshDatabase } from '../../support/database.ts';
import { startEngine, writeDigest } from '../../support/engine.ts';

const firstAt = Date.UTC(2026, 10, 20, 9);
const kinds = Object.keys(deliveryMoments) as (keyof typeof deliveryMoments)[];

/** Few people and few moments: most of what happens meets something that happened before. */
const one = { send: fc.nat(1), subscriberId: fc.integer({ min: 1, max: 4 }), minute: fc.nat(30) };
const event = fc.record({
  ...one,
  kind: fc.oneof(fc.constantFrom('clicked', 'scanned'), fc.constantFrom(...kinds)),
});
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ events: fc.array(event, { minLength: 1, maxLength: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ leaving: fc.record(one), isTakenBack: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ deletes: fc.record(one) }) },
  { weight: 3, arbitrary: fc.constant('keep' as const) },
);

test('what is kept is what would be counted, at every moment of whatever happens at once', async () => {
  const { db } = await freshDatabase();
  const lanes = fc.array(fc.array(action, { maxLength: 8 }), { minLength: 1, maxLength: 4 });
  const property = fc.asyncProperty(lanes, async (all) => {
    const sendIds = [newId(), newId()];
    const isOver = { now: false };
    const watching = watch(db, sendIds, isOver);
    await Promise.all(
      all.map(async (actions) => {
        for (const one of actions) await act(db, sendIds, one);
      }),
    );
    isOver.now = true;
    await watching;
    await keepFeedbackCounts(db);
    const kept = await readKept(db, sendIds);
    for (const [id, counts] of kept) expect(counts).toEqual(await countDeliveries(db, id));
    const heard = await db.execute(sql`
      select distinct send_id from deliveries where send_id in (${sql.join(sendIds, sql`, `)})`);
    expect(kept.size).toBeGreaterThanOrEqual(heard.length);
    expect((await db.execute(sql`select from feedback_changes`)).length).toBe(0);
  });
  await fc.assert(property, { numRuns: 60 });
}, 120_000);

async function act(
  db: Database,
  sendIds: string[],
  what: typeof action extends fc.Arbitrary<infer A> ? A : never,
) {
  if (what === 'keep') return keepFeedbackCounts(db);
  if ('events' in what) {
    return takeFeedback(
      db,
      what.events.map((told) => toEvent(sendIds[told.send] ?? '', told)),
    );
  }
  const { send, subscriberId, minute } = 'leaving' in what ? what.leaving : what.deletes;
  const of = sql`send_id = ${sendIds[send]} and subscriber_id = ${subscriberId}`;
  if ('deletes' in what) return db.execute(sql`delete from deliveries where ${of}`);
  if (what.isTakenBack) {
    return db.execute(sql`update deliveries set unsubscribed_at = null where ${of}`);
  }
  return db.execute(sql`
    insert into deliveries as d (send_id, subscriber_id, unsubscribed_at)
    values (${sendIds[send]}, ${subscriberId}, ${new Date(firstAt + minute * 60_000).toISOString()})
    on conflict (send_id, subscriber_id) do update set unsubscribed_at = excluded.unsubscribed_at`);
}

function toEvent(
  sendId: string,
  { kind, minute, subscriberId }: { kind: string; minute: number; subscriberId: number },
): FeedbackEvent {
  const nothing = { to: null, isPermanentBounce: false, isTransientBounce: false, detail: {} };
  const at = new Date(firstAt + minute * 60_000);
  return { ...nothing, id: newId(), sendId, kind, subscriberId, at };
}

/** Both ways of reading in one snapshot, again and again. */
async function watch(db: Database, sendIds: string[], isOver: { now: boolean }): Promise<void> {
  do {
    await db.transaction(
      async (tx) => {
        for (const [id, counts] of await readKept(tx, sendIds)) {
          expect(counts).toEqual(await countDeliveries(tx, id));
        }
      },
      { isolationLevel: 'repeatable read' },
    );
  } while (!isOver.now);
}

test('a send from before there were counts is counted at each look, until a tick has kept it', async () => {
  const engine = await startEngine();
  const { db } = engine.deps;
  const id = newId();
  await writeSend(engine, id);
  await writeDeliveries(db, id, 3);
  await db.execute(sql`truncate feedback_changes`);
  expect((await readSend(db, id)).counts.delivered).toBe(3);
  expect(await readKept(db, [id])).toEqual(new Map());
  await engine.tick();
  expect((await readKept(db, [id])).get(id)?.delivered).toBe(3);
  await db.execute(sql`update deliveries set opened_at = now() where subscriber_id = 1`);
  expect((await readSend(db, id)).counts).toMatchObject({ delivered: 3, opened: 1 });
});

for (const people of [20_000, 80_000]) {
  test(`a look at a send of ${people}, and at a list of sends, reads no row of its deliveries`, async () => {
    const { url } = await freshDatabase();
    // Of one session, for each tells what it has read by itself.
    const { db, close } = openDatabase(url, 1);
    onTestFinished(close);
    const id = newId();
    await writeSend({ database: { db } }, id);
    await writeDeliveries(db, id, people);
    await keepFeedbackCounts(db);
    const before = await readBlocks(db, 'deliveries');
    expect((await readSend(db, id)).counts.delivered).toBe(people);
    expect((await listSends(db, 50, null)).data[0]?.counts.delivered).toBe(people);
    expect(await readBlocks(db, 'deliveries')).toBe(before);
    await countDeliveries(db, id);
    expect(await readBlocks(db, 'deliveries')).toBeGreaterThan(before + people / 200);
  });
}

async function writeSend(engine: { database: { db: Database } }, id: string): Promise<void> {
  const digestId = await writeDigest(engine);
  await engine.database.db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, started_at, finished_at)
    values (${id}, ${digestId}, 1, '{1}', 'sent', now(), now())`);
}

async function writeDeliveries(db: Database, id: string, people: number): Promise<void> {
  await db.execute(sql`
    insert into deliveries (send_id, subscriber_id, delivered_at)
    select ${id}, n, now() from generate_series(1, ${people}::int) n`);
}

/** How many blocks of a table and its indexes were asked for so far, by whatever session. */
async function readBlocks(db: Database, table: string): Promise<number> {
  await db.execute(sql`select pg_stat_force_next_flush()`);
  await db.execute(sql`select 1`);
  const [row] = await db.execute(sql`
    select (heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit)::float8 as blocks
    from pg_statio_user_tables where relname = ${table}`);
  return Number(row?.blocks);
}
