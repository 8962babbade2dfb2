// The worker: requests, queue messages and the cron tick.

import { createApp } from './app.ts';
import { readEnv } from './env.ts';
import { buryMessages, type QueueMessage, tick, workMessages } from './jobs.ts';
import { createDeps } from './wiring.ts';

const app = createApp(createDeps);
const deadQueue = 'chrysanthemum-dead';

interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void;
  passThroughOnException(): void;
  props: unknown;
}

export default {
  fetch: (request: Request, bindings: object, context: ExecutionContext) =>
    app.fetch(request, bindings, context),

  async queue(batch: { queue: string; messages: readonly QueueMessage[] }, bindings: object) {
    const { LANE_CONNECTIONS } = readEnv(bindings);
    const deps = createDeps(bindings, Math.min(LANE_CONNECTIONS, batch.messages.length));
    if (batch.queue.startsWith(deadQueue)) return buryMessages(deps, batch.messages);
    try {
      await workMessages(deps, batch.messages);
    } finally {
      await deps.close();
    }
  },

  async scheduled(_event: unknown, bindings: object) {
    const deps = createDeps(bindings, 1);
    try {
      await tick(deps);
    } finally {
      await deps.close();
    }
  },
};
