// The only place that knows concrete parts: puts together what a request or a job works with.

import { type Clock, systemClock } from './base/clock.ts';
import { createTokenRing, type TokenRing } from './base/token.ts';
import { type Database, openDatabase } from './db/client.ts';
import { type Env, type QueueBinding, readEnv } from './env.ts';
import { createResendClient, type ResendClient } from './resend/client.ts';

/** Work for the `JOBS` queue. The database holds the work; a message is only a doorbell. */
export type Job =
  | { kind: 'plan'; sendId: string }
  /** One lane of a send: works batch after batch for some seconds, then passes itself on. */
  | { kind: 'deliver'; sendId: string }
  | { kind: 'import'; importId: string };

export type LetterJob = { kind: 'letter'; letterId: string };

/** A webhook event whose signature was verified; `id` is its svix-id. */
export type EventJob = { kind: 'event'; id: string; payload: unknown };

export interface Queues {
  jobs: QueueBinding<Job>;
  letters: QueueBinding<LetterJob>;
  events: QueueBinding<EventJob>;
}

/** What every door gets. Lives as long as one request or one job. */
export interface Deps {
  env: Env;
  db: Database;
  tokens: TokenRing;
  resend: ResendClient;
  queues: Queues;
  clock: Clock;
  /** Closes the database client. */
  close(): Promise<void>;
}

/** `connections`: how many the request or job may open at most (workerd allows 6 sockets in all). */
export function createDeps(bindings: object, connections = 3): Deps {
  const env = readEnv(bindings);
  const database = openDatabase(env.DB.connectionString, connections);
  return {
    env,
    db: database.db,
    tokens: tokenRing(env.SIGNING_KEYS),
    resend: createResendClient({ apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL }),
    queues: {
      jobs: env.JOBS as QueueBinding<Job>,
      letters: env.LETTERS as QueueBinding<LetterJob>,
      events: env.EVENTS as QueueBinding<EventJob>,
    },
    clock: systemClock,
    close: database.close,
  };
}

const rings = new WeakMap<readonly string[], TokenRing>();

/** One ring per isolate: it holds no I/O, and its key schedule is worth keeping. */
function tokenRing(keys: readonly string[]): TokenRing {
  const ring = rings.get(keys) ?? createTokenRing(keys);
  rings.set(keys, ring);
  return ring;
}
