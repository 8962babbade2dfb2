// Debian's PgBouncer before a PostgreSQL, in transaction mode.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../postgres.ts';

export interface PgBouncer {
  port: number;
  /** Such as `1.18.0`. */
  version: string;
  close(): Promise<void>;
}

const program = '/usr/sbin/pgbouncer';

/** Its version; null if it is not installed. */
export function pgBouncerVersion(): string | null {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return /PgBouncer ([\d.]+)/.exec(stdout ?? '')?.[1] ?? null;
}

/** Before the database at `url`, for any client without a password. Throws if it is not installed. */
export async function startPgBouncer(url: string): Promise<PgBouncer> {
  const version = pgBouncerVersion();
  if (version === null) throw new Error(`No PgBouncer here: apt-get install pgbouncer`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-pgbouncer-'));
  const { hostname, port: serverPort, username, password, pathname } = new URL(url);
  const port = await freePort();
  const settings = path.join(folder, 'pgbouncer.ini');
  const server = `host=${hostname} port=${serverPort} user=${username} password=${decodeURIComponent(password)}`;
  fs.writeFileSync(
    settings,
    `[databases]
${pathname.slice(1)} = ${server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 200
`,
  );
  const isRoot = process.getuid?.() === 0;
  if (isRoot) for (const at of [folder, settings]) fs.chownSync(at, 65534, 65534);
  const child = spawn(program, ['-q', settings], {
    ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text) => {
    log = (log + text).slice(-4000);
  });
  await untilItListens(port, child, () => log);
  return {
    port,
    version,
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill('SIGTERM')) await gone;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItListens(port: number, child: ChildProcess, log: () => string) {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) break;
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`PgBouncer did not start:\n${log()}`);
}
