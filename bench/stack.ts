// What a bench runs on: its own PostgreSQL, mailbox and workerd in a temporary folder, all stopped at the end.

import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { endLeftovers, forgetRunning } from '../dev/leftovers.ts';
import { migrateDatabase } from '../dev/migrate.ts';
import { startPostgres } from '../dev/postgres.ts';
import { projectRoot } from '../dev/worker.ts';
import { ensureDevelopmentKey } from '../src/access/keys/api-key.ts';
import { openDatabase } from '../src/db/client.ts';
import { apiKey, type BenchWorker, startBenchWorker } from './worker-process.ts';

export type Sql = postgres.Sql;

export interface Bench {
  databaseUrl: string;
  sql: Sql;
  dataDir: string;
  /** Process ids, for readings of CPU and memory. */
  pids: { postgres: number; mailbox: number };
  mailbox: MailboxProcess;
  /**
   * Starts the product's worker, or the benches' own (`bench`); one stops before the next starts.
   * `url`: another way to the database than the direct one.
   */
  startWorker(
    kind: 'product' | 'bench',
    variables?: Record<string, string>,
    url?: string,
  ): Promise<BenchWorker>;
  stop(): Promise<void>;
}

interface MailboxProcess {
  url: string;
  stats(): Promise<MailboxStats>;
  logFile: string;
}

interface MailboxStats {
  requests: number;
  accepted: number;
  distinct: number;
  duplicates: number;
}

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
      async startWorker(kind, variables = {}, url = server.url) {
        const urls = { databaseUrl: url, mailboxUrl: mailbox.url };
        const worker = await startBenchWorker(kind, dataDir, { ...urls, variables });
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

/** In a process of its own: a provider that is never the slower side. */
async function startMailboxProcess(
  dataDir: string,
): Promise<MailboxProcess & { child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=4', path.join(projectRoot, 'bench', 'mailbox', 'main.ts')],
    {
      env: { ...process.env, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (line: string) => {
      resolve(`http://127.0.0.1:${new URL(line.replace('mailbox', '').trim()).port}`);
    });
    child.once('exit', (code) => reject(new Error(`The mailbox ended with ${code}`)));
  });
  return {
    child,
    url,
    stats: async () => readStats(await fetch(`${url}/_mailbox/stats`)),
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

/** Guarantee: the mailbox's own statistics. */
async function readStats(answer: Response): Promise<MailboxStats> {
  return (await answer.json()) as MailboxStats;
}
