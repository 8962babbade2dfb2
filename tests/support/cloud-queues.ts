// A stand-in for Cloudflare Queues with a clock of its own: delays, retries and dead letters as documented.

import { unstable_readConfig } from 'wrangler';
import { projectRoot } from '../../dev/worker.ts';
import type { QueueBinding } from '../../src/env.ts';
import type { QueueMessage } from '../../src/jobs/queue-message.ts';

/** One consumer of wrangler.toml; times in seconds. */
interface Consumer {
  queue: string;
  max_batch_size: number;
  max_batch_timeout: number;
  max_retries: number;
  retry_delay: number;
  max_concurrency: number;
  dead_letter_queue?: string;
}

export interface CloudQueues {
  /** Bindings of the producers, by name. */
  bindings: Record<string, QueueBinding<unknown>>;
  /** Seconds since the start. */
  now(): number;
  /** Lets this much time pass; whatever is due in it is delivered in its moment. */
  pass(seconds: number): Promise<void>;
  waiting(): number;
  /** Deliveries of messages so far. */
  deliveries(): number;
  /** What became too old, or had no retry and no dead-letter queue left. */
  lost: unknown[];
}

interface Waiting {
  id: string;
  queue: string;
  body: string;
  attempts: number;
  writtenAt: number;
  dueAt: number;
}

/** developers.cloudflare.com/queues/platform/limits, read in November 2026. */
const limits = { bytes: 128_000, delaySeconds: 12 * 3600, retentionSeconds: 4 * 24 * 3600 };

/** How often a message that was acknowledged comes once more: “at least once”. */
const everyNthTwice = 7;

/**
 * `consume` is the worker's queue handler; when it throws, what it did not name comes again after
 * `retry_delay`. Batches are handed over one after the other and take no time: consumer concurrency
 * is not modelled. Of what is due the latest comes first, for no order is promised.
 */
export function startCloudQueues(
  consume: (batch: { queue: string; messages: readonly QueueMessage[] }) => Promise<void>,
): CloudQueues {
  const { producers, consumers } = readQueues();
  let now = 0;
  let count = 0;
  let deliveries = 0;
  let all: Waiting[] = [];
  const lost: unknown[] = [];

  const write = (queue: string, body: unknown, delaySeconds = 0) => {
    const text = JSON.stringify(body);
    if (Buffer.byteLength(text) > limits.bytes) throw new Error('message too large');
    count += 1;
    const dueAt = now + checkDelay(delaySeconds);
    all.push({ id: `m${count}`, queue, body: text, attempts: 0, writtenAt: now, dueAt });
  };

  async function deliver(consumer: Consumer, batch: readonly Waiting[]): Promise<void> {
    const ends = new Map<string, number | 'acked'>();
    const end = (id: string, how: number | 'acked') => {
      if (!ends.has(id)) ends.set(id, how);
    };
    const messages = batch.map((message) => {
      message.attempts += 1;
      deliveries += 1;
      const { id, attempts } = message;
      const body: unknown = JSON.parse(message.body);
      return {
        id,
        attempts,
        body,
        ack: () => end(id, 'acked'),
        retry: (options?: { delaySeconds?: number }) =>
          end(id, checkDelay(options?.delaySeconds ?? consumer.retry_delay)),
      };
    });
    let usual: number | 'acked' = 'acked';
    await consume({ queue: consumer.queue, messages }).catch(() => {
      usual = consumer.retry_delay;
    });
    for (const message of batch) conclude(consumer, message, ends.get(message.id) ?? usual);
  }

  function conclude(consumer: Consumer, message: Waiting, how: number | 'acked'): void {
    const isTwice = message.attempts === 1 && Number(message.id.slice(1)) % everyNthTwice === 0;
    if (how === 'acked' && !isTwice) {
      drop(message);
      return;
    }
    message.dueAt = now + (how === 'acked' ? 1 : how);
    if (message.attempts <= consumer.max_retries) return;
    drop(message);
    const { dead_letter_queue: dead } = consumer;
    if (dead) write(dead, JSON.parse(message.body));
    else lost.push(JSON.parse(message.body));
  }

  function drop(message: Waiting): void {
    all = all.filter((other) => other !== message);
  }

  /** The moment at which the consumer would be handed a batch; null if nothing waits for it. */
  function momentOf({ queue, max_batch_size, max_batch_timeout }: Consumer): number | null {
    const due = all.filter((one) => one.queue === queue).map(({ dueAt }) => dueAt);
    due.sort((a, b) => a - b);
    const [first] = due;
    if (first === undefined) return null;
    const full = due[max_batch_size - 1] ?? Number.POSITIVE_INFINITY;
    return Math.max(now, Math.min(first + max_batch_timeout, full));
  }

  function forgetOld(): void {
    for (const message of all) {
      if (now - message.writtenAt < limits.retentionSeconds) continue;
      drop(message);
      lost.push(JSON.parse(message.body));
    }
  }

  return {
    bindings: Object.fromEntries(
      producers.map(({ binding, queue }) => [
        binding,
        {
          async send(body, options) {
            write(queue, body, options?.delaySeconds);
          },
          async sendBatch(messages) {
            for (const { body, delaySeconds } of messages) write(queue, body, delaySeconds);
          },
        } satisfies QueueBinding<unknown>,
      ]),
    ),
    now: () => now,
    async pass(seconds) {
      const until = now + seconds;
      for (;;) {
        const next = consumers
          .map((consumer) => ({ consumer, at: momentOf(consumer) ?? Number.POSITIVE_INFINITY }))
          .reduce((a, b) => (b.at < a.at ? b : a));
        if (next.at > until) break;
        now = next.at;
        forgetOld();
        const due = all.filter(({ queue, dueAt }) => queue === next.consumer.queue && dueAt <= now);
        await deliver(next.consumer, due.toReversed().slice(0, next.consumer.max_batch_size));
      }
      now = until;
      forgetOld();
    },
    waiting: () => all.length,
    deliveries: () => deliveries,
    lost,
  };
}

function checkDelay(seconds: number): number {
  if (seconds < 0 || seconds > limits.delaySeconds) throw new Error(`a delay of ${seconds} s`);
  return seconds;
}

/** The product's own settings; one that is left to a default, which differs by place, is an error. */
export function readQueues(): Queues {
  const config: { queues: Queues } = unstable_readConfig({
    config: `${projectRoot}/wrangler.toml`,
  });
  const { producers, consumers } = config.queues;
  for (const stated of consumers) {
    for (const name of settings) {
      if (stated[name] === undefined) throw new Error(`${stated.queue} does not state ${name}`);
    }
  }
  return { producers, consumers };
}

interface Queues {
  producers: { binding: string; queue: string }[];
  consumers: Consumer[];
}

const settings = [
  'max_batch_size',
  'max_batch_timeout',
  'max_retries',
  'retry_delay',
  'max_concurrency',
] as const;
