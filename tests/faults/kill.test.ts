import { expect } from 'vitest';
import { proveFault } from './prove.ts';
import { readStates } from './scenes.ts';
import { byName } from './tcp-proxy.ts';
import { waitUntil } from './wait.ts';
import { judgeSend, readAccepted, readLog } from './witness.ts';
import { startWorld } from './world.ts';

const allAccepted = { status: 'sent', counts: { recipients: 250, accepted: 250 } };

proveFault(
  'F1',
  'a worker killed between the claim and the call leaves a batch that the next one sends',
  'The lease runs out; the batch is claimed again under its stored key and accepted once.',
  async () => {
    const world = await startWorld();
    const claimed = world.proxy.spring({ on: byName('claimNextBatch'), does: 'hold' });
    const sendId = await world.startSend();
    await claimed;
    await world.worker.kill();
    expect(await readStates(world, sendId)).toContain('claimed');
    await world.restartWorker();
    await world.finish(sendId);
    return judgeSend(world, sendId, allAccepted);
  },
);

proveFault(
  'F2',
  'a worker killed after the acceptance and before the settle replays the same key, and nobody gets two',
  'The provider answers the replay from its key; the ids of the first call are stored.',
  async () => {
    const world = await startWorld();
    const settling = world.proxy.spring({
      on: byName('settleBatch'),
      does: 'cut',
    });
    const sendId = await world.startSend();
    await settling;
    await world.worker.kill();
    expect((await readAccepted(world.mailboxUrl, sendId)).size).toBeGreaterThanOrEqual(50);
    expect(await readStates(world, sendId)).toContain('claimed');
    await world.restartWorker();
    await world.finish(sendId);
    expect((await readLog(world.mailboxUrl)).filter(({ replayed }) => replayed)).not.toEqual([]);
    return judgeSend(world, sendId, allAccepted);
  },
);

proveFault(
  'F2',
  'a worker killed in mid-send of 20,000 is started again, and 20,000 readers get one mail each',
  'What was under way is replayed, the rest goes on: 20,000 accepted, each once.',
  async () => {
    const world = await startWorld({ readers: 20_000, mailboxMode: 'lean' });
    const sendId = await world.startSend();
    const readStats = () => world.askMailbox<{ accepted: number }>('stats');
    await waitUntil('a part of the mail', async () => (await readStats()).accepted > 3_000);
    await world.worker.kill();
    const { accepted } = await readStats();
    expect(accepted).toBeLessThan(20_000);
    expect((await readStates(world, sendId)).length).toBe(200);
    await world.restartWorker();
    await world.finish(sendId);
    expect(await world.askMailbox('stats')).toMatchObject({ distinct: 20_000, duplicates: 0 });
    return judgeSend(world, sendId, {
      status: 'sent',
      counts: { recipients: 20_000, accepted: 20_000 },
    });
  },
);

proveFault(
  'F3',
  'a worker killed in the middle of the plan leaves nothing of it, and the next one plans anew',
  'The transaction is rolled back whole; the sweep finds the send still planning.',
  async () => {
    const world = await startWorld();
    const planning = world.proxy.spring({ on: byName('insertBatches'), does: 'hold' });
    const sendId = await world.startSend();
    await planning;
    await world.worker.kill();
    expect(await readStates(world, sendId)).toEqual([]);
    await world.restartWorker();
    expect(await world.readSend(sendId)).toMatchObject({ status: 'planning' });
    await world.finish(sendId);
    return judgeSend(world, sendId, allAccepted);
  },
);

proveFault(
  'F4',
  'a worker killed between the commit of the plan and its message loses nobody',
  'No message was ever sent; the sweep sees workable batches and enqueues again.',
  async () => {
    const world = await startWorld();
    const committed = world.proxy.spring({
      on: /^commit/i,
      after: byName('insertBatches'),
      does: 'hold',
    });
    const sendId = await world.startSend();
    await committed;
    await world.worker.kill();
    expect(await readStates(world, sendId)).toEqual(['ready', 'ready', 'ready']);
    await world.restartWorker();
    await world.finish(sendId);
    return judgeSend(world, sendId, allAccepted);
  },
);

proveFault(
  'F4',
  'a worker killed between the insert of a send and its answer starts it once, though the client repeats',
  'The sweep plans the send; the repeated request finds it under its key and starts no second one.',
  async () => {
    const world = await startWorld();
    const key = { 'idempotency-key': 'the-first-of-june' };
    const inserted = world.proxy.spring({
      on: /^commit/i,
      after: byName('insertSend'),
      does: 'hold',
    });
    const first = world.startSend(key).catch(() => null);
    await inserted;
    await world.worker.kill();
    expect(await first).toBeNull();
    await world.restartWorker();
    const [row] = await world.db.execute<{ id: string; body: object }>(`
      select id, json_build_object('digestId', digest_id, 'revision', revision,
        'lists', array['digest']) as body from sends`);
    const sendId = row?.id ?? '';
    await world.passTime(3_600);
    const again = await world.call('POST', '/api/sends', row?.body, key);
    expect(again).toMatchObject({ id: sendId });
    await world.finish(sendId);
    expect(await world.call('GET', '/api/sends')).toMatchObject({ data: [{ id: sendId }] });
    return judgeSend(world, sendId, allAccepted);
  },
);
