import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { workMessages } from '../../src/jobs/jobs.ts';
import type { QueueMessage } from '../../src/jobs/queue-message.ts';
import { createDeps } from '../../src/wiring.ts';
import { confirmReaders, startEngine, testBindings } from '../support/engine.ts';
import { newSend } from '../support/sends.ts';

const messageOf = (id: string, body: unknown): QueueMessage => ({
  id,
  body,
  attempts: 1,
  ack() {},
  retry() {},
});

test('a plan that waits for a lock does not hold up an email of the same invocation', async () => {
  const engine = await startEngine();
  const { db } = engine.database;
  const { bindings } = testBindings(engine.database.url, engine.mailbox.url);
  const deps = createDeps(bindings, 1);
  onTestFinished(async () => deps.close() ?? undefined);
  await confirmReaders(engine, 3);
  const send = await newSend(engine);
  const letterId = crypto.randomUUID();
  await db.execute(sql`
    insert into letters (id, kind, address, list_ids)
    values (${letterId}, 'confirm', 'mai@example.com', '{1}')`);

  const statusOf = async () =>
    (await db.execute(sql`select status from sends where id = ${send.id}`))[0]?.status;
  let working: Promise<void> = Promise.resolve();
  await db.transaction(async (tx) => {
    await tx.execute(sql`select from digests for update`);
    working = workMessages(deps, [
      messageOf('1', { kind: 'plan', sendId: send.id }),
      messageOf('2', { kind: 'letter', letterId }),
    ]);
    await expect.poll(async () => (await engine.stats()).accepted, { timeout: 10_000 }).toBe(1);
    expect(await statusOf()).toBe('planning');
  });
  await working;
  expect(await statusOf()).toBe('sending');
});
