// The one way into Resend's HTTP API: address, key and time-out, and what came back as it came.

import { joinBytes } from '../base/bytes.ts';

export interface ResendOptions {
  apiKey: string;
  /** Empty: https://api.resend.com. */
  baseUrl: string;
  /** Well under the lease of a batch (60 s). */
  timeoutMs?: number;
}

export type Reply =
  /** An answer that arrived whole, of Resend or of something on the way to it. */
  | { kind: 'answer'; status: number; headers: Headers; text: string }
  /** Cut, timed out, unreachable; or longer than was asked for, as it would be the next time. */
  | { kind: 'nothing'; why: string; isTooLong?: true };

interface RequestParts {
  /** JSON. */
  body?: string | Uint8Array<ArrayBuffer> | undefined;
  idempotencyKey?: string;
  /** Of the answer: for what somebody else has written. Absent: Resend's own measure. */
  mostBytes?: number;
}

/** Never throws, never repeats, follows no redirect. */
export type Call = (method: string, path: string, parts?: RequestParts) => Promise<Reply>;

const userAgent = 'chrysanthemum-digest/1';

export function createCall({ apiKey, baseUrl, timeoutMs = 30_000 }: ResendOptions): Call {
  const base = (baseUrl || 'https://api.resend.com').replace(/\/+$/, '');
  return async (method, path, { body, idempotencyKey, mostBytes } = {}) => {
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${apiKey}`,
          'user-agent': userAgent,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { status, headers } = response;
      const text =
        mostBytes === undefined ? await response.text() : await readText(response, mostBytes);
      if (text === null) return { kind: 'nothing', why: 'Too long.', isTooLong: true };
      return { kind: 'answer', status, headers, text };
    } catch (error) {
      return { kind: 'nothing', why: String(error).slice(0, 200) };
    }
  };
}

/** Null if it is longer: the rest is left where it is. */
async function readText({ body }: Response, mostBytes: number): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body ?? []) {
    length += piece.byteLength;
    if (length > mostBytes) return null;
    pieces.push(piece);
  }
  return new TextDecoder().decode(joinBytes(pieces, length));
}
