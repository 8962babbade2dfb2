import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { freePorts, startPostgres } from '../../dev/postgres.ts';
import { projectRoot } from '../../dev/worker.ts';
import { waitUntil } from './wait.ts';

const moments = ['Starting PostgreSQL', 'Starting the worker', 'ready '];

for (const moment of moments) {
  test(`SIGTERM to npm alone, after “${moment.trim()}”, leaves nothing running`, async () => {
    const run = await startByNpm();
    await run.says(moment);
    process.kill(run.npm, 'SIGTERM');
    await run.nothingLeft();
  });
}

test('SIGTERM to node alone leaves nothing running', async () => {
  const run = await startByNpm();
  await run.says('ready ');
  process.kill(run.find(/^node dev\/stack/), 'SIGTERM');
  await run.nothingLeft();
});

test('a killed PostgreSQL is noticed: the rest is stopped, and the reason told', async () => {
  const run = await startByNpm();
  await run.says('ready ');
  process.kill(run.find(/bin\/postgres -D/), 'SIGKILL');
  await run.says('PostgreSQL has ended.');
  await run.nothingLeft();
  expect(await run.exitCode).toBe(1);
});

test('a killed workerd is noticed: the rest is stopped, and the reason told', async () => {
  const run = await startByNpm();
  await run.says('ready ');
  process.kill(run.find(/workerd/), 'SIGKILL');
  await run.says('(workerd) has ended.');
  await run.nothingLeft();
  expect(await run.exitCode).toBe(1);
});

test('a DATABASE_URL without a password works where the server asks for none', async () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-trust-'));
  fs.chmodSync(dataDir, 0o755);
  const server = await startPostgres({ dataDir, durable: false });
  onTestFinished(async () => {
    await server.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });
  const trust = 'host all all 127.0.0.1/32 trust\n';
  fs.writeFileSync(path.join(dataDir, 'postgres', 'pg_hba.conf'), trust);
  const sql = postgres(server.url, { max: 1 });
  await sql`select pg_reload_conf()`;
  await sql.end();
  const address = new URL(server.url);
  address.password = '';
  const run = await startByNpm({ DATABASE_URL: address.href });
  await run.says('ready ');
  process.kill(run.npm, 'SIGTERM');
  await run.nothingLeft();
});

/** `npm start` as a service manager runs it: in a session of its own. */
async function startByNpm(more: Record<string, string> = {}) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-start-'));
  fs.chmodSync(dataDir, 0o755);
  const [port, mailboxPort] = await freePorts(2);
  const settings = { PORT: String(port), MAILBOX_PORT: String(mailboxPort), DATA_DIR: dataDir };
  const child = spawn('npm', ['start'], {
    cwd: projectRoot,
    detached: true,
    env: { ...process.env, ...settings, ...unset, SAMPLE: 'off', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const npm = child.pid ?? 0;
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const exitCode = new Promise((resolve) => child.once('exit', resolve));
  // PostgreSQL has a session of its own, as does each of its processes: known by its folder.
  const ours = () =>
    listProcesses().filter((one) => one.session === npm || one.args.includes(dataDir));
  onTestFinished(() => {
    for (const { pid } of ours()) process.kill(pid, 'SIGKILL');
    fs.rmSync(dataDir, { recursive: true, force: true });
  });
  return {
    npm,
    exitCode,
    says: (what: string) => waitUntil(what, () => log.includes(what), 60),
    find: (what: RegExp) =>
      ours().find(({ args }) => what.test(args))?.pid ?? expect.unreachable(`no ${what}`),
    nothingLeft: () => waitUntil(`the end of all\n${log}`, () => ours().length === 0, 30),
  };
}

/** What vitest and the run around it say of themselves must not reach what is started here. */
const unset = {
  ...{ NODE_OPTIONS: '', VITEST: '', NODE_ENV: '', RESEND_API_KEY: '', DATABASE_URL: '' },
};

function listProcesses(): { pid: number; session: number; args: string }[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,sess=,stat=,args='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const row = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
    // Zombies whose parent does not ask for them do nothing any more.
    if (!row || row[3]?.startsWith('Z')) return [];
    return [{ pid: Number(row[1]), session: Number(row[2]), args: row[4] ?? '' }];
  });
}
