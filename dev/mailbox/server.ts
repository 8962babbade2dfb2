// The mailbox as an HTTP server: Resend's API at the root, its own routes beside it.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acceptMail } from './accept.ts';
import { type Answer, refuse, type SendCall } from './call.ts';
import { controlMailbox } from './control.ts';
import { eventTypes } from './events.ts';
import { type Intake, plainIntake } from './intake.ts';
import { openLiveView } from './live.ts';
import { type Mailbox, type MailboxSettings, openMailbox } from './mailbox.ts';
import { readPage } from './page.ts';
import { answerRead } from './reading.ts';
import { type Refusal, rateLimited, refusalBody, refusals } from './refusal.ts';
import { sendReply, sendText } from './reply.ts';

export interface MailboxOptions {
  /** 0 takes any free port. */
  port: number;
  dataDir: string;
  /** Requests per second; 0 (default) for no limit. */
  rate?: number;
  mode?: 'full' | 'lean';
  webhookUrl?: string | null;
  /** The webhook's address as the account has it, where events go another way. */
  webhookEndpoint?: string;
  webhookSecret?: string;
  /** Event types that the webhook is told; all if absent. */
  webhookEvents?: readonly string[];
  /** Verified domains of the account, beside the usual ones. */
  domains?: readonly string[];
  intake?: Intake;
}

export interface RunningMailbox {
  url: string;
  port: number;
  /** Where events go from now on; null for nowhere. */
  setWebhook(url: string | null, secret?: string): void;
  close(): Promise<void>;
}

/** The secret used when none is given: known to everyone, good on a laptop only. */
export const developmentWebhookSecret = 'whsec_Y2hyeXNhbnRoZW11bS1kZXZlbG9wbWVudA==';

/**
 * Starts the mailbox on 127.0.0.1. Rejects with Node's own error if the port is taken
 * (`code: 'EADDRINUSE'`).
 */
export async function startMailbox(options: MailboxOptions): Promise<RunningMailbox> {
  const settings: MailboxSettings = {
    dataDir: options.dataDir,
    rate: options.rate ?? 0,
    mode: options.mode ?? 'full',
    webhookUrl: options.webhookUrl ?? null,
    webhookEndpoint: options.webhookEndpoint ?? null,
    webhookSecret: options.webhookSecret ?? developmentWebhookSecret,
    webhookEvents: options.webhookEvents ?? eventTypes,
    domains: options.domains ?? [],
    intake: options.intake ?? plainIntake,
  };
  const server = createServer({ highWaterMark: 1 << 20, requestTimeout: 0 });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const mailbox = openMailbox(settings);
  const live = openLiveView(mailbox);
  server.on('request', (request, response) => {
    handle(mailbox, live, request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return;
      const message = error instanceof Error ? error.message : String(error);
      const refusal = { ...refusals.internalServerError, message };
      sendText(response, 500, refusalBody(refusal), { 'content-type': 'application/json' });
    });
  });
  const { port } = addressOf(server.address());
  return {
    port,
    url: `http://localhost:${port}`,
    setWebhook(url, secret) {
      mailbox.webhooks.target.url = url;
      if (secret !== undefined) mailbox.webhooks.target.secret = secret;
    },
    async close() {
      live.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      mailbox.close();
    },
  };
}

type LiveView = ReturnType<typeof openLiveView>;

async function handle(
  mailbox: Mailbox,
  live: LiveView,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  if (url.pathname.startsWith('/_mailbox/')) {
    const path = url.pathname.slice('/_mailbox/'.length);
    if (path === 'live' && method === 'GET') return live.join(response);
    // A website that is open in the same browser must not order faults or a reset.
    if (method !== 'GET' && request.headers['sec-fetch-site'] === 'cross-site')
      return sendReply(response, { status: 403, json: { error: 'Not from another website' } });
    const body = method === 'POST' ? await readJson(mailbox, request) : undefined;
    const reply = await controlMailbox(mailbox, { method, path, query: url.searchParams, body });
    sendReply(response, reply ?? { status: 404, json: { error: 'There is no such route' } });
    return;
  }
  const page = method === 'GET' ? readPage(url.pathname) : null;
  if (page !== null) return sendReply(response, page);
  await answerApi(mailbox, method, url, request, response);
}

/** Everything that Resend has, behind its own checks of key, User-Agent and rate. */
async function answerApi(
  mailbox: Mailbox,
  method: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isSend = method === 'POST' && /^\/emails(\/batch)?$/.test(url.pathname);
  const body = await mailbox.settings.intake.readBody(request);
  if (!request.headers['user-agent'])
    return sendText(response, 403, 'error code: 1010', { 'content-type': 'text/plain' });
  const verdict = mailbox.limiter.take(performance.now());
  const call: SendCall = {
    endpoint: url.pathname,
    idempotencyKey: readHeader(request, 'idempotency-key'),
    permissive: readHeader(request, 'x-batch-validation') === 'permissive',
    bytes: body?.bytes ?? Buffer.alloc(0),
    fingerprint: body?.fingerprint ?? (() => ''),
    headers: verdict.headers,
    gone: new Promise((resolve) => response.once('close', resolve)),
  };
  const refusal =
    refuseKey(request, isSend) ??
    (verdict.allowed ? null : rateLimited(mailbox.limiter.rate)) ??
    (body === null ? refusals.tooLarge : null);
  try {
    if (isSend) {
      const answer =
        refusal === null ? await acceptMail(mailbox, call) : refuse(mailbox, call, refusal);
      return sendAnswer(response, answer);
    }
    const read =
      refusal === null
        ? answerRead(mailbox, method, url, () => parseJson(call.bytes))
        : { refusal };
    const [status, json] =
      'refusal' in read
        ? [read.refusal.status, refusalBody(read.refusal)]
        : [read.status, JSON.stringify(read.body)];
    sendText(response, status, json, {
      ...verdict.headers,
      'content-type': 'application/json; charset=utf-8',
    });
  } finally {
    body?.release?.();
  }
}

/** Any key will do but none, `malformed` and `re_invalid`; `re_restricted` may send and nothing else. */
function refuseKey(request: IncomingMessage, isSend: boolean): Refusal | null {
  const [, key] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (key === undefined) return refusals.missingApiKey;
  if (key === 'malformed') return refusals.noApiKey;
  if (key === 're_restricted' && !isSend) return refusals.restrictedApiKey;
  return key === 're_invalid' ? refusals.invalidApiKey : null;
}

function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.kind === 'answer') sendText(response, answer.status, answer.body, answer.headers);
  if (answer.kind === 'truncate') {
    const bytes = Buffer.from(answer.body);
    response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
  }
  if (answer.kind === 'cut') response.socket?.destroy();
  // A hung request is left alone: the client waits until it gives up.
}

function readHeader(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

async function readJson(mailbox: Mailbox, request: IncomingMessage): Promise<unknown> {
  const body = await mailbox.settings.intake.readBody(request);
  const json = body === null ? undefined : parseJson(body.bytes);
  body?.release?.();
  return json;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Guarantee: a server that listens on a TCP port has an address with a port. */
function addressOf(address: ReturnType<ReturnType<typeof createServer>['address']>): AddressInfo {
  return address as AddressInfo;
}
