// A worker in workerd for a bench: built as for a deploy, with its inspector open and its key at hand.

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { noteRunning } from '../dev/leftovers.ts';
import { developmentWebhookSecret } from '../dev/mailbox/server.ts';
import { freePorts } from '../dev/postgres.ts';
import { projectRoot, startWorker } from '../dev/worker.ts';
import { type HeapWatch, watchHeap } from './heap.ts';
import { sleep } from './numbers.ts';

export interface BenchWorker {
  url: string;
  /** The worker's own socket: without the stand-ins for Cloudflare's front. */
  directUrl: string;
  heap: HeapWatch;
  /** The workerd processes of this bench: one at a time, and that of a worker not yet gone. */
  pids: number[];
  /** A request with the full-scope key; throws unless the answer is 2xx. */
  call<Answer>(method: string, route: string, body?: RequestBody): Promise<Answer>;
  tick(): Promise<void>;
  stop(): Promise<void>;
}

interface RequestBody {
  json?: unknown;
  text?: string;
  stream?: ReadableStream<Uint8Array>;
  type?: string;
}

/** Of the full-scope key that the bench creates. */
export const apiKey = 'bench-key';
const signingKey = randomBytes(32).toString('hex');

/** Starts the product's worker, or the benches' own; throws if it does not answer in a minute. */
export async function startBenchWorker(
  kind: 'product' | 'bench',
  dataDir: string,
  options: { databaseUrl: string; mailboxUrl: string; variables: Record<string, string> },
): Promise<BenchWorker> {
  const [port = 0, inspectorPort = 0] = await freePorts(2);
  // Built as for a deploy: without React's development build.
  process.env.NODE_ENV = 'production';
  const starting = startWorker({
    ...(kind === 'bench'
      ? { config: path.join(projectRoot, 'bench', 'worker', 'wrangler.toml') }
      : {}),
    port,
    inspectorPort,
    dataDir,
    databaseUrl: options.databaseUrl,
    variables: {
      ENVIRONMENT: 'development',
      PUBLIC_URL: 'https://digest.example.com',
      RESEND_API_KEY: 're_bench',
      RESEND_BASE_URL: options.mailboxUrl,
      RESEND_WEBHOOK_SECRET: developmentWebhookSecret,
      SIGNING_KEYS: signingKey,
      FROM: 'digest@example.com',
      SENDER_NAME: '菊のダイジェスト',
      SENDER_ADDRESS: '見本県見本市菊町一丁目二番三号',
      // 1,000 calls/s: pacing is on, as always, but never the wall.
      RATE: '1000',
      ...options.variables,
    },
  });
  const worker = await orGiveUp(
    starting,
    'The worker does not start; run with WRANGLER_LOG=debug to see why',
  );
  const url = `http://127.0.0.1:${port}`;
  await waitForHealth(url);
  const heap = await watchHeap(worker.inspectorUrl);
  let stopped = false;
  return {
    url,
    directUrl: worker.directUrl,
    heap,
    pids: noteRunning(dataDir),
    tick: () => worker.tick(),
    async call(method, route, body = {}) {
      const content =
        body.json === undefined ? (body.stream ?? body.text) : JSON.stringify(body.json);
      const answer = await fetch(url + route, {
        method,
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(content === undefined ? {} : { 'content-type': body.type ?? 'application/json' }),
        },
        ...(content === undefined ? {} : { body: content, duplex: 'half' }),
        signal: AbortSignal.timeout(900_000),
      });
      if (!answer.ok)
        throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
      return readAnswer(answer);
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await heap.stop();
      await worker.stop();
    },
  };
}

/** The first answer: a worker that cannot even start is told from a slow one here. */
async function waitForHealth(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return void (await answer.text());
    await sleep(100);
  }
  throw new Error('The worker does not answer; run with WRANGLER_LOG=debug to see why');
}

/** Nothing that wrangler or Miniflare wait for may hold a bench for ever. */
async function orGiveUp<Started>(starting: Promise<Started>, why: string): Promise<Started> {
  const limit = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(why)), 60_000).unref();
  });
  return Promise.race([starting, limit]);
}

/** The type is what the route answers, by the product's own API document or the bench worker. */
async function readAnswer<Answer>(answer: Response): Promise<Answer> {
  return (await answer.json()) as Answer;
}
