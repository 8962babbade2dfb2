import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { expect } from 'vitest';
import { developmentWebhookSecret } from '../../dev/mailbox/server.ts';
import worker from '../../src/index.ts';
import { collectWork } from '../support/app.ts';
import { startCloudQueues } from '../support/cloud-queues.ts';
import { freshDatabase } from '../support/database.ts';
import { confirmReaders, testBindings } from '../support/engine.ts';
import { allRows } from '../support/rows.ts';
import { proveFault } from './prove.ts';
import { waitUntil } from './wait.ts';
import type { Verdict } from './witness.ts';
import { startWorld } from './world.ts';

/** The worker's own handlers, over queues that keep to Cloudflare's rules and a clock of the test's. */
async function setup() {
  const database = await freshDatabase();
  const readers = await confirmReaders({ database }, 30);
  const { bindings } = testBindings(database.url, 'http://127.0.0.1:9');
  const states = {
    well: { ...bindings },
    databaseAway: { ...bindings, DB: { connectionString: 'postgres://x@127.0.0.1:9/none' } },
    cannotStart: { ...bindings, SIGNING_KEYS: 'too short' },
  };
  let state: keyof typeof states = 'well';
  const queues = startCloudQueues((batch) => worker.queue(batch, states[state]));
  for (const each of Object.values(states)) Object.assign(each, queues.bindings);
  const sentIds: string[] = [];
  return {
    database,
    queues,
    be(other: keyof typeof states) {
      state = other;
    },
    /** Three transient bounces of each reader: the third event of a kind counts, a repeated one must not. */
    async tellBounces(from = 0, to = 90) {
      for (let n = from; n < to; n++) {
        const id = `msg_${n}`;
        const tags = { subscriber: String(readers[n % readers.length]) };
        const data = { tags, bounce: { type: 'Transient' } };
        const status = await post({ ...states[state] }, id, { type: 'email.bounced', data });
        expect(status).toBe(202);
        sentIds.push(id);
      }
    },
    async judge(): Promise<Verdict> {
      const stored = allRows<{ id: string }>(await database.db.execute(sql`select id from events`));
      const runs = allRows<{ bounces: number }>(
        await database.db.execute(sql`select transient_bounces::int as bounces from subscribers`),
      );
      const kept = new Set(stored.map(({ id }) => id));
      const counted = runs.reduce((sum, { bounces }) => sum + bounces, 0);
      expect(queues.lost).toEqual([]);
      return {
        lost: sentIds.filter((id) => !kept.has(id)).length,
        duplicated: counted - sentIds.length,
      };
    },
  };
}

async function post(bindings: object, id: string, payload: object): Promise<number> {
  const body = JSON.stringify({ created_at: new Date().toISOString(), ...payload });
  const sentAt = new Date();
  const request = new Request('https://digest.example.com/webhooks/resend', {
    method: 'POST',
    body,
    headers: {
      'svix-id': id,
      'svix-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'svix-signature': new Webhook(developmentWebhookSecret).sign(id, sentAt, body),
    },
  });
  return (await worker.fetch(request, bindings, collectWork().context)).status;
}

const hour = 3600;
const quarter = 900;
const outages = [
  { name: 'ten minutes', seconds: 600 },
  { name: 'ten hours', seconds: 10 * hour },
  { name: 'two days, past the last retry', seconds: 48 * hour },
];
for (const { name, seconds } of outages) {
  proveFault(
    'F35',
    `PostgreSQL gone for ${name} loses no event: each arrives once`,
    'Events wait in their queue, tried ever more rarely; at most a quarter of an hour after it is back all are in.',
    async () => {
      const scene = await setup();
      scene.be('databaseAway');
      await scene.tellBounces(0, 45);
      await scene.queues.pass(seconds / 2);
      await scene.tellBounces(45, 90);
      await scene.queues.pass(seconds / 2);
      expect(scene.queues.waiting()).toBeGreaterThanOrEqual(90);
      scene.be('well');
      await scene.queues.pass(quarter + 10);
      expect(scene.queues.waiting()).toBe(0);
      return scene.judge();
    },
  );
}

proveFault(
  'F35',
  'a worker that does not start for five hours, for a secret is wrong, loses no event',
  'Its queue hands events over in vain until they are dead letters; their consumer needs no secret and puts them back.',
  async () => {
    const scene = await setup();
    await scene.tellBounces();
    scene.be('cannotStart');
    await scene.queues.pass(5 * hour);
    expect(scene.queues.waiting()).toBeGreaterThanOrEqual(90);
    scene.be('well');
    await scene.queues.pass(2 * quarter);
    expect(scene.queues.waiting()).toBe(0);
    return scene.judge();
  },
);

proveFault(
  'F35',
  'in workerd, PostgreSQL killed while events come in keeps none of them out',
  'Taken with 202 while it is gone, folded after it is back.',
  async () => {
    const world = await startWorld({ readers: 1, ownPostgres: true });
    const postgres = await world.crashPostgres();
    const ids = Array.from({ length: 20 }, (_, n) => `msg_${n}`);
    for (const id of ids) {
      const body = JSON.stringify({ type: 'email.delivered', data: {} });
      const now = new Date();
      const headers = {
        'svix-id': id,
        'svix-timestamp': String(Math.floor(now.getTime() / 1000)),
        'svix-signature': new Webhook(developmentWebhookSecret).sign(id, now, body),
      };
      const url = `${world.url}/webhooks/resend`;
      expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(202);
    }
    await waitUntil('a first try in vain', () => world.proxy.mostLines > 0);
    await postgres.start();
    const stored = async () => {
      const rows = await world.db.execute<{ id: string }>(sql`select id from events`);
      return Array.from(rows, ({ id }) => id);
    };
    await waitUntil('the events', async () => (await stored()).length === 20, 60);
    const kept = new Set(await stored());
    return { lost: ids.filter((id) => !kept.has(id)).length, duplicated: 0 };
  },
);
