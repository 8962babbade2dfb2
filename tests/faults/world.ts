// A small world to break: workerd, PostgreSQL behind a proxy, and the mailbox, each on its own.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, onTestFinished } from 'vitest';
import { type RunningMailbox, startMailbox } from '../../dev/mailbox/server.ts';
import { freePort } from '../../dev/postgres.ts';
import { tickPath } from '../../dev/worker.ts';
import { ensureDevelopmentKey } from '../../src/access/keys/api-key.ts';
import { type Database, sqlState } from '../../src/db/client.ts';
import type { SendView } from '../../src/sending/report/send-view.ts';
import { confirmReaders, plainDigest, testBindings } from '../support/engine.ts';
import { passTime } from '../support/time.ts';
import { type ChildWorker, startChildWorker } from './child-worker.ts';
import { openOwnServer, openServerAt, openSharedServer } from './server.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { installWitness } from './witness.ts';

export interface WorldOptions {
  /** Confirmed readers of the list `digest`. Default 250: three batches. */
  readers?: number;
  /** A cluster that the test may stop, in place of a database of the run's own server. */
  ownPostgres?: boolean;
  /** Migrations of another version than ours: the database is as new as they are. */
  migrations?: string;
  /** Overrides of the worker's variables. */
  variables?: Record<string, string>;
  /** Another wrangler.toml than the product's. */
  config?: string;
  /** True: the mailbox reports what becomes of each mail; else only what a test orders. */
  webhooks?: boolean;
  mailboxMode?: 'full' | 'lean';
  /** Puts something between the proxy and PostgreSQL; gets the address of the latter. */
  between?: (databaseUrl: string) => Promise<{ port: number; close(): Promise<void> }>;
}

export interface World {
  url: string;
  /** Past the proxy. */
  db: Database;
  /** Past the proxy, too. */
  databaseUrl: string;
  /** The way the worker takes. */
  proxy: TcpProxy;
  mailbox: RunningMailbox;
  mailboxUrl: string;
  readers: number[];
  worker: ChildWorker;
  /** Empties the tables and the mailbox, and confirms so many new readers. */
  reset(readers: number): Promise<void>;
  /** Starts a worker again after `worker.kill()`, on the same port; with other settings if given. */
  restartWorker(options?: Pick<WorldOptions, 'variables' | 'config'>): Promise<void>;
  /** A further worker beside the first, on a port of its own; gives its address. */
  addWorker(): Promise<string>;
  /** Stops PostgreSQL as `pg_ctl stop -m immediate` does; `start` brings it back. */
  crashPostgres(): Promise<{ start(): Promise<void> }>;
  call<Body>(method: string, path: string, body?: unknown, headers?: object): Promise<Body>;
  /** A digest, and a send of it to the list `digest`, by the API. */
  startSend(headers?: object): Promise<string>;
  readSend(sendId: string): Promise<SendView>;
  /** The cron trigger. */
  tick(url?: string): Promise<void>;
  order(fault: Record<string, unknown>): Promise<void>;
  askMailbox<Answer>(path: string, body?: unknown): Promise<Answer>;
  /** As if so many seconds had gone by in the database. */
  passTime(seconds: number): Promise<void>;
  /** Lets time pass and ticks, until the send has this status. */
  finish(sendId: string, status?: SendView['status']): Promise<SendView>;
}

/** A world for the running test alone. */
export function startWorld(options: WorldOptions = {}): Promise<World> {
  return buildWorld(options, onTestFinished);
}

/**
 * One world for all tests of a file that neither kill nor reconfigure it (a worker takes two seconds
 * to start); each takes it over empty. Messages of an earlier test are for sends that are gone.
 */
export function shareWorld(options: WorldOptions = {}): (readers?: number) => Promise<World> {
  let shared: Promise<World> | null = null;
  const stops: (() => Promise<void>)[] = [];
  afterAll(async () => {
    await shared?.catch(() => {});
    for (const stop of stops) await stop();
  });
  return async (readers = 250) => {
    shared ??= buildWorld(options, (stop) => stops.push(stop));
    const world = await shared;
    await world.reset(readers);
    return world;
  };
}

/** What the last test left running may lock the same tables in another order: then once more. */
async function emptyTables(db: Database): Promise<void> {
  const deadlock = '40P01';
  for (let attempt = 1; ; attempt++) {
    try {
      await db.execute(sql`
        truncate sends, batches, deliveries, events, send_transitions, batch_steps, suppressions,
          subscribers, subscriptions, consents, address_history, letters, digests, digest_revisions,
          idempotent_requests, pace, replay_passes, event_replays restart identity cascade`);
      return;
    } catch (error) {
      if (sqlState(error) !== deadlock || attempt === 5) throw error;
    }
  }
}

