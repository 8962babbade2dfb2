// The only place that knows concrete parts: puts together what a request or a job works with.

import { type Clock, systemClock } from './base/clock.ts';
import { createTokenRing, type TokenRing } from './base/token.ts';
import { type Database, type DatabaseHandle, openDatabase } from './db/client.ts';
import type { Patience } from './db/deadline.ts';
import type { Dial } from './digest/checks/open-web.ts';
import { type Env, type QueueBinding, readEnv } from './env.ts';
import type { UnsubscribeJob } from './jobs/unsubscribes.ts';
import type { Sender } from './render/sender.ts';
import { createResendAccount, type ResendAccount } from './resend/account.ts';
import { createResendApi, type ResendApi } from './resend/api.ts';
import { createResendClient, type ResendClient } from './resend/client.ts';
import { lookAtDomain, recallDomain } from './resend/from-domain.ts';
import type { VettedSender } from './sending/commands/preflight.ts';
import type { RoadMessage } from './sending/delivery/deliver.ts';

/** Work for the `JOBS` queue. The database holds the work; a message only says that there is work. */
type Job =
  | { kind: 'plan'; sendId: string }
  /** Half a minute after a tick: enqueues what is missing by now. */
  | { kind: 'sweep' }
  | { kind: 'import'; importId: string }
  /** What hung on a list that is gone. */
  | { kind: 'removal'; listId: number };

/** Up to five lanes of a send: they work batch after batch for a minute or so, then pass themselves on. */
type LanesJob = { kind: 'lanes' } & RoadMessage;

type EmailJob = { kind: 'letter'; letterId: string };

/** A webhook event whose signature was verified; `id` is its svix-id, `payload` what is kept of it. */
export type EventJob = { kind: 'event'; id: string; payload: unknown };

interface Queues {
  jobs: QueueBinding<Job>;
  lanes: QueueBinding<LanesJob>;
  letters: QueueBinding<EmailJob>;
  /** What happened out there and stands in no table yet. */
  events: QueueBinding<EventJob | UnsubscribeJob>;
}

/** What every request and every job works with; lives as long as it does. */
export interface Deps {
  env: Env;
  db: Database;
  /** The same database with a longer deadline for each statement. */
  patient(kind: Patience): Database;
  /** Connections apart from those of `db`, for long work; whoever opens them closes them. */
  openDatabase(connections: number): DatabaseHandle;
  tokens: TokenRing;
  resend: ResendClient;
  resendApi: ResendApi;
  resendAccount: ResendAccount;
  /** For addresses that somebody else chose, by way of `fetchOpenWeb`. */
  dial: Dial;
  queues: Queues;
  clock: Clock;
  /** Tells `ALARM_URL`; the status of its answer, null if none came in ten seconds. */
  postAlarm(note: object): Promise<number | null>;
  /** Closes the database client; null if it was never opened. */
  close(): Promise<void> | null;
}

/**
 * `connections`: how many to the database the request or job may open at most. Of an invocation's
 * calls and connections Cloudflare lets six wait for their first answer at once; others queue.
 */
export function createDeps(bindings: object, connections = 3): Deps {
  const env = readEnv(bindings);
  const open = (most: number) =>
    openDatabase(env.DB.connectionString, most, {
      prepare: env.DATABASE_PREPARE === 'on',
      statementSeconds: env.STATEMENT_SECONDS,
    });
  const resend = { apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL };
  // Opened when first asked for: a client costs a third of a millisecond, and many requests need none.
  let database: DatabaseHandle | undefined;
  const shared = () => {
    database ??= open(connections);
    return database;
  };
  return {
    env,
    get db() {
      return shared().db;
    },
    patient: (kind) => shared().patient(kind),
    openDatabase: open,
    tokens: tokenRing(env.SIGNING_KEYS),
    resend: createResendClient(resend),
    resendApi: createResendApi(resend),
    resendAccount: createResendAccount(resend),
    dial: (url, init) => (env.OPEN_WEB ? env.OPEN_WEB.fetch(url, init) : fetch(url, init)),
    queues: {
      jobs: env.JOBS as QueueBinding<Job>,
      lanes: env.LANES as QueueBinding<LanesJob>,
      letters: env.LETTERS as QueueBinding<EmailJob>,
      events: env.EVENTS as Queues['events'],
    },
    clock: systemClock,
    postAlarm: (note) => postJson(env.ALARM_URL, note),
    close: () => database?.close() ?? null,
  };
}

/** Never throws: its errors would hold the address, and that is a secret. */
async function postJson(url: string, body: object): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}

const rings = new WeakMap<readonly string[], TokenRing>();

/** One ring per isolate: it holds no I/O, and its key schedule is worth keeping. */
function tokenRing(keys: readonly string[]): TokenRing {
  const ring = rings.get(keys) ?? createTokenRing(keys);
  rings.set(keys, ring);
  return ring;
}

/** Who sends, from the worker's variables. */
export function senderOf(env: Env): Sender {
  return {
    publicUrl: env.PUBLIC_URL,
    from: env.FROM,
    replyTo: env.REPLY_TO,
    senderName: env.SENDER_NAME,
    senderAddress: env.SENDER_ADDRESS,
    inboundAddress: env.INBOUND_ADDRESS,
    timezone: env.TIMEZONE,
  };
}

/** `senderOf`, with Resend's word about the domain of FROM: for what checks a send before it starts. */
export async function vettedSender({ env, resendAccount, clock }: Deps): Promise<VettedSender> {
  const look = () => lookAtDomain(resendAccount, env.FROM);
  return { ...senderOf(env), fromDomain: await recallDomain(env, clock(), look) };
}

// Enqueueing never fails what it follows: the work is in the database, and the sweep enqueues again.
