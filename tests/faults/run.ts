// `npm run test:faults`: all of it; `-- --seeds N` N random schedules of the model, `-- --seed S` one of them.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeTables } from '../../dev/docs-tables.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const usage = `npm run test:faults -- [--seeds N] [--seed S] [part of a file's name …]

Without options: the matrix, the model's first seeds, and the tables in docs/faults.md and sending.md.
--seeds N   N random schedules of the model, from a random seed on
--seed S    the schedule of seed S, made as short as it can be; with --seeds: the N from S on`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } },
});
const seeds = readCount(values.seeds);
const seed = readCount(values.seed);

if (values.help) console.log(usage);
else if (Number.isNaN(seeds) || Number.isNaN(seed)) {
  console.error(usage);
  process.exitCode = 2;
} else if (seeds !== null || seed !== null) {
  const firstSeed = seed ?? Math.floor(Math.random() * 1_000_000_000);
  const env = { MODEL_SEED: String(firstSeed), MODEL_SEEDS: String(seeds ?? 1) };
  process.exitCode = runVitest(['tests/faults/model/model.test.ts'], env);
} else {
  process.exitCode = runVitest(positionals, {});
  if (process.exitCode === 0) writeTables();
}

/** A whole number of at least 1; null if it was not given, NaN if it is something else. */
function readCount(text: string | undefined): number | null {
  if (text === undefined) return null;
  const count = Number(text);
  return Number.isSafeInteger(count) && count >= 1 ? count : Number.NaN;
}

function runVitest(filters: string[], env: Record<string, string>): number {
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
  const args = [vitest, 'run', '--project', 'faults', ...filters];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}
