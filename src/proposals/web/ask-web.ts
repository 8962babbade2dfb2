// One request to an address that somebody else chose: in time, within limits, and only where it may go.

import { type Dial, followOpenWeb } from '../../digest/checks/open-web.ts';
import type { Trouble } from '../trouble.ts';

/** The way out, and who we say we are. */
export interface SourceWeb {
  dial: Dial;
  /** May this address be asked? Asked again for each redirect. */
  isOpen(url: string): boolean;
  /** The `User-Agent`: a name and where to find who is behind it. */
  agent: string;
  /** How long an answer may take; absent: ten seconds. */
  milliseconds?: number;
}

/** What came back; either `readBytes` or `drop` is called, once. */
export interface WebAnswer {
  /** The address that answered, redirects followed. */
  url: string;
  /** Where the address that was asked has moved for good; itself, if it has not. */
  lasting: string;
  status: number;
  headers: Headers;
  /** The body, or null if it is longer than 5 MB: then the rest is not asked for. */
  readBytes(): Promise<Uint8Array | null>;
  drop(): Promise<void>;
}

/** Limits of one answer, its body included. */
const limits = { milliseconds: 10_000, bytes: 5 * 1024 * 1024 } as const;

/** One GET, and what `take` makes of its answer. Never throws for what the other side does. */
export async function askWeb<Result>(
  web: SourceWeb,
  url: string,
  headers: Readonly<Record<string, string>>,
  take: (answer: WebAnswer) => Promise<Result>,
): Promise<Result | Trouble> {
  const signal = AbortSignal.timeout(web.milliseconds ?? limits.milliseconds);
  const ask = async (): Promise<Result | Trouble> => {
    const init = { headers: { ...headers, 'user-agent': web.agent }, signal };
    const answer = await followOpenWeb(web.dial, url, init, web.isOpen);
    if (answer === 'endless') return { code: 'redirects' };
    return answer === null ? { code: 'not_public' } : take(viewAnswer(answer, signal));
  };
  try {
    return await orAborted(ask(), signal);
  } catch {
    return signal.aborted ? { code: 'too_slow' } : { code: 'no_answer' };
  }
}

function viewAnswer(
  { response, url, lasting }: { response: Response; url: string; lasting: string },
  signal: AbortSignal,
): WebAnswer {
  const { body, headers, status } = response;
  const drop = async () => await body?.cancel();
  const readBytes = async () => {
    if (Number(headers.get('content-length')) > limits.bytes) {
      await drop();
      return null;
    }
    return body ? readBody(body, signal) : new Uint8Array();
  };
  return { url, lasting, status, headers, readBytes, drop };
}

/** All of a body, or null if it is longer than an answer may be. */
async function readBody(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  // Not every body ends with the signal that its request was given.
  const cancel = () => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', cancel);
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > limits.bytes) {
      cancel();
      return null;
    }
    parts.push(part.value);
  }
  signal.removeEventListener('abort', cancel);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(new Error('too late')));
  return Promise.race([work, promise]);
}
