// A stand-in for the consumers of one Cloudflare queue: how many there are, and when that changes.

import { readQueues } from './cloud-queues.ts';

/**
 * Documented is that a queue has one consumer at first and up to `max_concurrency`, and that by its
 * backlog more are added, or fewer are kept, when one has ended
 * (developers.cloudflare.com/queues/configuration/consumer-concurrency, read in November 2026). Not
 * documented is how many: so these are readings.
 */
export const growths = {
  /** As many as there are messages. */
  promptly: (consumers: number, backlog: number) =>
    backlog > 0 ? consumers + backlog : consumers - 1,
  /** One more at a time. */
  one_by_one: (consumers: number, backlog: number) => consumers + (backlog > 0 ? 1 : -1),
  /** As if it had `max_concurrency = 1`. */
  never: () => 1,
};
export type Growth = keyof typeof growths;

export interface GrowingQueue<Message> {
  send(message: Message, delaySeconds: number): void;
  consumers(): number;
  mostAtWork(): number;
}

/** From `send`, or the end of another consumer, to the start of the next. */
const deliverySeconds = 0.2;
/** “At least once”: of so many messages one comes once more. */
const everyNthTwice = 20;

export function startGrowingQueue<Message>(
  binding: string,
  growth: Growth,
  consume: (message: Message) => Promise<void>,
): GrowingQueue<Message> {
  const { most, batch } = limitsOf(binding);
  if (batch !== 1) throw new Error('The stand-in knows batches of one message only');
  const waiting: Message[] = [];
  let [consumers, atWork, mostAtWork, sent] = [1, 0, 0, 0];

  function deliver(): void {
    while (atWork < consumers) {
      const message = waiting.shift();
      if (message === undefined) return;
      atWork += 1;
      mostAtWork = Math.max(mostAtWork, atWork);
      setTimeout(() => void work(message), deliverySeconds * 1000);
    }
  }

  async function work(message: Message): Promise<void> {
    await consume(message);
    atWork -= 1;
    consumers = Math.min(most, Math.max(1, growths[growth](consumers, waiting.length)));
    deliver();
  }

  const arrive = (message: Message, delaySeconds: number) =>
    setTimeout(() => {
      waiting.push(message);
      deliver();
    }, delaySeconds * 1000);

  return {
    send(message, delaySeconds) {
      sent += 1;
      arrive(message, delaySeconds);
      if (sent % everyNthTwice === 0) arrive(message, delaySeconds + 1);
    },
    consumers: () => consumers,
    mostAtWork: () => mostAtWork,
  };
}

/** As wrangler.toml says. */
function limitsOf(binding: string) {
  const { producers, consumers } = readQueues();
  const name = producers.find((producer) => producer.binding === binding)?.queue;
  const consumer = consumers.find(({ queue }) => queue === name);
  if (!consumer) throw new Error(`Nothing consumes ${binding}`);
  return { most: consumer.max_concurrency, batch: consumer.max_batch_size };
}
