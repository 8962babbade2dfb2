import { expect } from 'vitest';
import { enqueueLanes } from '../../src/jobs/enqueue.ts';
import { resumeSend } from '../../src/sending/commands/steer.ts';
import { readSend } from '../../src/sending/report/report.ts';
import { startSend } from '../support/sends.ts';
import { proveFault } from './prove.ts';
import { type EngineScene, letTimePass, readStates, readSteps, setEngineScene } from './scenes.ts';
import { waitUntil } from './wait.ts';
import { judgeSend, readLog } from './witness.ts';
import { shareWorld } from './world.ts';

const borrowWorld = shareWorld({ webhooks: true });

/** As an editor who has put right what was wrong. */
async function putRight(scene: EngineScene, sendId: string): Promise<void> {
  await fetch(`${scene.mailboxUrl}/_mailbox/faults`, { method: 'DELETE' });
  await resumeSend(scene.db, sendId);
  await enqueueLanes(scene.engine.deps, sendId);
  await letTimePass(scene);
}

for (const readers of [1, 250]) {
  proveFault(
    'F36',
    `a 400 “API key is invalid” to ${readers === 1 ? 'a single mail' : 'whole batches'} rejects nobody`,
    'Our credentials, not the readers: paused with the reason, and everybody gets their mail once it is put right.',
    async () => {
      const scene = await setEngineScene(readers);
      await scene.engine.fault({ fault: 'invalid_key400', times: 100 });
      const sendId = await startSend(scene.engine);
      await scene.engine.drain();
      const paused = await readSend(scene.db, sendId);
      expect(paused).toMatchObject({ status: 'paused', counts: { rejected: 0, pending: readers } });
      expect(paused.pauseReason).toContain('API key');
      await putRight(scene, sendId);
      const counts = { recipients: readers, accepted: readers };
      return judgeSend(scene, sendId, { status: 'sent', counts });
    },
  );
}

for (const readers of [1, 2, 3, 60, 400]) {
  proveFault(
    'F36',
    `a send to ${readers} whose every batch is refused alike pauses, and rejects nobody`,
    'While nothing was ever accepted nobody is given up: an editor looks, and everybody gets their mail.',
    async () => {
      const scene = await setEngineScene(readers);
      const addresses = Array.from({ length: readers }, (_, n) => `reader${n + 1}@example.com`);
      await scene.engine.fault({ fault: 'poison', addresses });
      const sendId = await startSend(scene.engine);
      await scene.engine.drain();
      expect(await readSend(scene.db, sendId)).toMatchObject({
        status: 'paused',
        counts: { rejected: 0, pending: readers },
      });
      expect((await readLog(scene.mailboxUrl)).length).toBeLessThanOrEqual(10);
      await putRight(scene, sendId);
      const counts = { recipients: readers, accepted: readers };
      return judgeSend(scene, sendId, { status: 'sent', counts });
    },
  );
}

proveFault(
  'F36',
  'a reader who is refused before anybody was accepted is rejected once another was',
  'Held back for half a minute, then rejected with the reason; the other has the mail.',
  async () => {
    const scene = await setEngineScene(2);
    await scene.engine.fault({ fault: 'poison', addresses: ['reader1@example.com'] });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    await letTimePass(scene);
    const counts = { recipients: 2, accepted: 1, rejected: 1 };
    return judgeSend(scene, sendId, { status: 'sent', counts });
  },
);

proveFault(
  'F36',
  'an editor who resumes a send that is refused whole gets the refusals of everybody, and an end',
  'Who resumed it has decided: now each is rejected with the reason.',
  async () => {
    const scene = await setEngineScene(2);
    const addresses = ['reader1@example.com', 'reader2@example.com'];
    await scene.engine.fault({ fault: 'poison', addresses });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    await resumeSend(scene.db, sendId);
    await enqueueLanes(scene.engine.deps, sendId);
    await letTimePass(scene);
    const counts = { recipients: 2, rejected: 2 };
    return judgeSend(scene, sendId, { status: 'sent', counts });
  },
);

