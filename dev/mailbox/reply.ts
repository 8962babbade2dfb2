// What a route answers, and how it is written to the socket.

import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

/** Either `json`, or a `body` with its own content type. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  json?: unknown;
  body?: string | Buffer | Readable;
}

const always = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

export function sendReply(response: ServerResponse, { status, headers, json, body }: Reply): void {
  if (json !== undefined) {
    sendText(response, status, JSON.stringify(json), {
      'content-type': 'application/json; charset=utf-8',
      ...headers,
    });
  } else if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    sendText(response, status, body ?? '', headers ?? {});
  } else {
    response.writeHead(status, { ...always, ...headers });
    body.on('error', () => response.destroy());
    body.pipe(response);
  }
}

export function sendText(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Record<string, string>,
): void {
  const length = { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...always, ...headers, ...length });
  response.end(body);
}
