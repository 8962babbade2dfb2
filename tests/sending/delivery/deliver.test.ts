import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../src/db/client.ts';
import { enqueuePlan } from '../../../src/jobs/enqueue.ts';
import { deliveryDeps } from '../../../src/jobs/jobs.ts';
import { deliverRoad } from '../../../src/sending/delivery/deliver.ts';
import { newRoad } from '../../../src/sending/delivery/roads.ts';
import { planSend } from '../../../src/sending/planning/plan.ts';
import { senderOf } from '../../../src/wiring.ts';
import { confirmReaders, startEngine } from '../../support/engine.ts';
import { newSend } from '../../support/sends.ts';

test('a lane that loses its database with the answer fails once: nothing else fails unheard', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 1);
  const { db, env, tokens, resend } = engine.deps;
  const send = await newSend(engine);
  await planSend(db, senderOf(env), env.RATE, send.id, tokens.keyName, null);

  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  onTestFinished(() => {
    process.off('unhandledRejection', hear);
  });
  const lost = openDatabase(engine.database.url);
  const lane = deliverRoad(
    {
      ...deliveryDeps(engine.deps),
      db: lost.db,
      resend: {
        ...resend,
        async sendBatch(...call) {
          const outcome = await resend.sendBatch(...call);
          await lost.close();
          return outcome;
        },
      },
    },
    { sendId: send.id, road: newRoad(), turn: 0 },
  );
  await expect(lane).rejects.toThrow('Failed query');
  await new Promise(setImmediate);
  expect(unheard).toEqual([]);
});

test('an isolate that saw success before takes off what an unclear answer counted since', async () => {
  const engine = await startEngine();
  await confirmReaders(engine, 200);
  const { db } = engine.deps;
  const send = await newSend(engine);
  const readTrouble = async () =>
    Array.from(await db.execute(sql`select status, unclear from sends where id = ${send.id}`));
  await enqueuePlan(engine.deps, send.id);
  await engine.fault({ fault: 'error503', skip: 1, times: 1 });
  await engine.drain();
  // Counted before or after the first success, as the two lanes come.
  expect(await readTrouble()).toMatchObject([{ status: 'sending' }]);
  await engine.passTime(120);
  await engine.drain({ delayed: true });
  expect(await readTrouble()).toEqual([{ status: 'sent', unclear: 0 }]);
});
