// One stack per data folder, and nothing of a killed one left behind: workerd outlives its parent.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

interface Note {
  stack: number;
  workerd: number[];
}

const noteFile = (dataDir: string) => path.join(dataDir, 'stack.json');

/** The process id of another stack that runs on this data folder, or null. */
export function findRunningStack(dataDir: string): number | null {
  const note = readNote(dataDir);
  return note && note.stack !== process.pid && /node/.test(commandOf(note.stack))
    ? note.stack
    : null;
}

/**
 * Ends what this stack or a killed one left running, never what belongs to another that runs. Only
 * processes that still are what they were noted as.
 */
export function endLeftovers(dataDir: string): void {
  if (findRunningStack(dataDir) !== null) return;
  for (const pid of readNote(dataDir)?.workerd ?? []) {
    if (/workerd/.test(commandOf(pid))) process.kill(pid, 'SIGKILL');
  }
}

/** Notes this process and the workerd processes it has started; gives the ids of those. */
export function noteRunning(dataDir: string): number[] {
  const listed = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' });
  const workerd = (listed.stdout ?? '')
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((row) => row !== null && Number(row[2]) === process.pid && /workerd/.test(row[3] ?? ''))
    .map((row) => Number(row?.[1]));
  const note: Note = { stack: process.pid, workerd };
  fs.writeFileSync(noteFile(dataDir), JSON.stringify(note));
  return workerd;
}

/** False once the process has ended. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** After an orderly stop there is nothing to note. */
export function forgetRunning(dataDir: string): void {
  fs.rmSync(noteFile(dataDir), { force: true });
}

function readNote(dataDir: string): Note | null {
  try {
    return JSON.parse(fs.readFileSync(noteFile(dataDir), 'utf8'));
  } catch {
    return null;
  }
}

function commandOf(pid: number): string {
  const shown = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return shown.status === 0 ? shown.stdout : '';
}
