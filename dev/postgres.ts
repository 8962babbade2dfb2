// A real PostgreSQL from npm, on any machine.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import postgres from 'postgres';
import { asNobody, clusterFolder, createCluster, readableNative } from './postgres-cluster.ts';

export interface PostgresServer {
  /** Connection string of the database `postgres`, with its password. */
  url: string;
  pid: number;
  /** Resolves when the server has ended, whoever ended it, with the reason as far as it is known. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Where the cluster lives; made if it does not exist. */
  dataDir: string;
  /** False trades crash safety for speed: tests only. */
  durable?: boolean;
  /** More `name=value` settings. */
  settings?: readonly string[];
  /** Gives the port to listen on, a further one if that was taken meanwhile. Default: any free one. */
  pickPort?: () => Promise<number>;
}

/** Between the moment a free port is found and the moment it is taken, others may take it. */
const mostPorts = 5;

/** Starts the cluster at `dataDir` on a free loopback port and resolves when it takes queries. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const native = readableNative();
  const cluster = clusterFolder(options.dataDir);
  await stopLeftover(cluster);
  const passwordFile = path.join(options.dataDir, 'postgres-password');
  if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) {
    createCluster(native, cluster, passwordFile, options.durable ?? true);
  }
  const password = fs.readFileSync(passwordFile, 'utf8').trim();
  const durability = options.durable === false ? ['fsync=off', 'synchronous_commit=off'] : [];
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=256MB',
    'max_wal_size=2GB',
    'log_min_messages=error',
    ...durability,
    ...(options.settings ?? []),
  ];
  for (let attempt = 1; ; attempt++) {
    const port = await (options.pickPort ?? freePort)();
    const server = spawnServer(native, cluster, [`port=${port}`, ...settings]);
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    if (await becomesReady(url, server)) {
      server.child.unref();
      const { child, ended, stop } = server;
      return { url, pid: child.pid ?? 0, ended, stop };
    }
    await server.stop();
    const why = await server.ended;
    if (attempt < mostPorts && /could not bind/.test(why)) continue;
    throw new Error(`PostgreSQL did not start. ${why || server.log()}`.trim());
  }
}

interface Spawned {
  child: ChildProcess;
  /** The end of what it has said. */
  log(): string;
  ended: Promise<string>;
  stop(): Promise<void>;
}

function spawnServer(native: string, cluster: string, settings: readonly string[]): Spawned {
  const child = spawn(
    path.join(native, 'bin', 'postgres'),
    ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])],
    // Detached: Ctrl-C in a terminal must reach the stack first, which stops things in order.
    { ...asNobody(), detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (data) => {
    log = (log + data).slice(-4000);
  });
  // However this process ends, short of being killed: detached, the server would outlive it.
  const last = () => void child.kill('SIGINT');
  process.once('exit', last);
  const ended = new Promise<string>((resolve) => {
    const end = () => resolve(explainEnd(log));
    child.once('error', (error) => resolve(String(error)));
    child.once('close', end);
    child.once('exit', () => {
      process.off('exit', last);
      // Orphans of a killed server keep its output open for a moment.
      setTimeout(end, 500).unref();
    });
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.ref();
    // "Fast": ends sessions, rolls back, writes a checkpoint.
    child.kill('SIGINT');
    await gone;
  };
  return { child, log: () => log, ended, stop };
}

/** What of the log says why: that a start was waited for, and that others ended, too, does not. */
function explainEnd(log: string): string {
  const why = log
    .split('\n')
    .filter((line) => /(FATAL|PANIC|could not bind)/.test(line) && !isPatience.test(line))
    .slice(-4);
  const isFull = /No space left on device/.test(log);
  return [...(isFull ? ['The disk is full: make room on it.'] : []), ...why].join('\n');
}

/** The URL of another database on the same server. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** After a killed start the old server may still hold the cluster: end it the orderly way. */
async function stopLeftover(cluster: string): Promise<void> {
  const pidFile = path.join(cluster, 'postmaster.pid');
  if (!fs.existsSync(pidFile)) return;
  const [pidLine, folder] = fs.readFileSync(pidFile, 'utf8').split('\n');
  const pid = Number(pidLine);
  if (!pid || folder !== cluster || !isPostgres(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let i = 0; i < 300 && fs.existsSync(pidFile); i++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isPostgres(pid: number): boolean {
  const ps = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
  if (!ps.error) return /postgres/.test(ps.stdout);
  try {
    return /postgres/.test(fs.readFileSync(`/proc/${pid}/comm`, 'utf8'));
  } catch {
    return false;
  }
}

/** A loopback port nobody listens on now; never one of `kept`, which somebody is about to take. */
export async function freePort(kept: readonly number[] = []): Promise<number> {
  const [port = 0] = await freePorts(1);
  return kept.includes(port) ? freePort(kept) : port;
}

/** So many of them at once: asked for one by one, the same could come twice. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenAnywhere));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listenAnywhere(): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

/** False if it has ended, or will: what it says tells why. */
async function becomesReady(url: string, { child, log }: Spawned): Promise<boolean> {
  // Recovery after a crash may take a while; past a minute something else is wrong.
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null || child.signalCode !== null || isHopeless(log())) return false;
    const sql = postgres(url, { max: 1, connect_timeout: 2, fetch_types: false });
    try {
      await sql`select 1`;
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, attempt < 40 ? 25 : 100));
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  return false;
}

/** A connection was refused because the server is starting or ending. */
const isPatience = /FATAL: +the database system is/;

/** Waiting helps against "the database system is starting up", and against nothing else fatal. */
function isHopeless(log: string): boolean {
  return log.split('\n').some((line) => /(FATAL|PANIC):/.test(line) && !isPatience.test(line));
}
