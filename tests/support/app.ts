// The whole HTTP side on a database of its own, called without a network.

import { expect } from 'vitest';
import { createKey, Scope } from '../../src/access/api-key.ts';
import { createApp } from '../../src/app.ts';
import type { Database } from '../../src/db/client.ts';
import { createDeps, type Deps } from '../../src/wiring.ts';
import { freshDatabase } from './database.ts';
import { findOperation, validateAnswer } from './documented.ts';

/** A queue that only collects: the test looks at its messages and works them when it likes. */
export class CollectingQueue {
  readonly messages: unknown[] = [];

  async send(message: unknown): Promise<void> {
    this.messages.push(message);
  }

  async sendBatch(messages: Iterable<{ body: unknown }>): Promise<void> {
    for (const { body } of messages) this.messages.push(body);
  }

  /** All messages so far; the queue is empty afterwards. */
  drain(): unknown[] {
    return this.messages.splice(0);
  }
}

export interface CallOptions {
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
  jobs: CollectingQueue;
  letters: CollectingQueue;
  events: CollectingQueue;
  /** Has every scope. */
  key: string;
  /** A key with exactly these scopes. */
  keyWith(...scopes: Scope[]): Promise<string>;
  /** Dependencies as a job would have them; the caller closes them. */
  openDeps(): Deps;
  /** Calls the app, and holds the answer of an API route against the OpenAPI document. */
  call(method: string, path: string, options?: CallOptions): Promise<Called>;
}

/** `variables` are bindings that differ from a development worker's. */
export async function setup(variables: Record<string, unknown> = {}): Promise<TestApp> {
  const database = await freshDatabase();
  const [jobs, letters, events] = [
    new CollectingQueue(),
    new CollectingQueue(),
    new CollectingQueue(),
  ];
  const bindings = {
    DB: { connectionString: database.url },
    JOBS: jobs,
    LETTERS: letters,
    EVENTS: events,
    ASSETS: { fetch: async () => new Response(null, { status: 404 }) },
    ENVIRONMENT: 'development',
    PUBLIC_URL: 'https://digest.example.com',
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: 'http://127.0.0.1:9',
    RESEND_WEBHOOK_SECRET: 'whsec_dGVzdC1zZWNyZXQtdGVzdC1zZWNyZXQ=',
    SIGNING_KEYS: 'a-signing-key-for-tests-of-enough-length',
    FROM: 'digest@example.com',
    SENDER_NAME: 'Chrysanthemum Digest',
    SENDER_ADDRESS: '1-1 Kiku, Kyoto, Japan',
    ...variables,
  };
  const app = createApp((env) => createDeps(env));
  const keyWith = async (...scopes: Scope[]) =>
    (await createKey(database.db, { name: 'test', scopes }, new Date())).key;
  const key = await keyWith(...Scope.options);

  return {
    app,
    db: database.db,
    url: database.url,
    bindings,
    jobs,
    letters,
    events,
    key,
    keyWith,
    openDeps: () => createDeps(bindings),
    async call(method, path, options = {}) {
      const request = toRequest(method, path, options, key);
      const response = await app.fetch(request, bindings);
      const called = await readAnswer(response);
      const operation = findOperation(method, path);
      if (operation) expect(validateAnswer(operation, called)).toEqual([]);
      return called;
    },
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
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const json: unknown = isJson && !isNdjson(response) ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}

function isNdjson(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').includes('ndjson');
}
