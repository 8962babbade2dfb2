import { expect, test } from 'vitest';
import { runSchedule } from './run-schedule.ts';

// Set by tests/faults/run.ts.
const seeds = Number(process.env.MODEL_SEEDS ?? 500);
const firstSeed = Number(process.env.MODEL_SEED ?? 1);

test(
  `${seeds} schedules from seed ${firstSeed} on break none of I1–I16`,
  () => {
    for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
      const failure = runSchedule(seed);
      const again = `Seed ${seed}. Again: npm run test:faults -- --seed ${seed}`;
      if (failure) expect.fail(`${failure.message}\n\n${again}\n`);
    }
  },
  60_000 + seeds * 100,
);
