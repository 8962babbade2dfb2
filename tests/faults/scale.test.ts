import { expect, onTestFinished } from 'vitest';
import { proveFault } from './prove.ts';
import { waitUntil } from './wait.ts';
import { judgeSend } from './witness.ts';
import { startWorld } from './world.ts';

/** FAULTS=full: the million. Else as many as a CI machine sends in seconds. */
const recipients = process.env.FAULTS === 'full' ? 1_000_000 : 20_000;
proveFault(
  'F27',
  'a very large send stays within a worker’s memory and connections',
  'Batch by batch from the frozen bytes: memory does not grow with the audience.',
  async () => {
    const world = await startWorld({ readers: recipients, mailboxMode: 'lean' });
    const idleMB = world.worker.memoryMB();
    let mostMB = 0;
    const sampler = setInterval(() => {
      mostMB = Math.max(mostMB, world.worker.memoryMB());
    }, 250);
    onTestFinished(() => clearInterval(sampler));
    const sendId = await world.startSend();
    const isSent = async () => (await world.readSend(sendId)).status === 'sent';
    await waitUntil('the send to end', isSent, Math.max(80, recipients / 1_000));
    // Resident memory counts the runtime and all isolates; 128 MB are for one isolate alone.
    expect(mostMB - idleMB).toBeLessThan(128);
    expect(world.proxy.mostLines).toBeLessThanOrEqual(6);
    expect(await world.askMailbox('stats')).toMatchObject({ distinct: recipients, duplicates: 0 });
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients, accepted: recipients },
    });
  },
  Math.max(120_000, recipients * 2),
);
