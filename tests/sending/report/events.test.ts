import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { workMessages } from '../../../src/jobs/jobs.ts';
import type { QueueMessage } from '../../../src/jobs/queue-message.ts';
import { startEngine } from '../../support/engine.ts';

/** An event in the queue, and what became of it. */
function queued(id: string, attempts = 1, type = 'email.delivered') {
  const ends: (number | 'acked')[] = [];
  const message: QueueMessage = {
    id,
    attempts,
    body: { kind: 'event', id, payload: { type, data: {} } },
    ack: () => void ends.push('acked'),
    retry: (options) => void ends.push(options?.delaySeconds ?? 0),
  };
  return { ...message, ends };
}

const idsIn = async ({ database }: Awaited<ReturnType<typeof startEngine>>) => {
  const rows = await database.db.execute<{ id: string }>(sql`select id from events order by id`);
  return Array.from(rows, ({ id }) => id);
};

test('one event that PostgreSQL will not have holds none of its neighbours, and comes again later', async () => {
  const engine = await startEngine();
  const { db } = engine.database;
  await db.execute(sql`
    create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'not this one' using errcode = '22000'; end $$`);
  await db.execute(sql`
    create trigger refuse before insert on events for each row
    when (new.id = 'e37') execute function refuse()`);
  const batch = Array.from({ length: 100 }, (_, n) => queued(`e${n + 10}`));
  await workMessages(engine.deps, batch);
  const stored = batch.filter(({ id }) => id !== 'e37').map(({ id }) => id);
  expect(await idsIn(engine)).toEqual(stored.toSorted());
  for (const { id, ends } of batch) expect([id, ends]).toEqual([id, [id === 'e37' ? 5 : 'acked']]);

  await db.execute(sql`drop trigger refuse on events`);
  const again = queued('e37', 2);
  await workMessages(engine.deps, [again]);
  expect(again.ends).toEqual(['acked']);
  expect(await idsIn(engine)).toHaveLength(100);
});

test('while the database is away all of a batch waits, twice as long each time, at most a quarter of an hour', async () => {
  const engine = await startEngine({ DB: { connectionString: 'postgres://x@127.0.0.1:9/none' } });
  const waits = [1, 2, 3, 8, 9, 100].map((attempts) => queued(`e${attempts}`, attempts));
  await workMessages(engine.deps, waits);
  expect(waits.map(({ ends }) => ends)).toEqual([[5], [10], [20], [640], [900], [900]]);
});
