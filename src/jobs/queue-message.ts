// A Cloudflare queue message, and how long one whose work fails waits.

import { type Backoff, backoffSeconds } from '../base/backoff.ts';

/** The part of a Cloudflare queue message we use. */
export interface QueueMessage {
  id: string;
  body: unknown;
  /** Deliveries so far, this one included. */
  attempts: number;
  ack(): void;
  /** At most 12 hours later. */
  retry(options?: { delaySeconds?: number }): void;
}

export const backoffs = {
  /** Work that stands in the database: the sweep enqueues it again in any case. */
  job: { first: 2, most: 300 },
  /**
   * An event stands nowhere but in its message. With `max_retries = 100` (wrangler.toml) it is tried
   * for a day, well within the four days after which a queue forgets; then it is put back as a new
   * message (dead-letters.ts).
   */
  event: { first: 5, most: 900 },
  /** At most this far apart: who left should not get the next digest. */
  unsubscribe: { first: 2, most: 30 },
} as const satisfies Record<string, Backoff>;

/** Gives the message back to its queue for a while. */
export function retryLater(message: QueueMessage, backoff: Backoff): void {
  message.retry({ delaySeconds: backoffSeconds(message.attempts, backoff) });
}
