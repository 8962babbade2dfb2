import { expect } from 'vitest';
import { proveFault } from './prove.ts';
import { readStates, readSteps } from './scenes.ts';
import { waitUntil } from './wait.ts';
import { judgeSend, readLog } from './witness.ts';
import { shareWorld, type World } from './world.ts';

const borrowWorld = shareWorld();
const allAccepted = { status: 'sent', counts: { recipients: 250, accepted: 250 } };

const spoiled = [
  { name: 'cut off', order: { fault: 'drop', when: 'after' } },
  { name: 'cut in half', order: { fault: 'truncate' } },
  { name: 'an HTML page with status 200', order: { fault: 'html200', when: 'after' } },
];
for (const { name, order } of spoiled) {
  proveFault(
    'F5',
    `an answer that is ${name} is asked for again under the same key`,
    'Ambiguous: the same bytes are replayed, and the provider gives its first answer again.',
    async () => {
      const world = await borrowWorld();
      await world.order({ ...order, times: 3 });
      const sendId = await world.startSend();
      await world.finish(sendId);
      const log = await readLog(world.mailboxUrl);
      expect(log.filter(({ fault }) => fault === order.fault)).toHaveLength(3);
      expect(new Set(log.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
      return judgeSend(world, sendId, allAccepted);
    },
  );
}

proveFault(
  'F5',
  'an answer that never comes is given up after 30 seconds and asked for again',
  'Our own time-out: ambiguous, replayed under the same key.',
  async () => {
    const world = await borrowWorld();
    await world.order({ fault: 'hang', when: 'after', match: { batch: '1' } });
    const sendId = await world.startSend();
    await world.finish(sendId);
    expect((await readLog(world.mailboxUrl)).map(({ fault }) => fault)).toContain('hang');
    return judgeSend(world, sendId, allAccepted);
  },
);

proveFault(
  'F8',
  'a 500, a 502 and a 503 before anything is accepted only delay their batches',
  'Ambiguous for us: replayed under the same key, and accepted then.',
  async () => {
    const world = await borrowWorld();
    for (const fault of ['error500', 'error502', 'error503']) await world.order({ fault });
    const sendId = await world.startSend();
    await world.finish(sendId);
    return judgeSend(world, sendId, allAccepted);
  },
);

proveFault(
  'F8',
  'a 500, a 502 and a 503 after the mail was accepted make no second mail',
  'Replayed under the same key; the provider knows it and gives the ids.',
  async () => {
    const world = await borrowWorld();
    for (const fault of ['error500', 'error502', 'error503']) {
      await world.order({ fault, when: 'after' });
    }
    const sendId = await world.startSend();
    await world.finish(sendId);
    return judgeSend(world, sendId, allAccepted);
  },
);

/** Until the key of batch 0 is 23 hours old: unknown, and the provider is asked no more. */
async function outliveKey(world: World, sendId: string): Promise<void> {
  await waitUntil('the error to be answered', async () =>
    (await readLog(world.mailboxUrl)).some(({ fault }) => fault === 'error500'),
  );
  await waitUntil('the other batches', async () => {
    const [, ...others] = await readStates(world, sendId);
    return others.length === 2 && others.every((state) => state === 'accepted');
  });
  await world.passTime(23 * 3600);
  const before = (await readLog(world.mailboxUrl)).length;
  await world.finish(sendId);
  expect((await readLog(world.mailboxUrl)).length).toBe(before);
  expect(await readSteps(world, sendId, 0)).toContain('unknown');
}

proveFault(
  'F8',
  'a 500 that the provider keeps under the key, though it accepted, is unknown until the provider’s list tells',
  'After 23 hours unknown, never sent again; asked for its list, the provider names the mails.',
  async () => {
    const world = await borrowWorld();
    const match = { batch: '0' };
    await world.order({ fault: 'error500', when: 'after', cached: true, match });
    const sendId = await world.startSend();
    await outliveKey(world, sendId);
    await waitUntil('the list to settle it', async () => {
      await world.tick();
      return (await readStates(world, sendId))[0] === 'accepted';
    });
    return judgeSend(world, sendId, allAccepted);
  },
);

proveFault(
  'F8',
  'a 500 that the provider keeps under the key, having accepted nothing, stays unknown and is shown so',
  'After 23 hours unknown: an editor sees who, and the machine sends nothing again.',
  async () => {
    const world = await borrowWorld();
    await world.order({ fault: 'error500', cached: true, match: { batch: '0' } });
    const sendId = await world.startSend();
    await outliveKey(world, sendId);
    const page = await world.call<{ data: unknown[] }>(
      'GET',
      `/api/sends/${sendId}/recipients?outcome=unknown&limit=200`,
    );
    expect(page.data).toHaveLength(100);
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 250, accepted: 150, unknown: 100 },
    });
  },
);
