// CPU time and memory of other processes, read from /proc (Linux; elsewhere the figures are null).

import fs from 'node:fs';

/** Clock ticks a second in /proc: 100 on every Linux we know of. */
const ticksPerSecond = 100;

/** Seconds of CPU that a process, its living children and its ended children have used. */
export function cpuSeconds(pid: number): number | null {
  const own = readStat(pid);
  if (own === null) return null;
  const children = childrenOf(pid).map((child) => readStat(child)?.own ?? 0);
  return (own.own + own.ended + children.reduce((sum, ticks) => sum + ticks, 0)) / ticksPerSecond;
}

/** Resident memory in MB: now, and the most there ever was since `forgetPeak`. */
export function memoryMB(pid: number): { now: number; peak: number } | null {
  const status = readText(`/proc/${pid}/status`);
  const kilobytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status ?? '')?.[1]);
  if (status === null) return null;
  return { now: kilobytes('VmRSS') / 1024, peak: kilobytes('VmHWM') / 1024 };
}

/** Sets the peak back to what is resident now. */
export function forgetPeak(pid: number): void {
  try {
    fs.writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Not Linux, or not ours: the peak is then that of the whole life.
  }
}

function readStat(pid: number): { own: number; ended: number } | null {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The command in parentheses may hold anything; fields count from behind it.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
  return { own: user + system, ended: endedUser + endedSystem };
}

function childrenOf(pid: number): number[] {
  const listed = readText(`/proc/${pid}/task/${pid}/children`);
  return listed === null ? [] : listed.trim().split(' ').filter(Boolean).map(Number);
}

function readText(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
