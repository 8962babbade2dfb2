// The send engine without HTTP: a database, a mailbox, and queues that the test drains by hand.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { onTestFinished } from 'vitest';
import {
  developmentWebhookSecret,
  type RunningMailbox,
  startMailbox,
} from '../../dev/mailbox/server.ts';
import type { DigestInput } from '../../src/digest/schema.ts';
import type { QueueBinding } from '../../src/env.ts';
import { workMessages } from '../../src/jobs/jobs.ts';
import type { QueueMessage } from '../../src/jobs/queue-message.ts';
import { tick } from '../../src/jobs/tick.ts';
import type { SendInput } from '../../src/sending/commands/check-send.ts';
import { type EstimateView, estimateSend } from '../../src/sending/commands/estimate.ts';
import { createDeps, type Deps, senderOf } from '../../src/wiring.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { storeDigest } from './fixtures.ts';
import { passTime } from './time.ts';

export interface TestQueue extends QueueBinding<unknown> {
  messages: { body: unknown; delaySeconds?: number }[];
}

export function testQueue(): TestQueue {
  const messages: TestQueue['messages'] = [];
  return {
    messages,
    async send(body, options) {
      messages.push({ body, ...options });
    },
    async sendBatch(batch) {
      messages.push(...batch);
    },
  };
}

/** Nothing works them but the test. */
export type TestQueues = Record<'jobs' | 'lanes' | 'letters' | 'events', TestQueue>;

export interface Engine {
  deps: Deps;
  database: TestDatabase;
  mailbox: RunningMailbox;
  queues: TestQueues;
  /** Works queued messages until none is due; with `delayed`, first those that wait for later. */
  drain(options?: { delayed?: boolean }): Promise<void>;
  tick(): Promise<void>;
  /** What the provider saw. */
  stats(): Promise<{ accepted: number; distinct: number; duplicates: number; requests: number }>;
  messages(query?: string): Promise<MailboxMessage[]>;
  fault(order: Record<string, unknown>): Promise<void>;
  /** As if so long had gone by: see `passTime`. */
  passTime(interval: string | number): Promise<void>;
}

export interface MailboxMessage {
  id: string;
  from: string;
  to: string[];
  reply_to?: string | string[];
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
}

/** The variables of a worker that sends to `mailboxUrl`. */
export function testBindings(databaseUrl: string, mailboxUrl: string) {
  const queues: TestQueues = {
    jobs: testQueue(),
    lanes: testQueue(),
    letters: testQueue(),
    events: testQueue(),
  };
  const bindings = {
    DB: { connectionString: databaseUrl },
    JOBS: queues.jobs,
    LANES: queues.lanes,
    LETTERS: queues.letters,
    EVENTS: queues.events,
    ASSETS: { fetch: async () => new Response('not found', { status: 404 }) },
    ENVIRONMENT: 'development',
    PUBLIC_URL: 'https://digest.example.com',
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: mailboxUrl,
    RESEND_WEBHOOK_SECRET: developmentWebhookSecret,
    SIGNING_KEYS: 'a-key-for-tests-of-more-than-32-characters',
    FROM: 'digest@example.com',
    REPLY_TO: '',
    SENDER_NAME: '菊のダイジェスト',
    SENDER_ADDRESS: '見本県見本市一丁目二番三号',
    DELIVERY: 'html',
    RATE: '1000',
  };
  return { bindings, queues };
}

/** `variables` differ from `testBindings`. `via`: the engine's way to the database at this address. */
export async function startEngine(
  variables: Record<string, unknown> = {},
  via: (databaseUrl: string) => Promise<string> = async (url) => url,
): Promise<Engine> {
  const database = await freshDatabase();
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-engine-'));
  const mailbox = await startMailbox({ port: 0, dataDir });
  const { bindings, queues } = testBindings(await via(database.url), mailbox.url);
  const deps = createDeps({ ...bindings, ...variables }, 5);
  onTestFinished(async () => {
    await deps.close();
    await mailbox.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });
  const mailboxCall = async (route: string, body?: unknown) => {
    const answer = await fetch(`${mailbox.url}/_mailbox/${route}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw new Error(`mailbox ${route}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    deps,
    database,
    mailbox,
    queues,
    async drain({ delayed = false } = {}) {
      for (let round = 0; ; round++) {
        const due = Object.values(queues).flatMap((queue) =>
          takeDue(queue, delayed && round === 0),
        );
        if (due.length === 0) return;
        if (round > 1000) throw new Error('The queues do not run dry');
        await workMessages(deps, due);
      }
    },
    tick: () => tick(deps),
    stats: () => mailboxCall('stats'),
    messages: async (query = '') => (await mailboxCall(`messages?limit=1000&${query}`)).data,
    fault: (order) => mailboxCall('faults', order),
    passTime: (interval) => passTime(database.db, interval),
  };
}

function takeDue(queue: TestQueue, delayed: boolean): QueueMessage[] {
  const due = queue.messages.filter((message) => delayed || !message.delaySeconds);
  queue.messages.splice(
    0,
    queue.messages.length,
    ...queue.messages.filter((message) => !due.includes(message)),
  );
  return due.map(({ body }, i) => ({
    id: String(i),
    body,
    attempts: 1,
    ack: () => {},
    retry: (options) => {
      queue.messages.push({ body, delaySeconds: options?.delaySeconds ?? 1 });
    },
  }));
}

/** What the API would estimate. */
export function estimateOf(
  { deps }: Pick<Engine, 'deps'>,
  input: SendInput,
): Promise<EstimateView> {
  const { db, env } = deps;
  return estimateSend(db, senderOf(env), input, new Date(), env.RATE);
}

/** `count` confirmed subscribers on `list`; their ids. */
export async function confirmReaders(
  engine: { database: Pick<TestDatabase, 'db'> },
  count: number,
  listId = 1,
): Promise<number[]> {
  const rows = await engine.database.db.execute(sql`
    with people as (
      insert into subscribers (email)
      select 'reader' || n || '@example.com' from generate_series(1, ${count}::int) n returning id)
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    select ${listId}, id, 'confirmed', now() from people
    returning subscriber_id::float8 as id`);
  return Array.from(rows, (row) => Number(row.id)).sort((a, b) => a - b);
}

/** A digest ready to be sent; its id. */
export async function writeDigest(
  engine: { database: Pick<TestDatabase, 'db'> },
  content: DigestInput = plainDigest,
): Promise<string> {
  return storeDigest(engine.database.db, content);
}

export const plainDigest: DigestInput = {
  version: 1,
  language: 'ja',
  headline: '朝の市場で野菜が安い理由',
  lead: '小さな農家が早起きをやめた。',
  sections: [
    {
      heading: '市場の朝',
      hook: { question: 'なぜ安いのか？', answer: '運ぶ距離が短いから' },
      source: {
        title: '市場の距離を測る',
        url: 'https://news.example.com/market',
        publisher: '見本新聞',
        points: ['距離は三分の一になった。', '売り手は倍に増えた。', '値段は一割下がった。'],
      },
      body: [{ text: '朝の六時、もう箱は空である。' }],
    },
  ],
  conclusion: ['近いものは安い。'],
};
