// The whole HTTP side on a database of its own, called without a network.

import { expect } from 'vitest';
import { Scope } from '../../src/access/caller.ts';
import { createKey } from '../../src/access/keys/api-key.ts';
import { createApp } from '../../src/app.ts';
import type { Database } from '../../src/db/client.ts';
import type { OpenDeps } from '../../src/http/context.ts';
import { createDeps } from '../../src/wiring.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { findOperation, validateAnswer } from './documented.ts';
import { type Engine, startEngine, type TestQueues, testBindings } from './engine.ts';

interface CallOptions {
  /** An object goes as JSON; text and bytes go as they are. */
  body?: unknown;
  /** Another key than the full one; null for none. */
  key?: string | null;
  headers?: Record<string, string>;
}

export interface Called {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON, whatever its schema: tests name the fields they look at. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads fields of answers it has just checked
  json: any;
}

export interface TestApp {
  app: ReturnType<typeof createApp>;
  db: Database;
  url: string;
  bindings: Record<string, unknown>;
  queues: TestQueues;
  /** Has every scope. */
  key: string;
  /** A key with exactly these scopes. */
  keyWith(...scopes: Scope[]): Promise<string>;
  /** Calls the app, and holds the answer of an API route against the OpenAPI document. */
  call(method: string, path: string, options?: CallOptions): Promise<Called>;
}

/** The app on a fresh database, without a mailbox; `variables` differ from `testBindings`. */
export async function setup(variables: Record<string, unknown> = {}): Promise<TestApp> {
  const database = await freshDatabase();
  const nobody = 'http://127.0.0.1:9';
  const { bindings, queues } = testBindings(database.url, nobody);
  return openApp(database, { ...bindings, ...variables }, queues, createDeps);
}

/** The app beside a send engine with its mailbox, on one database and the same queues; see `setup`. */
export async function setupWithEngine(
  variables: Record<string, unknown> = {},
): Promise<TestApp & { engine: Engine }> {
  const engine = await startEngine(variables);
  const ours = testBindings(engine.database.url, engine.mailbox.url);
  const bindings = { ...ours.bindings, ...variables };
  const openDeps = () => ({ ...engine.deps, close: async () => {} });
  return { ...(await openApp(engine.database, bindings, engine.queues, openDeps)), engine };
}

async function openApp(
  database: TestDatabase,
  bindings: Record<string, unknown>,
  queues: TestApp['queues'],
  openDeps: OpenDeps,
): Promise<TestApp> {
  const app = createApp((env) => openDeps(env));
  const { db, url } = database;
  const keyWith = async (...scopes: Scope[]) =>
    (await createKey(db, { name: 'test', scopes }, new Date())).key;
  const key = await keyWith(...Scope.options);
  return {
    app,
    db,
    url,
    bindings,
    queues,
    key,
    keyWith,
    async call(method, path, options = {}) {
      const background = collectWork();
      const request = toRequest(method, path, options, key);
      const response = await app.fetch(request, bindings, background.context);
      const called = await readAnswer(response);
      await background.settled();
      const operation = findOperation(method, path);
      if (operation) expect(validateAnswer(operation, called)).toEqual([]);
      return called;
    },
  };
}

/** Stands in for a worker's `waitUntil`: what an answer leaves behind is done when a test looks. */
export function collectWork() {
  const work: Promise<unknown>[] = [];
  return {
    context: {
      waitUntil: (one: Promise<unknown>) => void work.push(one),
      passThroughOnException: () => {},
      props: {},
    },
    settled: () => Promise.allSettled(work),
  };
}

function toRequest(method: string, path: string, options: CallOptions, key: string): Request {
  const headers = new Headers(options.headers);
  const credential = options.key === undefined ? key : options.key;
  if (credential !== null && !headers.has('authorization')) {
    headers.set('authorization', `Bearer ${credential}`);
  }
  const { body } = options;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array || body === undefined;
  if (!headers.has('content-type') && !isRaw) headers.set('content-type', 'application/json');
  const payload = isRaw ? (body ?? null) : JSON.stringify(body);
  return new Request(`https://digest.example.com${path}`, {
    method,
    headers,
    body: payload as BodyInit | null,
  });
}

async function readAnswer(response: Response): Promise<Called> {
  const text = await response.text();
  const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
  const json: unknown = isJson && !isNdjson(response) ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}

function isNdjson(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').includes('ndjson');
}
