// The built worker in workerd over a database of its own and a mailbox, for one test file.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type RunningMailbox, startMailbox } from '../../dev/mailbox/server.ts';
import { freePort } from '../../dev/postgres.ts';
import { type RunningWorker, startWorker } from '../../dev/worker.ts';
import { ensureDevelopmentKey } from '../../src/access/keys/api-key.ts';
import { cloneDatabase, fitSessions, type TestDatabase } from './database.ts';
import { type MailboxMessage, testBindings } from './engine.ts';

export interface TestWorker {
  worker: RunningWorker;
  database: TestDatabase;
  mailbox: RunningMailbox;
  /** A request to the worker with the full-scope key; `json` is sent as such. */
  call(method: string, route: string, body?: CallBody): Promise<Response>;
  /** `call`, its answer parsed; throws what the worker said unless it is 2xx. */
  api<Answer = Record<string, unknown>>(
    method: string,
    route: string,
    body?: CallBody,
  ): Promise<Answer>;
  /** Every mail the mailbox accepted, oldest first. */
  mails(query?: string): Promise<MailboxMessage[]>;
  stats(): Promise<{ accepted: number; distinct: number; duplicates: number; requests: number }>;
  stop(): Promise<void>;
}

interface CallBody {
  json?: unknown;
  text?: string;
  type?: string;
  headers?: Record<string, string>;
}

/** Of the variables of a test worker those that are text: the others are wrangler's to bind. */
export function textBindings(databaseUrl: string, mailboxUrl: string): Record<string, string> {
  const texts = Object.entries(testBindings(databaseUrl, mailboxUrl).bindings).flatMap(
    ([name, value]) => (typeof value === 'string' ? [[name, value]] : []),
  );
  return Object.fromEntries(texts);
}

/** `workersAi`: who stands in for it. */
export async function startTestWorker(
  variables: Record<string, string> = {},
  workersAi?: URL,
): Promise<TestWorker> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-worker-'));
  const database = await cloneDatabase();
  await fitSessions(database.url);
  await ensureDevelopmentKey(database.db, 'dev', 'development');
  const port = await freePort();
  const mailbox = await startMailbox({
    port: 0,
    dataDir,
    webhookUrl: `http://127.0.0.1:${port}/webhooks/resend`,
  });
  const worker = await startWorker({
    port,
    dataDir,
    databaseUrl: database.url,
    ...(workersAi ? { workersAi } : {}),
    variables: {
      ...textBindings(database.url, `http://127.0.0.1:${mailbox.port}`),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ...variables,
    },
  });
  const call: TestWorker['call'] = (method, route, body = {}) => {
    const content = body.json === undefined ? body.text : JSON.stringify(body.json);
    return fetch(`http://127.0.0.1:${port}${route}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: 'Bearer dev',
        ...(content === undefined ? {} : { 'content-type': body.type ?? 'application/json' }),
        ...body.headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
  };
  return {
    worker,
    database,
    mailbox,
    call,
    async api(method, route, body) {
      const answer = await call(method, route, body);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${text}`);
      return JSON.parse(text);
    },
    async mails(query = '') {
      const all: MailboxMessage[] = [];
      let cursor = '';
      do {
        const page = await fetch(
          `${mailbox.url}/_mailbox/messages?limit=500&${query}${cursor && `&cursor=${cursor}`}`,
        );
        const { data, nextCursor } = (await page.json()) as {
          data: MailboxMessage[];
          nextCursor: string | null;
        };
        all.push(...data);
        cursor = nextCursor === null ? '' : encodeURIComponent(nextCursor);
      } while (cursor !== '');
      return all;
    },
    stats: async () => (await fetch(`${mailbox.url}/_mailbox/stats`)).json() as never,
    async stop() {
      await worker.stop();
      await mailbox.close();
      await database.drop();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
