import { sql } from 'drizzle-orm';
import { expect, onTestFinished, vi } from 'vitest';
import { workDeadLetters } from '../../src/jobs/dead-letters.ts';
import { deliveryDeps } from '../../src/jobs/jobs.ts';
import { deliverRoad } from '../../src/sending/delivery/deliver.ts';
import { newRoad } from '../../src/sending/delivery/roads.ts';
import { startSend } from '../support/sends.ts';
import { writeConfigWithoutRetries } from './changed-config.ts';
import { proveFault } from './prove.ts';
import { letTimePass, readStates, setEngineScene, workOnce } from './scenes.ts';
import { byName } from './tcp-proxy.ts';
import { waitUntil } from './wait.ts';
import { judgeSend, readLog } from './witness.ts';
import { startWorld } from './world.ts';

const accepted = (recipients: number) => ({
  status: 'sent',
  counts: { recipients, accepted: recipients },
});

proveFault(
  'F16',
  'messages that come three times and in the opposite order send nobody twice',
  'A message only says that there is work: the claim gives each batch to one lane.',
  async () => {
    const scene = await setEngineScene(1_000);
    const sendId = await startSend(scene.engine);
    const { jobs, lanes } = scene.engine.queues;
    for (let round = 0; round < 3; round++) {
      for (const { messages } of [jobs, lanes]) {
        const thrice = [...messages, ...messages, ...messages].reverse();
        messages.splice(0, messages.length, ...thrice);
      }
      await workOnce(scene);
    }
    await scene.engine.drain();
    return judgeSend(scene, sendId, accepted(1_000));
  },
);

proveFault(
  'F16',
  'messages that are lost are enqueued again by the sweep',
  'The work stands in the database: after each loss the next tick goes on.',
  async () => {
    const scene = await setEngineScene(250);
    const { jobs, lanes } = scene.engine.queues;
    const sendId = await startSend(scene.engine);
    jobs.messages.length = 0;
    await scene.engine.passTime(60);
    await scene.engine.tick();
    await workOnce(scene);
    expect(await readStates(scene, sendId)).toEqual(['ready', 'ready', 'ready']);
    expect(lanes.messages).toHaveLength(1);
    lanes.messages.length = 0;
    await scene.engine.passTime(60);
    await scene.engine.tick();
    await scene.engine.drain();
    return judgeSend(scene, sendId, accepted(250));
  },
);

proveFault(
  'F16',
  'messages that come an hour late, after the send has ended, change nothing',
  'They find nothing to claim and are acknowledged.',
  async () => {
    const scene = await setEngineScene(250);
    const { jobs, lanes } = scene.engine.queues;
    const sendId = await startSend(scene.engine);
    const plan = [...jobs.messages];
    await workOnce(scene);
    const roads = [...lanes.messages];
    await scene.engine.drain();
    jobs.messages.push(...plan);
    lanes.messages.push(...roads);
    await scene.engine.passTime(3_600);
    await scene.engine.drain();
    expect(await readLog(scene.mailboxUrl)).toHaveLength(3);
    return judgeSend(scene, sendId, accepted(250));
  },
);

proveFault(
  'F16',
  'a message in the dead-letter queue is recorded, and the sweep does its work',
  'Buried with a line in the log; nothing is lost with it.',
  async () => {
    const scene = await setEngineScene(250);
    const sendId = await startSend(scene.engine);
    const dead = scene.engine.queues.jobs.messages.splice(0);
    await workDeadLetters(
      {},
      dead.map(({ body }) => ({ id: 'dead', body, attempts: 11, ack() {}, retry() {} })),
    );
    await letTimePass(scene);
    return judgeSend(scene, sendId, accepted(250));
  },
);

proveFault(
  'F16',
  'a queue that gives each message one chance in workerd loses nobody',
  'Every failed job becomes a dead letter at once; the sweep enqueues what it left.',
  async () => {
    const world = await startWorld({ config: writeConfigWithoutRetries() });
    const lostPlan = world.proxy.spring({ on: byName('insertBatches'), does: 'cut' });
    const sendId = await world.startSend();
    await lostPlan;
    const lostClaim = world.proxy.spring({ on: byName('claimNextBatch'), does: 'swallow' });
    await world.passTime(60);
    await world.tick();
    await lostClaim;
    await world.finish(sendId);
    return judgeSend(world, sendId, accepted(250));
  },
);

