import { defineConfig } from 'vitest/config';

// unit: rooms and doors against a real PostgreSQL. worker: the built worker in workerd.
// faults: real kills, behind `npm run test:faults`. long: many runs of a property, by
// `npm run test:long`. e2e: pages in Chromium.
export default defineConfig({
  test: {
    globalSetup: ['tests/support/postgres-server.ts'],
    setupFiles: ['tests/support/seed.ts'],
    reporters: ['default'],
    // The worker logs one line per job; only a failing test's lines are worth reading.
    silent: 'passed-only',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/{worker,e2e,faults,long}/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'worker',
          include: ['tests/worker/**/*.test.ts'],
          fileParallelism: false,
          // Whole products that start, send and stop: on a busy machine half a minute is not enough.
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: { name: 'long', include: ['tests/long/**/*.test.ts'], fileParallelism: false },
      },
      {
        extends: true,
        test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], fileParallelism: false },
      },
    ],
  },
});
