// `npm run test:faults`: all of it; `-- --seeds N` N random schedules of the model, `-- --seed S` one of them.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { writeTables } from '../../dev/docs-tables.ts';
import { readOptions, refuse } from '../../dev/usage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const usage = `npm run test:faults -- [--seeds N] [--seed S] [part of a file's name …]

Without options: the matrix, the model's first seeds, and the tables in docs/faults.md and sending.md.
--seeds N   N random schedules of the model, from a random seed on
--seed S    the schedule of seed S, made as short as it can be; with --seeds: the N from S on`;

const options = { seeds: { type: 'string' }, seed: { type: 'string' } } as const;
const { values, positionals } = readOptions(usage, options, true);
const seeds = readCount('--seeds', values.seeds);
const seed = readCount('--seed', values.seed);

if (seeds !== null || seed !== null) {
  const firstSeed = seed ?? Math.floor(Math.random() * 1_000_000_000);
  const env = { MODEL_SEED: String(firstSeed), MODEL_SEEDS: String(seeds ?? 1) };
  process.exitCode = runVitest(['tests/faults/model/model.test.ts'], env);
} else {
  process.exitCode = runVitest(positionals, { VERSIONS: 'all' });
  if (process.exitCode === 0) writeTables();
}

/** A whole number of at least 1; null if it was not given. */
function readCount(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  return refuse(usage, `${name} takes a whole number from 1, not “${text}”.`);
}

function runVitest(filters: string[], env: Record<string, string>): number {
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
  // One file at a time: each adds to the notes of outcomes, from which the tables are made.
  const projects = ['--project', 'faults', '--project', 'timed', '--no-file-parallelism'];
  const args = [vitest, 'run', ...projects, ...filters];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}
