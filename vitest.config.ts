import os from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests of what the process they run in holds or takes: each file gets a process of its own. */
const alone = ['tests/growth/*.test.ts', 'tests/sending/delivery/body-room.test.ts'];
/** Faults whose promise is a time: nothing runs beside them. */
const timed = ['tests/faults/{scale,stack,start-stop,versions}.test.ts'];

// unit: rooms and doors against a real PostgreSQL. alone: see above. worker: the built worker in workerd.
// faults, timed: real kills, behind `npm run test:faults`. long: many runs of a property, by
// `npm run test:long`. e2e: pages in Chromium.
export default defineConfig({
  test: {
    globalSetup: ['tests/support/postgres-server.ts'],
    setupFiles: ['tests/support/seed.ts'],
    reporters: ['default'],
    // The worker logs one line per job; only a failing test's lines are worth reading.
    silent: 'passed-only',
    // Whole products that start, send and stop: on a busy machine half a minute is not enough.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Half of a short file's time is the loading of the app: files of one process share it.
    isolate: false,
    // They wait for PostgreSQL, too: two cores carry two.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/{worker,e2e,faults,long}/**', ...alone],
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          sequence: { groupOrder: 1 },
          include: alone,
          isolate: true,
          // A machine that is slow for some seconds is no growth: what grows fails every time.
          retry: 3,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'worker',
          sequence: { groupOrder: 2 },
          include: ['tests/worker/**/*.test.ts'],
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          sequence: { groupOrder: 3 },
          include: ['tests/faults/**/*.test.ts'],
          exclude: timed,
          // What one of them breaks, no other meets. They wait more than they work, and longest on a busy machine.
          isolate: true,
          testTimeout: 480_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          sequence: { groupOrder: 4 },
          include: timed,
          isolate: true,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          sequence: { groupOrder: 5 },
          include: ['tests/long/**/*.test.ts'],
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          globalSetup: ['tests/e2e/chromium-server.ts'],
          sequence: { groupOrder: 6 },
          include: ['tests/e2e/**/*.test.ts'],
          // Every page in both themes and languages, beside another file: minutes on a busy machine.
          testTimeout: 480_000,
          // A second, as it is unless told, is less than a page takes there.
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
