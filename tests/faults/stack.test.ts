import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { freePorts } from '../../dev/postgres.ts';
import { projectRoot } from '../../dev/worker.ts';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.ts';
import { plainDigest } from '../support/engine.ts';
import { proveFault } from './prove.ts';
import { waitUntil } from './wait.ts';
import {
  installWitness,
  judgeSend,
  readAccepted,
  readLog,
  type Scene,
  type Verdict,
} from './witness.ts';

const recipients = 1_000;

proveFault(
  'F30',
  'SIGTERM to the whole stack in mid-batch stops it in order, and the next start ends the send',
  'What was under way is replayed under its key: everybody accepted once.',
  async () => {
    const stack = await openStack();
    await stack.start();
    const sendId = await beginSend(stack);
    await stack.end('SIGTERM');
    await stack.start();
    const database = stack.openDatabase();
    onTestFinished(() => database.close());
    // What the leases of the dead are waited for is F33's business.
    await database.db.execute(`update batches set lease_until = now() where state = 'claimed'`);
    await waitForEnd(database);
    return judge(stack, database, sendId);
  },
);

proveFault(
  'F33',
  'kill -9 of the whole stack: the next mail is accepted within 5 s of its start, and all within 65 s of the kill',
  'PostgreSQL recovers, the mailbox reads its log, new lanes pass over the leases of the dead: everybody accepted once.',
  async () => {
    const stack = await openStack();
    await stack.start();
    // A call that is under way when everything ends: its lease is all that is left of it.
    const order = { fault: 'slow', when: 'before', delayMs: 30_000, match: { batch: '1' } };
    await fetch(`${stack.mailboxUrl}/_mailbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    const sendId = await beginSend(stack);
    await stack.end('SIGKILL');
    const killedAt = Date.now();

    await stack.start();
    const readyAt = Date.now();
    const database = stack.openDatabase();
    onTestFinished(() => database.close());
    const leased = await database.db.execute(
      `select n from batches where state = 'claimed' and lease_until > now()`,
    );
    expect(leased).toContainEqual({ n: 1 });
    await waitForEnd(database);
    const after = (await readLog(stack.mailboxUrl))
      .map(({ at, accepted }) => ({ at: Date.parse(at), accepted }))
      .filter(({ at, accepted }) => accepted > 0 && at > killedAt);
    expect(after[0]?.at).toBeLessThanOrEqual(readyAt + 5_000);
    expect(after.at(-1)?.at).toBeLessThanOrEqual(killedAt + 65_000);
    return judge(stack, database, sendId);
  },
  180_000,
);

type Stack = Awaited<ReturnType<typeof openStack>>;

/** A send of which a part is accepted. */
async function beginSend(stack: Stack): Promise<string> {
  const witness = stack.openDatabase();
  await installWitness(witness.db);
  await witness.close();
  const sendId = await startSend(stack.call);
  await waitUntil('a part of the mail', async () => {
    return (await readAccepted(stack.mailboxUrl, sendId)).size >= 300;
  });
  return sendId;
}

async function waitForEnd({ db }: DatabaseHandle): Promise<void> {
  await waitUntil(
    'the send to end',
    async () => (await db.execute(`select 1 from sends where status = 'sent'`)).length === 1,
    90,
  );
}

async function judge(stack: Stack, { db }: DatabaseHandle, sendId: string): Promise<Verdict> {
  const scene: Scene = { db, mailboxUrl: stack.mailboxUrl };
  const counts = { recipients, accepted: recipients };
  return judgeSend(scene, sendId, { status: 'sent', counts });
}

type Call = (
  method: string,
  route: string,
  body: unknown,
  type?: string,
) => Promise<{ id: string }>;

async function startSend(call: Call): Promise<string> {
  const rows = Array.from({ length: recipients }, (_, n) => `reader${n}@example.com`);
  const csv = ['email', ...rows].join('\n');
  const route = '/api/subscribers/import?lists=digest&status=confirmed&consent=Fair';
  const { id } = await call('POST', route, csv, 'text/csv');
  await waitUntil('the import', async () => {
    const imported: object = await call('GET', `/api/imports/${id}`, undefined);
    return 'status' in imported && imported.status === 'done';
  });
  const digest = await call('POST', '/api/digests', plainDigest);
  const input = { digestId: digest.id, revision: 1, lists: ['digest'] };
  return (await call('POST', '/api/sends', input)).id;
}

async function openStack() {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-stack-'));
  fs.chmodSync(dataDir, 0o755);
  const [port, mailboxPort] = await freePorts(2);
  const settings = {
    ...{ PORT: String(port), MAILBOX_PORT: String(mailboxPort), DATA_DIR: dataDir },
    // Ten batches at four a second: there is a middle to be killed in.
    ...{ SAMPLE: 'off', RATE: '4', MAILBOX_RATE: '50', RESEND_API_KEY: '', DATABASE_URL: '' },
  };
  let stack: ChildProcess | null = null;
  const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid');
  const end = async (signal: NodeJS.Signals) => {
    const child = stack;
    stack = null;
    if (child?.pid === undefined) return;
    const gone = child.exitCode === null ? new Promise((done) => child.once('exit', done)) : null;
    // PostgreSQL is a process group of its own.
    const postmaster = Number(readLine(pidFile, 0));
    if (signal === 'SIGKILL' && postmaster > 1) killGroup(postmaster, signal);
    killGroup(child.pid, signal);
    await gone;
    killGroup(child.pid, 'SIGKILL');
  };
  onTestFinished(async () => {
    await end('SIGTERM');
    const left = Number(readLine(pidFile, 0));
    if (left > 1) killGroup(left, 'SIGKILL');
    fs.rmSync(dataDir, { recursive: true, force: true });
  });
  const call: Call = async (method, route, body, type = 'application/json') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`http://127.0.0.1:${port}${route}`, {
      method,
      headers: { authorization: 'Bearer dev', 'content-type': type },
      ...(body === undefined ? {} : { body: text }),
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  return {
    mailboxUrl: `http://127.0.0.1:${mailboxPort}`,
    call,
    end,
    async start(): Promise<void> {
      let log = '';
      const child = spawn(process.execPath, ['tests/faults/stack-process.ts'], {
        cwd: projectRoot,
        detached: true,
        env: { ...process.env, ...settings, NODE_OPTIONS: '', VITEST: '', NODE_ENV: '' },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      stack = child;
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          log += text;
        });
      }
      await waitUntil('the stack to be ready', () => log.includes('\nready '), 60).catch(
        (error) => {
          throw new Error(`${error}\n${log}`);
        },
      );
    },
    openDatabase(): DatabaseHandle {
      const password = fs.readFileSync(path.join(dataDir, 'postgres-password'), 'utf8').trim();
      const database = readLine(pidFile, 3);
      return openDatabase(`postgres://postgres:${password}@127.0.0.1:${database}/postgres`);
    },
  };
}

/** Of `postmaster.pid`: the process id is line 0, the port line 3. */
function readLine(file: string, n: number): string {
  return fs.existsSync(file) ? (fs.readFileSync(file, 'utf8').split('\n')[n] ?? '').trim() : '';
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}
