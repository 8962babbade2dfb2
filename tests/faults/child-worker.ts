// Starts worker-process.ts as a process group of its own, and kills all of it at once.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from '../../dev/worker.ts';

export interface ChildWorker {
  /** Of the group: node and the workerd below it. */
  pid: number;
  /** Everything it has printed. */
  log(): string;
  /** SIGKILL to node and workerd at once; resolves when both are gone. */
  kill(): Promise<void>;
  /** SIGTERM to the group, as a service manager would. */
  terminate(): Promise<void>;
  /** Resident memory of workerd in MB. */
  memoryMB(): number;
}

const program = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
});

/** Resolves when the worker answers requests; throws with its log if it does not in 30 s. */
export async function startChildWorker(options: WorkerOptions): Promise<ChildWorker> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', VITEST: '', NODE_ENV: 'development' },
  });
  const pid = child.pid ?? 0;
  running.add(pid);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-200_000);
    });
  }
  const end = async (signal: NodeJS.Signals) => {
    const gone = hasExited(child);
    signalGroup(pid, signal);
    await gone;
    // Whatever of the group outlived its leader.
    signalGroup(pid, 'SIGKILL');
    await groupHasEnded(pid);
    running.delete(pid);
  };
  try {
    await waitForAnswer(options.port, child, () => log);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  return {
    pid,
    log: () => log,
    kill: () => end('SIGKILL'),
    terminate: () => end('SIGTERM'),
    memoryMB: () => Math.round(residentKB(pid) / 1024),
  };
}

async function waitForAnswer(port: number, child: ChildProcess, log: () => string) {
  const endsAt = Date.now() + 30_000;
  while (Date.now() < endsAt && child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, {
      signal: AbortSignal.timeout(2_000),
    }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The worker did not start:\n${log()}`);
}

function hasExited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/** Zombies that nobody reaps still count as a group; they do nothing any more. */
async function groupHasEnded(pid: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const alive = listGroup(pid).filter(({ state }) => !state.startsWith('Z'));
    if (alive.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Process group ${pid} cannot be killed`);
}

function residentKB(pid: number): number {
  const workerd = listGroup(pid).filter(({ command }) => command.includes('workerd'));
  return Math.max(0, ...workerd.map(({ rss }) => rss));
}

function listGroup(pid: number): { state: string; rss: number; command: string }[] {
  const listed = spawnSync('ps', ['-A', '-o', 'pgid=,stat=,rss=,comm='], { encoding: 'utf8' });
  return listed.stdout.split('\n').flatMap((line) => {
    const row = /^\s*(\d+)\s+(\S+)\s+(\d+)\s+(.*)$/.exec(line);
    if (!row || Number(row[1]) !== pid) return [];
    return [{ state: row[2] ?? '', rss: Number(row[3]), command: row[4] ?? '' }];
  });
}
