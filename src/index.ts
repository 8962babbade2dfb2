// The worker: requests, queue messages and the cron tick.

import { createApp } from './app.ts';
import { buryMessages, type QueueMessage, tick, workMessages } from './jobs.ts';
import { createDeps } from './wiring.ts';

const app = createApp(createDeps);
const deadQueue = 'chrysanthemum-dead';

interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void;
  passThroughOnException(): void;
  props: unknown;
}

/**
 * Five lanes call at once, and their short statements share one connection: workerd's six sockets.
 * An import reads its next chunk while the last one is written.
 */
function connectionsFor(messages: readonly QueueMessage[]): number {
  return messages.some(({ body }) => isImport(body)) ? 2 : 1;
}

function isImport(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'import';
}

export default {
  fetch: (request: Request, bindings: object, context: ExecutionContext) =>
    app.fetch(request, bindings, context),

  async queue(batch: { queue: string; messages: readonly QueueMessage[] }, bindings: object) {
    const deps = createDeps(bindings, connectionsFor(batch.messages));
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
