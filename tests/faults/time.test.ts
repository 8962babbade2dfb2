import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished } from 'vitest';
import { writeChangedBuild } from './changed-build.ts';
import { proveFault } from './prove.ts';
import { readStates, readSteps } from './scenes.ts';
import { waitUntil } from './wait.ts';
import { judgeSend, readLog } from './witness.ts';
import { startWorld, type World } from './world.ts';

/** A send whose batch 0 was accepted, its answer lost; the other two are accepted and settled. */
async function startAmbiguousSend(world: World): Promise<string> {
  await world.order({ fault: 'drop', when: 'after', match: { batch: '0' } });
  const sendId = await world.startSend();
  await waitUntil('the other batches', async () => {
    const [first, ...others] = await readStates(world, sendId);
    return first === 'claimed' && others.every((state) => state === 'accepted');
  });
  const isBooked = async () => {
    const rows = await world.db.execute(sql`select 1 from batches where error is not null`);
    return rows.length === 1;
  };
  await waitUntil('the failure to be booked', isBooked);
  return sendId;
}

proveFault(
  'F23',
  'a worker that comes back after 25 hours never asks again under a key that the provider forgot',
  'Unknown and sent no second time; late webhooks, or the provider’s list, settle it as accepted.',
  async () => {
    const world = await startWorld();
    const sendId = await startAmbiguousSend(world);
    await world.worker.kill();
    await world.passTime(25 * 3600);
    await world.askMailbox('clock', { offsetSeconds: 25 * 3600 });
    const before = await readLog(world.mailboxUrl);
    await world.restartWorker();
    await world.finish(sendId);
    for (const id of before.find(({ fault }) => fault === 'drop')?.ids ?? []) {
      await world.askMailbox('events', { id, type: 'email.delivered' });
    }
    await waitUntil('the batch to be settled', async () => {
      await world.tick();
      return (await readStates(world, sendId))[0] === 'accepted';
    });
    expect(await readSteps(world, sendId, 0)).toContain('unknown');
    expect(await readLog(world.mailboxUrl)).toHaveLength(before.length);
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 250, accepted: 250 },
    });
  },
);

proveFault(
  'F24',
  'a deploy with another template, sender and signing key between two attempts repeats the same bytes',
  'The mail is frozen in the database, and so is the key that signed its links.',
  async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-build-'));
    onTestFinished(() => fs.rmSync(folder, { recursive: true }));
    const world = await startWorld();
    const sendId = await startAmbiguousSend(world);
    const [row] = await world.db.execute(sql`select digest_id from sends`);
    const readPreview = () => world.call('GET', `/api/digests/${row?.digest_id}/preview`);
    const before = await readPreview();
    await world.worker.kill();
    await world.restartWorker({
      config: writeChangedBuild(folder),
      variables: {
        FROM: 'other@example.com',
        SENDER_NAME: 'Another sender',
        PUBLIC_URL: 'https://other.example.com',
        SIGNING_KEYS:
          'another-key-for-tests-of-more-than-32-characters a-key-for-tests-of-more-than-32-characters',
      },
    });
    expect(await readPreview()).not.toBe(before);
    await world.finish(sendId);
    const log = await readLog(world.mailboxUrl);
    expect(log.filter(({ replayed }) => replayed)).toHaveLength(1);
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 250, accepted: 250 },
    });
  },
);
