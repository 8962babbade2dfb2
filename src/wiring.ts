// The only place that knows concrete parts: puts together what a request or a job works with.

import { type Clock, systemClock } from './base/clock.ts';
import { createTokenRing, type TokenRing } from './base/token.ts';
import { type Database, type DatabaseHandle, openDatabase } from './db/client.ts';
import type { Patience } from './db/deadline.ts';
import { type Dial, isOpenWeb } from './digest/checks/open-web.ts';
import { type Env, type QueueBinding, readEnv } from './env.ts';
import type { QueueMessages } from './jobs/messages.ts';
import { log } from './log.ts';
import type { FeedDeps } from './proposals/feeds/work.ts';
import type { ProposalDeps } from './proposals/making/work.ts';
import type { Models } from './proposals/models/settings.ts';
import { readModels } from './proposals/models/variables.ts';
import type { EmbeddingSettings } from './proposals/stories/embed.ts';
import type { SourceWeb } from './proposals/web/ask-web.ts';
import type { Sender } from './render/sender.ts';
import { createResendAccount, type ResendAccount } from './resend/account.ts';
import { createResendApi, type ResendApi } from './resend/api.ts';
import { createResendClient, type ResendClient } from './resend/client.ts';
import { recallDomain } from './resend/from-domain.ts';
import type { VettedSender } from './sending/commands/preflight.ts';

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
  queues: { [Name in keyof QueueMessages]: QueueBinding<QueueMessages[Name]> };
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
      jobs: env.JOBS as QueueBinding<QueueMessages['jobs']>,
      lanes: env.LANES as QueueBinding<QueueMessages['lanes']>,
      letters: env.LETTERS as QueueBinding<QueueMessages['letters']>,
      events: env.EVENTS as QueueBinding<QueueMessages['events']>,
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

/**
 * The way to articles: the open web, and the origins of `ALLOW_SOURCES`, which are dialled as our own
 * services are, for on a machine of ours the open web has no private addresses.
 */
function sourceWeb({ env, dial }: Pick<Deps, 'env' | 'dial'>): SourceWeb {
  const isAllowed = (url: string) => env.ALLOW_SOURCES.includes(URL.parse(url)?.origin ?? '');
  return {
    isOpen: (url) => isOpenWeb(url) || isAllowed(url),
    dial: (url, init) => (isAllowed(url) ? fetch(url, init) : dial(url, init)),
    agent: `ChrysanthemumDigest/1 (+${env.PUBLIC_URL})`,
  };
}

const knownModels = new WeakMap<Env, Models>();

/** Once per isolate: what is learnt of a model is remembered as long as that lives. */
function modelsOf(env: Env): Models | null {
  const models = knownModels.get(env) ?? readModels(env);
  knownModels.set(env, models);
  return models.writer || models.verifier ? models : null;
}

/** What the work on proposals needs. */
export function proposalDeps(deps: Pick<Deps, 'db' | 'env' | 'dial'>): ProposalDeps {
  const { db, env } = deps;
  const own = { zone: env.TIMEZONE, publicUrl: env.PUBLIC_URL };
  const models = modelsOf(env);
  return { db, web: sourceWeb(deps), ...own, models, embeddings: embeddingsOf(env), note: log };
}

function embeddingsOf(env: Env): EmbeddingSettings | null {
  const [url, name, key] = [env.EMBEDDINGS_URL, env.EMBEDDINGS_NAME, env.EMBEDDINGS_KEY];
  if (name === '') return null;
  if (url !== '') return { at: { url, key }, name };
  return env.AI ? { at: { workersAi: env.AI }, name } : null;
}

/** For readings of feeds; the clock is read now. */
export function feedDeps(deps: Deps): FeedDeps {
  return { db: deps.db, web: sourceWeb(deps), now: deps.clock(), luck: Math.random };
}

/** `senderOf`, with the way to Resend's word about a From domain: for what checks a send before it starts. */
export function vettedSender({ env, resendAccount, clock }: Deps): VettedSender {
  return {
    ...senderOf(env),
    lookAt: (from) => recallDomain(env, resendAccount, from, clock()),
  };
}

// Enqueueing never fails what it follows: the work is in the database, and the sweep enqueues again.
