import { expect } from 'vitest';
import type { SendView } from '../../src/sending/report/send-view.ts';
import { plainDigest } from '../support/engine.ts';
import { proveFault } from './prove.ts';
import { readStates } from './scenes.ts';
import { waitUntil } from './wait.ts';
import { judgeSend, readAccepted, readLog } from './witness.ts';
import { shareWorld, type World } from './world.ts';

const borrowWorld = shareWorld();

/** A send whose every call takes a while; gives it when some of it is accepted. */
async function startSlowSend(world: World): Promise<string> {
  await world.order({ fault: 'slow', when: 'before', delayMs: 600, times: 100 });
  const sendId = await world.startSend();
  await waitUntil(
    'the first acceptance',
    async () => (await readAccepted(world.mailboxUrl, sendId)).size > 0,
  );
  return sendId;
}

/** The calls under way have ended, and nothing starts, whatever the sweep and time do. */
async function expectStandstill(world: World, sendId: string): Promise<void> {
  await waitUntil('the calls under way', async () => {
    return !(await readStates(world, sendId)).includes('claimed');
  });
  const before = (await readLog(world.mailboxUrl)).length;
  for (let round = 0; round < 3; round++) {
    await world.passTime(100);
    await world.tick();
  }
  expect((await readLog(world.mailboxUrl)).length).toBe(before);
}

proveFault(
  'F20',
  'a send that is paused in mid-send stops within one batch a lane, and resumed it ends',
  'The calls under way settle, nothing new starts; after the resume everybody is accepted once.',
  async () => {
    const world = await borrowWorld(2_000);
    const sendId = await startSlowSend(world);
    await world.call('POST', `/api/sends/${sendId}/pause`);
    await expectStandstill(world, sendId);
    expect((await readAccepted(world.mailboxUrl, sendId)).size).toBeLessThan(2_000);
    expect(await world.readSend(sendId)).toMatchObject({ status: 'paused' });
    await world.call('POST', `/api/sends/${sendId}/resume`);
    await world.finish(sendId);
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 2_000, accepted: 2_000 },
    });
  },
);

proveFault(
  'F20',
  'a send that is cancelled in mid-send stops within one batch a lane, for good',
  'What was handed over is accepted, the rest cancelled; the books agree with the provider.',
  async () => {
    const world = await borrowWorld(2_000);
    const sendId = await startSlowSend(world);
    await world.call('POST', `/api/sends/${sendId}/cancel`);
    await expectStandstill(world, sendId);
    const accepted = (await readAccepted(world.mailboxUrl, sendId)).size;
    expect(accepted).toBeLessThan(2_000);
    await expect(world.call('POST', `/api/sends/${sendId}/resume`)).rejects.toThrow('409');
    return judgeSend(world, sendId, {
      status: 'cancelled',
      counts: { recipients: 2_000, accepted, cancelled: 2_000 - accepted },
    });
  },
);

proveFault(
  'F20',
  'pausing and resuming over and over in mid-send mails nobody twice',
  'Lanes of before and after the pause meet at the claim.',
  async () => {
    const world = await borrowWorld(1_000);
    const sendId = await startSlowSend(world);
    let turns = 0;
    for (const verb of ['pause', 'resume', 'pause', 'resume', 'pause', 'resume']) {
      // On a slow machine it may have ended meanwhile: then there is nothing to pause.
      const send = await world
        .call<SendView>('POST', `/api/sends/${sendId}/${verb}`)
        .catch(() => world.readSend(sendId));
      if (send.status === 'sent') break;
      turns += 1;
    }
    expect(turns).toBeGreaterThan(0);
    await world.finish(sendId);
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 1_000, accepted: 1_000 },
    });
  },
);

proveFault(
  'F20',
  'a trigger that is pulled five times at once under one key starts one send',
  'One send; the others are told that the first is not answered yet, or get its answer.',
  async () => {
    const world = await borrowWorld();
    const digest = await world.call<{ id: string }>('POST', '/api/digests', plainDigest);
    const input = { digestId: digest.id, revision: 1, lists: ['digest'] };
    const key = { 'idempotency-key': 'once' };
    const pulls = Array.from({ length: 5 }, () =>
      world.call<SendView>('POST', '/api/sends', input, key).catch(() => null),
    );
    const ids = new Set((await Promise.all(pulls)).flatMap((send) => (send ? [send.id] : [])));
    expect(ids.size).toBe(1);
    const [sendId = ''] = ids;
    await world.finish(sendId);
    const sends = await world.call<{ data: SendView[] }>('GET', '/api/sends');
    expect(sends.data).toHaveLength(1);
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 250, accepted: 250 },
    });
  },
);

proveFault(
  'F28',
  'a client that repeats the trigger, while it runs and after it ended, starts nothing more',
  'The same key gets the first answer; another body under it is refused.',
  async () => {
    const world = await borrowWorld();
    const digest = await world.call<{ id: string }>('POST', '/api/digests', plainDigest);
    const input = { digestId: digest.id, revision: 1, lists: ['digest'] };
    const key = { 'idempotency-key': 'again' };
    const pull = (body: object) => world.call<SendView>('POST', '/api/sends', body, key);
    const first = await pull(input);
    expect((await pull(input)).id).toBe(first.id);
    await world.finish(first.id);
    expect((await pull(input)).id).toBe(first.id);
    await expect(pull({ ...input, expectedRecipients: 7 })).rejects.toThrow('422');
    const sends = await world.call<{ data: SendView[] }>('GET', '/api/sends');
    expect(sends.data).toHaveLength(1);
    return judgeSend(world, first.id, {
      status: 'sent',
      counts: { recipients: 250, accepted: 250 },
    });
  },
);
