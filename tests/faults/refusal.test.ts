import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { enqueueLanes } from '../../src/jobs/enqueue.ts';
import { resumeSend } from '../../src/sending/commands/steer.ts';
import { readSend } from '../../src/sending/report/report.ts';
import { startSend } from '../support/sends.ts';
import { proveFault } from './prove.ts';
import { letTimePass, readStates, setEngineScene } from './scenes.ts';
import { judgeSend, readAccepted, readLog } from './witness.ts';

const allAccepted = { status: 'sent', counts: { recipients: 250, accepted: 250 } };

proveFault(
  'F6',
  'a storm of 429, with and without retry-after, slows the send and loses nobody',
  'Refused for certain: back to ready, no attempt counted, the rate lowered; then accepted.',
  async () => {
    const scene = await setEngineScene(250);
    const { engine } = scene;
    await engine.fault({ fault: 'rate_limit', retryAfter: null, times: 5 });
    // Longer than a lane sleeps for a slot: the test lets the time pass.
    await engine.fault({ fault: 'rate_limit', retryAfter: 300, times: 5 });
    const sendId = await startSend(scene.engine);
    await engine.drain();
    const [pace] = await scene.db.execute(sql`select rate, next_at > now() as waits from pace`);
    expect(pace).toMatchObject({ waits: true });
    expect(Number(pace?.rate)).toBeLessThan(1000);
    for (let turn = 0; turn < 4; turn++) await letTimePass(scene);
    const [row] = await scene.db.execute(sql`select max(attempts) as most from batches`);
    expect(row?.most).toBe(1);
    return judgeSend(scene, sendId, allAccepted);
  },
);