proveFault(
  'F37',
  'a proxy that answers 413 to large calls gets smaller ones',
  'Whoever says it: the batch is halved until it fits; nobody is rejected, nothing waits for 23 hours.',
  async () => {
    const scene = await setEngineScene(250);
    // Some thirty mails of the sample.
    await scene.engine.fault({ fault: 'too_large', bytes: 500_000 });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    expect(await readStates(scene, sendId)).toContain('split');
    return judgeSend(scene, sendId, {
      status: 'sent',
      counts: { recipients: 250, accepted: 250 },
    });
  },
);

proveFault(
  'F37',
  'a 413 that meets a replay says nothing about the first call: the key is kept',
  'The first call was taken; halves under new keys would have mailed everybody twice.',
  async () => {
    const scene = await setEngineScene(100);
    await scene.engine.fault({ fault: 'drop', when: 'after' });
    await scene.engine.fault({ fault: 'html_status', status: 413 });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    await letTimePass(scene);
    expect(await readSteps(scene, sendId, 0)).not.toContain('split');
    return judgeSend(scene, sendId, {
      status: 'sent',
      counts: { recipients: 100, accepted: 100 },
    });
  },
);

for (const [status, when] of [
  [404, 'before'],
  [451, 'before'],
  [502, 'after'],
  [302, 'after'],
] as const) {
  proveFault(
    'F38',
    `a page of status ${status} in place of every answer, ${when} accepting, rests the send after ten`,
    'Nobody can know: what was called is asked for again under its key, the rest is not called meanwhile; it goes on by itself.',
    async () => {
      const scene = await setEngineScene(3_000);
      await scene.engine.fault({ fault: 'html_status', status, when, times: 10_000 });
      const sendId = await startSend(scene.engine);
      await scene.engine.drain();
      const rests = await readSend(scene.db, sendId);
      expect(rests.status).toBe('paused');
      expect(rests.pauseReason).toContain(`http_${status}`);
      expect((await readLog(scene.mailboxUrl)).length).toBeLessThan(20);
      const called = (await readStates(scene, sendId)).filter((state) => state === 'claimed');
      expect(called.length).toBeLessThan(20);
      // It looks again by itself, and rests longer.
      await scene.engine.passTime(60);
      await scene.engine.tick();
      await scene.engine.drain();
      expect(await readSend(scene.db, sendId)).toMatchObject({ status: 'paused' });
      await fetch(`${scene.mailboxUrl}/_mailbox/faults`, { method: 'DELETE' });
      for (let round = 0; round < 3; round++) await letTimePass(scene);
      return judgeSend(scene, sendId, {
        status: 'sent',
        counts: { recipients: 3_000, accepted: 3_000 },
      });
    },
  );
}

proveFault(
  'F38',
  'a page of status 403 pauses the send and says that it is not Resend who refuses',
  'Nothing was taken, whoever says so: paused for a person, nobody rejected.',
  async () => {
    const scene = await setEngineScene(250);
    await scene.engine.fault({ fault: 'html_status', status: 403, times: 100 });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    const paused = await readSend(scene.db, sendId);
    expect(paused).toMatchObject({ status: 'paused', counts: { rejected: 0, pending: 250 } });
    expect(paused.pauseReason).toContain('Something between us and Resend');
    await putRight(scene, sendId);
    return judgeSend(scene, sendId, {
      status: 'sent',
      counts: { recipients: 250, accepted: 250 },
    });
  },
);

proveFault(
  'F39',
  'mails that Resend accepts and then fails are counted, and pause the send',
  'Accepted stays accepted and is not sent again; from a hundred on, 2 % of it pause the send.',
  async () => {
    const world = await borrowWorld(400);
    await world.order({ fault: 'webhook_failed', reason: 'domain_not_verified', times: 2 });
    await world.order({ fault: 'rate_limit', retryAfter: 600, skip: 2, times: 40 });
    const sendId = await world.startSend();
    const failed = async () => (await world.readSend(sendId)).counts.failed;
    await waitUntil('the events', async () => (await failed()) === 200);
    await world.tick();
    const paused = await world.readSend(sendId);
    expect(paused).toMatchObject({ status: 'paused', warnings: [{ code: 'failed_later' }] });
    expect(paused.pauseReason).toContain('failed after Resend had accepted them');
    return judgeSend(world, sendId, {
      status: 'paused',
      counts: { recipients: 400, accepted: 200, pending: 200 },
    });
  },
);
