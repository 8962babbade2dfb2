// A fresh mailbox on a free port in its own folder, and short ways to talk to it.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type MailboxOptions, startMailbox } from '../../dev/mailbox/server.ts';

export interface Json {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export async function setup(options: Partial<MailboxOptions> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'mailbox-'));
  const start = () => startMailbox({ port: 0, dataDir, ...options });
  let running = await start();
  onTestFinished(async () => {
    await running.close();
    rmSync(dataDir, { recursive: true });
  });
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers = {},
  ): Promise<Json> => {
    const response = await fetch(`http://127.0.0.1:${running.port}${path}`, {
      method,
      headers: { authorization: 'Bearer re_test', 'content-type': 'application/json', ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await readJson(response) };
  };
  return {
    dataDir,
    call,
    get: async (path: string) => (await call('GET', path)).body,
    send: (mail: unknown, headers = {}) => call('POST', '/emails', mail, headers),
    sendBatch: (mails: unknown, headers = {}) => call('POST', '/emails/batch', mails, headers),
    fault: (fault: unknown) => call('POST', '/_mailbox/faults', fault),
    stats: async () => (await call('GET', '/_mailbox/stats')).body,
    messages: async (query = ''): Promise<Record<string, unknown>[]> =>
      listOf((await call('GET', `/_mailbox/messages?${query}`)).body.data),
    log: async (): Promise<Record<string, unknown>[]> => {
      const response = await fetch(`http://127.0.0.1:${running.port}/_mailbox/log`);
      const text = await response.text();
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    },
    port: () => running.port,
    restart: async () => {
      await running.close();
      running = await start();
    },
  };
}

/** A mail to subscriber `n` of send `send`. */
export function mail(n: number, changes: Record<string, unknown> = {}, send = 'send-1') {
  return {
    from: 'Digest <digest@news.example.com>',
    to: [`reader${n}@example.com`],
    subject: `号外 ${n}`,
    html: `<p>こんにちは "${n}"</p>`,
    text: `こんにちは ${n}`,
    headers: { 'List-Id': '<digest.news.example.com>' },
    tags: [
      { name: 'send', value: send },
      { name: 'batch', value: '0' },
      { name: 'subscriber', value: String(n) },
    ],
    ...changes,
  };
}

/** A place that takes webhooks and keeps what came; `refuse(n)` answers the next n with 500. */
export async function openReceiver() {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  let refusals = 0;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (refusals > 0) {
      refusals -= 1;
      response.writeHead(500).end();
      return;
    }
    received.push({ headers: request.headers, body });
    response.writeHead(200).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/webhooks/resend`,
    received,
    events: () => received.map(({ body }) => JSON.parse(body)),
    refuse: (count: number) => {
      refusals = count;
    },
  };
}

function listOf(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new Error('Not a list');
  return value;
}

async function readJson(response: Response): Promise<Json['body']> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