proveFault(
  'F17',
  'eight roads of lanes and the sweep at once work each batch once',
  'Claims pass over rows that others hold; two sweeps at once do no harm.',
  async () => {
    const scene = await setEngineScene(2_000);
    const sendId = await startSend(scene.engine);
    await workOnce(scene);
    const delivery = { ...deliveryDeps(scene.engine.deps), wantedRoads: () => 8 };
    await Promise.all([
      ...Array.from({ length: 8 }, () =>
        deliverRoad(delivery, { sendId, road: newRoad(), turn: 0 }),
      ),
      scene.engine.tick(),
      scene.engine.tick(),
    ]);
    await scene.engine.drain();
    expect(await readLog(scene.mailboxUrl)).toHaveLength(20);
    return judgeSend(scene, sendId, accepted(2_000));
  },
);

proveFault(
  'F17',
  'two workers with queues and cron of their own share one send',
  'Neither knows of the other; the database keeps them apart.',
  async () => {
    const world = await startWorld({ readers: 3_000, mailboxMode: 'lean' });
    const other = await world.addWorker();
    const sendId = await world.startSend();
    await waitUntil('the plan', async () => (await readStates(world, sendId)).length === 30);
    await Promise.all([world.tick(), world.tick(other), world.tick(other)]);
    await world.finish(sendId);
    return judgeSend(world, sendId, accepted(3_000));
  },
);

proveFault(
  'F18',
  'a lease that runs out during a slow call is taken over, and the late answer changes nothing',
  'The second worker replays the key; the settle of the first finds its lease gone.',
  async () => {
    const world = await startWorld();
    const other = await world.addWorker();
    await world.order({ fault: 'slow', when: 'before', delayMs: 3_000, match: { batch: '1' } });
    const sendId = await world.startSend();
    await waitUntil('the others', async () => {
      const states = await readStates(world, sendId);
      return states[0] === 'accepted' && states[2] === 'accepted';
    });
    await world.passTime(61);
    await world.tick(other);
    const [row] = await waitUntil('the second claim', async () => {
      const rows = await world.db.execute(sql`
        select attempts from batches where send_id = ${sendId} and n = 1 and attempts > 1`);
      return rows.length === 1 && rows;
    });
    expect(row?.attempts).toBe(2);
    await world.finish(sendId);
    const names = (await readLog(world.mailboxUrl)).map(({ name }) => name);
    expect(names).toContain('concurrent_idempotent_requests');
    return judgeSend(world, sendId, accepted(250));
  },
);

for (const [worker, provider] of [
  [600, -600],
  [-600, 600],
] as const) {
  proveFault(
    'F19',
    `clocks ten minutes ${worker > 0 ? 'ahead' : 'behind'} at the worker and the other way at the provider do no harm`,
    'Leases, keys and pace go by the clock of the database alone.',
    async () => {
      const scene = await setEngineScene(250);
      const { engine } = scene;
      await setMailboxClock(scene.mailboxUrl, provider - worker);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + worker * 1000 });
      onTestFinished(() => void vi.useRealTimers());
      await engine.fault({ fault: 'drop', when: 'after', times: 2 });
      const first = await startSend(scene.engine);
      await engine.drain();
      await letTimePass(scene);
      // Where no retry-after is given, the worker's clock says when the day ends: at most a day off.
      await engine.fault({ fault: 'daily_quota', times: 3 });
      const second = await startSend(scene.engine);
      await engine.drain();
      for (let day = 0; day < 4; day++) {
        await engine.passTime(86_400 + 1_200);
        await engine.tick();
        await engine.drain({ delayed: true });
      }
      return [
        await judgeSend(scene, first, accepted(250)),
        await judgeSend(scene, second, accepted(250)),
      ];
    },
  );
}

async function setMailboxClock(mailboxUrl: string, offsetSeconds: number): Promise<void> {
  await fetch(`${mailboxUrl}/_mailbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ offsetSeconds }),
  });
}
