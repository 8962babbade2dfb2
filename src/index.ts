// The worker: requests, queue messages and the cron tick.

import { createApp } from './app.ts';
import { readEnv } from './env.ts';
import { workDeadLetters } from './jobs/dead-letters.ts';
import { workMessages } from './jobs/jobs.ts';
import type { QueueMessage } from './jobs/queue-message.ts';
import { tick } from './jobs/tick.ts';
import { lanesOfRoad } from './sending/delivery/roads.ts';
import { createDeps } from './wiring.ts';

const app = createApp(createDeps);
const deadQueue = 'chrysanthemum-dead';
const lanesQueue = 'chrysanthemum-lanes';

interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void;
  passThroughOnException(): void;
  props: unknown;
}

export default {
  fetch: (request: Request, bindings: object, context: ExecutionContext) =>
    app.fetch(request, bindings, context),

  async queue(batch: { queue: string; messages: readonly QueueMessage[] }, bindings: object) {
    if (batch.queue.startsWith(deadQueue)) return workDeadLetters(bindings, batch.messages);
    const { LANE_CONNECTIONS } = readEnv(bindings);
    const atOnce = batch.messages.length * (batch.queue.startsWith(lanesQueue) ? lanesOfRoad : 1);
    const deps = createDeps(bindings, Math.min(LANE_CONNECTIONS, atOnce));
    try {
      await workMessages(deps, batch.messages);
    } finally {
      await deps.close();
    }
  },

  async scheduled({ cron }: { cron: string }, bindings: object) {
    const deps = createDeps(bindings, 1);
    try {
      await tick(deps, cron);
    } finally {
      await deps.close();
    }
  },
};