const gates = [
  { number: 'F6', what: 'a 429', order: { fault: 'rate_limit', retryAfter: 300 } },
  { number: 'F7', what: 'a used-up quota', order: { fault: 'daily_quota', retryAfter: 3_600 } },
] as const;
for (const { number, what, order } of gates) {
  proveFault(
    number,
    `${what} that meets a replay says nothing about the first call: the key is kept`,
    'The first call was taken, so a new key would have mailed everybody twice.',
    async () => {
      const scene = await setEngineScene(100);
      await scene.engine.fault({ fault: 'drop', when: 'after' });
      await scene.engine.fault(order);
      const sendId = await startSend(scene.engine);
      await scene.engine.drain();
      await letTimePass(scene);
      await scene.engine.passTime(3_600);
      await letTimePass(scene);
      const log = await readLog(scene.mailboxUrl);
      expect(log.map(({ name }) => name)).toContain(
        order.fault === 'rate_limit' ? 'rate_limit_exceeded' : 'daily_quota_exceeded',
      );
      expect(new Set(log.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
      return judgeSend(scene, sendId, {
        status: 'sent',
        counts: { recipients: 100, accepted: 100 },
      });
    },
  );
}

for (const period of ['daily', 'monthly'] as const) {
  proveFault(
    'F7',
    `a used-up ${period} quota pauses the send, and the sweep resumes it after the reset`,
    'Refused for certain: paused with the reason, resumed by the machine, everybody accepted.',
    async () => {
      const scene = await setEngineScene(250);
      const { engine } = scene;
      await engine.fault({ fault: `${period}_quota`, skip: 1, times: 3 });
      const sendId = await startSend(scene.engine);
      await engine.drain();
      const paused = await readSend(scene.db, sendId);
      expect(paused).toMatchObject({ status: 'paused', pauseReason: `${period}_quota_exceeded` });
      await engine.tick();
      expect(await readSend(scene.db, sendId)).toMatchObject({ status: 'paused' });
      // Three lanes may have met it before the pause; each may have to be waited for again.
      for (let month = 0; month < 4; month++) {
        await engine.passTime(31 * 86_400);
        await engine.tick();
        await engine.drain({ delayed: true });
      }
      return judgeSend(scene, sendId, allAccepted);
    },
  );
}

proveFault(
  'F9',
  'a 409 for a call that is still running is waited for',
  'In flight: the same bytes under the same key, later.',
  async () => {
    const scene = await setEngineScene(250);
    await scene.engine.fault({ fault: 'concurrent409', times: 4 });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    await letTimePass(scene);
    const keys = (await readLog(scene.mailboxUrl)).map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(3);
    return judgeSend(scene, sendId, allAccepted);
  },
);

proveFault(
  'F9',
  'a 409 for other bytes under the same key pauses, and no new key is made',
  'Paused for a person; resumed, the batch asks again under the key it had.',
  async () => {
    const scene = await setEngineScene(250);
    const { engine } = scene;
    await engine.fault({ fault: 'invalid409' });
    const sendId = await startSend(scene.engine);
    await engine.drain();
    const paused = await readSend(scene.db, sendId);
    expect(paused.pauseReason).toContain('invalid_idempotent_request');
    await letTimePass(scene);
    expect(await readSend(scene.db, sendId)).toMatchObject({ status: 'paused' });
    await resumeSend(scene.db, sendId);
    await enqueueLanes(engine.deps, sendId);
    await letTimePass(scene);
    const keys = (await readLog(scene.mailboxUrl)).map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(3);
    return judgeSend(scene, sendId, allAccepted);
  },
);

proveFault(
  'F10',
  'an answer with too few, too many or no ids is not believed',
  'Ambiguous: replayed under the same key until the ids are as many as the mails.',
  async () => {
    const scene = await setEngineScene(250);
    await scene.engine.fault({ fault: 'wrong_count' });
    await scene.engine.fault({ fault: 'wrong_count', count: 0 });
    await scene.engine.fault({ fault: 'wrong_count', count: 101 });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    await letTimePass(scene);
    return judgeSend(scene, sendId, allAccepted);
  },
);

proveFault(
  'F10',
  'ids in a wrong order change nobody’s outcome: events find their reader by the tags',
  'Accepted once each; only the shown provider ids are as the provider gave them.',
  async () => {
    const scene = await setEngineScene(100);
    await scene.engine.fault({ fault: 'wrong_order' });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    return judgeSend(scene, sendId, {
      status: 'sent',
      counts: { recipients: 100, accepted: 100 },
      idsMatch: false,
    });
  },
);

const poisoned = [
  { name: 'one poisoned address in a hundred harms', bad: [42] },
  { name: 'five poisoned addresses in a hundred harm', bad: [1, 42, 43, 77, 100] },
];
for (const { name, bad } of poisoned) {
  proveFault(
    'F11',
    `${name} nobody else`,
    'Split by halves until the bad ones stand alone: they are rejected, the others accepted.',
    async () => {
      const scene = await setEngineScene(250);
      const addresses = bad.map((n) => `reader${n}@example.com`);
      await scene.engine.fault({ fault: 'poison', addresses });
      const sendId = await startSend(scene.engine);
      await scene.engine.drain();
      const accepted = await readAccepted(scene.mailboxUrl, sendId);
      for (const n of bad) expect(accepted.has(scene.readers[n - 1] ?? 0)).toBe(false);
      return judgeSend(scene, sendId, {
        status: 'sent',
        counts: { recipients: 250, accepted: 250 - bad.length, rejected: bad.length },
      });
    },
  );
}

proveFault(
  'F11',
  'a batch of poisoned addresses alone is rejected one by one, and the others get their mail',
  'A hundred rejected with the reason, the rest accepted; the send ends.',
  async () => {
    const scene = await setEngineScene(250);
    const addresses = Array.from({ length: 100 }, (_, n) => `reader${n + 1}@example.com`);
    await scene.engine.fault({ fault: 'poison', addresses });
    const sendId = await startSend(scene.engine);
    await scene.engine.drain();
    expect((await readStates(scene, sendId)).filter((state) => state === 'split')).toHaveLength(99);
    return judgeSend(scene, sendId, {
      status: 'sent',
      counts: { recipients: 250, accepted: 150, rejected: 100 },
    });
  },
);