async function buildWorld(
  options: WorldOptions,
  whenOver: (stop: () => Promise<void>) => unknown,
): Promise<World> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-faults-'));
  fs.chmodSync(dataDir, 0o755);
  const stops: (() => unknown)[] = [() => fs.rmSync(dataDir, { recursive: true, force: true })];
  whenOver(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  const server = await openServer(options, dataDir);
  stops.push(() => server.stop());
  const between = await options.between?.(server.url);
  if (between) stops.push(() => between.close());
  const proxy = await startTcpProxy(between?.port ?? portOf(server.url));
  stops.push(() => proxy.close());
  await ensureDevelopmentKey(server.handle().db, 'dev', 'development');
  await installWitness(server.handle().db);

  const port = await freePort();
  const mailbox = await startMailbox({
    port: 0,
    dataDir,
    mode: options.mailboxMode ?? 'full',
    webhookUrl: `http://127.0.0.1:${port}/webhooks/resend`,
  });
  stops.push(() => mailbox.close());

  const viaProxy = new URL(server.url);
  viaProxy.port = String(proxy.port);
  const start = async (onPort: number, other: Pick<WorldOptions, 'variables' | 'config'>) => {
    const config = other.config ?? options.config;
    const worker = await startChildWorker({
      port: onPort,
      dataDir: fs.mkdtempSync(path.join(dataDir, 'worker-')),
      databaseUrl: viaProxy.href,
      variables: {
        ...textOnly(testBindings('', `http://127.0.0.1:${mailbox.port}`).bindings),
        ...options.variables,
        ...other.variables,
      },
      ...(config === undefined ? {} : { config }),
    });
    stops.push(() => worker.kill());
    return worker;
  };

  const world: World = {
    url: `http://127.0.0.1:${port}`,
    get db() {
      return server.handle().db;
    },
    databaseUrl: server.url,
    proxy,
    mailbox,
    mailboxUrl: `http://127.0.0.1:${mailbox.port}`,
    readers: [],
    worker: await start(port, {}),
    async restartWorker(other = {}) {
      world.worker = await start(port, other);
    },
    async addWorker() {
      const another = await freePort();
      await start(another, {});
      return `http://127.0.0.1:${another}`;
    },
    crashPostgres: async () => {
      await server.crash();
      return { start: async () => proxy.aim(portOf(await server.start())) };
    },
    async reset(count) {
      proxy.disarm();
      await world.askMailbox('reset', {});
      await emptyTables(world.db);
      world.readers = await confirmReaders({ database: world }, count);
    },
    call: (method, route, body, headers = {}) =>
      request(`${world.url}${route}`, method, body, { authorization: 'Bearer dev', ...headers }),
    async startSend(headers) {
      const digest = await world.call<{ id: string }>('POST', '/api/digests', plainDigest);
      const input = { digestId: digest.id, revision: 1, lists: ['digest'] };
      const send = await world.call<{ id: string }>('POST', '/api/sends', input, headers);
      return send.id;
    },
    readSend: (sendId) => world.call('GET', `/api/sends/${sendId}`),
    async tick(url = world.url) {
      await request(`${url}${tickPath}`, 'GET');
    },
    async order(fault) {
      await world.askMailbox('faults', fault);
    },
    askMailbox: (route, body) =>
      request(`${world.mailboxUrl}/_mailbox/${route}`, body === undefined ? 'GET' : 'POST', body),
    passTime: (seconds) => passTime(world.db, seconds),
    async finish(sendId, status = 'sent') {
      for (let round = 0; round < 40; round++) {
        await world.tick();
        const send = await pollSend(world, sendId, status);
        if (send.status === status) return send;
        if (round > 3 && !['planning', 'sending'].includes(send.status)) break;
        await world.passTime(100);
      }
      throw new Error(`Not ${status}: ${JSON.stringify(await world.readSend(sendId))}`);
    },
  };
  world.readers = await confirmReaders({ database: world }, options.readers ?? 250);
  await world.askMailbox('webhook', { auto: options.webhooks ?? false });
  return world;
}

/** The send with this status, or as it is after a second and a half. */
async function pollSend(world: World, sendId: string, status: string): Promise<SendView> {
  for (let attempt = 0; ; attempt++) {
    const send = await world.readSend(sendId);
    if (send.status === status || attempt === 30) return send;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function openServer({ ownPostgres, migrations }: WorldOptions, dataDir: string) {
  if (ownPostgres) return openOwnServer(dataDir);
  return migrations === undefined ? openSharedServer() : openServerAt(migrations);
}

const portOf = (url: string) => Number(new URL(url).port);

async function request<Body>(
  url: string,
  method: string,
  body?: unknown,
  headers: object = {},
): Promise<Body> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text.slice(0, 500)}`);
  return /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : (text as Body);
}

function textOnly(bindings: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(bindings).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}
