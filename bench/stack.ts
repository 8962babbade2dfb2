// What a bench runs on: its own PostgreSQL, mailbox and workerd in a temporary folder, all stopped at the end.

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { endLeftovers, forgetRunning, noteRunning } from '../dev/leftovers.ts';
import { developmentWebhookSecret } from '../dev/mailbox/server.ts';
import { migrateDatabase } from '../dev/migrate.ts';
import { freePort, startPostgres } from '../dev/postgres.ts';
import { projectRoot, startWorker } from '../dev/worker.ts';
import { ensureDevelopmentKey } from '../src/access/api-key.ts';
import { openDatabase } from '../src/db/client.ts';
import { type HeapWatch, watchHeap } from './heap.ts';
import { sleep } from './numbers.ts';

export type Sql = postgres.Sql;

export interface Bench {
  databaseUrl: string;
  sql: Sql;
  dataDir: string;
  /** Process ids, for readings of CPU and memory. */
  pids: { postgres: number; mailbox: number };
  mailbox: MailboxProcess;
  /** Starts the product's worker, or the benches' own (`bench`); one stops before the next starts. */
  startWorker(kind: 'product' | 'bench', variables?: Record<string, string>): Promise<BenchWorker>;
  stop(): Promise<void>;
}

export interface BenchWorker {
  url: string;
  heap: HeapWatch;
  /** The workerd processes: the worker's own, and wrangler's proxy before it. */
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

interface MailboxProcess {
  url: string;
  stats(): Promise<MailboxStats>;
  logFile: string;
}

export interface MailboxStats {
  requests: number;
  accepted: number;
  distinct: number;
  duplicates: number;
}

const apiKey = 'bench-key';
const signingKey = randomBytes(32).toString('hex');

/** The caller stops it, also when something failed on the way. */
export async function startBench(say: (what: string) => void): Promise<Bench> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-bench-'));
  fs.chmodSync(dataDir, 0o755);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await withLimit(each(), 10_000);
    endLeftovers(dataDir);
    forgetRunning(dataDir);
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
  stopOnSignals(stop);
  try {
    say('Starting PostgreSQL and the mailbox …');
    // As safe as in production: fsync stays on. Nothing else is tuned.
    const server = await startPostgres({ dataDir });
    stops.push(() => server.stop());
    await migrateDatabase(server.url);
    const key = openDatabase(server.url, 1);
    await ensureDevelopmentKey(key.db, apiKey, 'development').finally(() => key.close());
    const sql = postgres(server.url, { max: 2, onnotice: () => {} });
    stops.push(() => sql.end({ timeout: 2 }));
    const mailbox = await startMailboxProcess(dataDir);
    stops.push(() => endChild(mailbox.child));

    return {
      databaseUrl: server.url,
      sql,
      dataDir,
      pids: { postgres: server.pid, mailbox: mailbox.child.pid ?? 0 },
      mailbox,
      async startWorker(kind, variables = {}) {
        const worker = await startBenchWorker(kind, dataDir, {
          databaseUrl: server.url,
          mailboxUrl: mailbox.url,
          variables,
        });
        stopOnSignals(stop);
        stops.push(() => worker.stop());
        return worker;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startBenchWorker(
  kind: 'product' | 'bench',
  dataDir: string,
  options: { databaseUrl: string; mailboxUrl: string; variables: Record<string, string> },
): Promise<BenchWorker> {
  const [port, inspectorPort] = [await freePort(), await freePort()];
  // Built as for a deploy: React's development build is ten times slower.
  process.env.NODE_ENV = 'production';
  const worker = await startWorker({
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
  const url = `http://127.0.0.1:${port}`;
  await waitForHealth(url);
  const heap = await watchHeap(inspectorPort);
  let stopped = false;
  return {
    url,
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

/** The first answer: only then is the worker's own workerd there, and not just wrangler's proxy. */
async function waitForHealth(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return void (await answer.text());
    await sleep(100);
  }
  throw new Error('The worker does not answer; run with WRANGLER_LOG=debug to see why');
}

/** In a process of its own, lean, without a rate: a provider that is never the slower side. */
async function startMailboxProcess(
  dataDir: string,
): Promise<MailboxProcess & { child: ChildProcess }> {
  const child = spawn(process.execPath, [path.join(projectRoot, 'dev', 'mailbox', 'main.ts')], {
    env: {
      ...process.env,
      MAILBOX_PORT: '0',
      DATA_DIR: dataDir,
      MAILBOX: 'lean',
      MAILBOX_RATE: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (line: string) => {
      resolve(`http://127.0.0.1:${new URL(line.replace('mailbox', '').trim()).port}`);
    });
    child.once('exit', (code) => reject(new Error(`The mailbox ended with ${code}`)));
  });
  return {
    child,
    url,
    stats: async () => readAnswer(await fetch(`${url}/_mailbox/stats`)),
    logFile: path.join(dataDir, 'mailbox', 'log.ndjson'),
  };
}

function stopOnSignals(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Wrangler's own handlers would end the process before everything is stopped.
    process.removeAllListeners(signal);
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  }
}

function endChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

async function withLimit(work: Promise<void>, ms: number): Promise<void> {
  const limit = new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
  await Promise.race([work, limit]).catch((error: unknown) =>
    console.error(`While stopping: ${error}`),
  );
}

/** The type is what the route answers, by the product's own API document or the bench worker. */
async function readAnswer<Answer>(answer: Response): Promise<Answer> {
  return (await answer.json()) as Answer;
}
