// The one way into Resend's HTTP API: address, key and time-out, and what came back as it came.

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
  /** Cut, timed out, unreachable. */
  | { kind: 'nothing'; why: string };

interface RequestParts {
  /** JSON. */
  body?: string | Uint8Array<ArrayBuffer> | undefined;
  idempotencyKey?: string;
}

/** Never throws, never repeats, follows no redirect. */
export type Call = (method: string, path: string, parts?: RequestParts) => Promise<Reply>;

const userAgent = 'chrysanthemum-digest/1';

export function createCall({ apiKey, baseUrl, timeoutMs = 30_000 }: ResendOptions): Call {
  const base = (baseUrl || 'https://api.resend.com').replace(/\/+$/, '');
  return async (method, path, { body, idempotencyKey } = {}) => {
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
      return { kind: 'answer', status, headers, text: await response.text() };
    } catch (error) {
      return { kind: 'nothing', why: String(error).slice(0, 200) };
    }
  };
}
