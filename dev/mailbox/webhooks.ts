// Sends signed events to the worker: few at a time, with retries, and can be waited for.

import { randomBytes } from 'node:crypto';
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { Webhook } from 'standardwebhooks';
import type { EventLog, ToldEvent } from './event-log.ts';

/** One event on its way. `id`, the svix-id, stays the same over retries, copies and replays. */
export interface Outgoing extends ToldEvent {
  forged: boolean;
  timestampOffsetSeconds: number;
  /** A replay: one delivery, without the retries that it had before. */
  once?: boolean;
}

export interface WebhookTarget {
  url: string | null;
  /** The address by which the account knows the webhook, where that is not `url`. */
  endpoint: string | null;
  secret: string;
  /** Types that it is told; what a test orders by hand is told whatever it is. */
  events: readonly string[];
  status: 'enabled' | 'disabled';
  /** Seconds before each retry. */
  retrySeconds: readonly number[];
  /** Whether accepted mail causes events by itself. */
  auto: boolean;
}

export interface Webhooks {
  target: WebhookTarget;
  /** Queues events made when their turn comes; `count` is how many `make` will yield. */
  enqueue(count: number, make: () => Iterable<Outgoing>, delayMs?: number): Promise<void>;
  readonly pending: number;
  readonly delivered: number;
  readonly failed: number;
  /** Resolves when nothing is pending, or false after the time. */
  idle(timeoutMs: number): Promise<boolean>;
  clear(): void;
  close(): void;
}

const atOnce = 16;
/** Before each retry; Resend's are 5 s, 5 min, 30 min …, a laptop has less patience. */
export const retrySeconds: readonly number[] = [0.2, 0.5, 1, 2, 5, 10, 20, 30, 60];
const answerTimeoutMs = 15_000;
const forgedSecret = `whsec_${randomBytes(24).toString('base64')}`;

interface Burst {
  events: Iterator<Outgoing>;
  left: number;
  done: () => void;
}

export function createWebhooks(target: WebhookTarget, log: EventLog): Webhooks {
  const agents = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true }),
  };
  const timers = new Set<NodeJS.Timeout>();
  let bursts: Burst[] = [];
  let waiters: (() => void)[] = [];
  let active = 0;
  let generation = 0;
  const counts = { pending: 0, delivered: 0, failed: 0 };

  const later = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  };
  const settle = (burst: Burst) => {
    counts.pending -= 1;
    burst.left -= 1;
    if (burst.left === 0) burst.done();
    if (counts.pending > 0) return;
    for (const wake of waiters.splice(0)) wake();
  };
  const attempt = async (event: Outgoing, burst: Burst, tries: number, born: number) => {
    active += 1;
    if (tries === 0 && !event.forged) log.begin(event);
    const taken = await post(target, event, agents).catch(() => false);
    active -= 1;
    if (born !== generation) return;
    const wait = event.once === true ? undefined : target.retrySeconds[tries];
    if (taken || event.forged || wait === undefined) {
      if (!event.forged && (taken || !event.once)) log.end(event, taken ? 'success' : 'failed');
      counts[taken ? 'delivered' : 'failed'] += 1;
      settle(burst);
    } else {
      later(wait * 1000, () => void attempt(event, burst, tries + 1, born));
    }
    pump();
  };
  const pump = () => {
    while (active < atOnce) {
      const burst = bursts[0];
      if (burst === undefined) return;
      const next = burst.events.next();
      if (next.done === true) bursts.shift();
      else void attempt(next.value, burst, 0, generation);
    }
  };
  return {
    target,
    get pending() {
      return counts.pending;
    },
    get delivered() {
      return counts.delivered;
    },
    get failed() {
      return counts.failed;
    },
    enqueue(count, make, delayMs = 0) {
      if (target.url === null || count === 0) return Promise.resolve();
      counts.pending += count;
      const born = generation;
      return new Promise((done) => {
        const start = () => {
          if (born !== generation) return;
          bursts.push({ events: make()[Symbol.iterator](), left: count, done });
          pump();
        };
        if (delayMs > 0) later(delayMs, start);
        else setImmediate(start);
      });
    },
    idle(timeoutMs) {
      if (counts.pending === 0) return Promise.resolve(true);
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), timeoutMs);
        waiters.push(() => {
          clearTimeout(timer);
          resolve(true);
        });
      });
    },
    clear() {
      generation += 1;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      bursts = [];
      for (const wake of waiters) wake();
      waiters = [];
      Object.assign(counts, { pending: 0, delivered: 0, failed: 0 });
    },
    close() {
      this.clear();
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** The three headers that Svix sends (Standard Webhooks under its older names). */
function signEvent(secret: string, event: Outgoing, nowMs: number): Record<string, string> {
  const at = new Date(nowMs + event.timestampOffsetSeconds * 1000);
  const signer = new Webhook(event.forged ? forgedSecret : secret);
  return {
    'svix-id': event.id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': signer.sign(event.id, at, event.body),
  };
}

/** True for any 2xx. */
function post(
  { url, secret }: WebhookTarget,
  event: Outgoing,
  agents: { http: HttpAgent; https: HttpsAgent },
): Promise<boolean> {
  if (url === null) return Promise.resolve(true);
  const secure = url.startsWith('https:');
  const headers = {
    ...signEvent(secret, event, Date.now()),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(event.body),
    'user-agent': 'Svix-Webhooks/1.0 (mailbox)',
  };
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, timeout: answerTimeoutMs };
    const request = secure
      ? requestHttps(url, { ...options, agent: agents.https })
      : requestHttp(url, { ...options, agent: agents.http });
    request.on('timeout', () => request.destroy(new Error('The webhook was not answered')));
    request.on('error', reject);
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        resolve(status >= 200 && status < 300);
      });
      response.on('error', reject);
    });
    request.end(event.body);
  });
}
