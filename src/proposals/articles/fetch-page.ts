// Fetches the bytes of one page, politely, within limits, and only where it may.

import { type Dial, followOpenWeb } from '../../digest/checks/open-web.ts';
import type { Trouble } from './trouble.ts';

/** The way out, and who we say we are. */
export interface SourceWeb {
  dial: Dial;
  /** May this address be asked? Asked again for each redirect. */
  isOpen(url: string): boolean;
  /** The `User-Agent`: a name and where to find who is behind it. */
  agent: string;
  /** How long a page may take; absent: ten seconds. */
  milliseconds?: number;
}

export interface FetchedPage {
  /** The address that answered, redirects followed. */
  url: string;
  status: number;
  /** The `Content-Type`; empty if the page does not say. */
  type: string;
  /** Its `Content-Signal`; empty if there is none. */
  signal: string;
  bytes: Uint8Array;
}

/** Limits of one page. */
const pageLimits = { milliseconds: 10_000, bytes: 5 * 1024 * 1024 } as const;

/** One GET. A page that needs a person (401, 402, 403, 451) comes back with its status and no bytes. */
export async function fetchPage(web: SourceWeb, url: string): Promise<FetchedPage | Trouble> {
  const late = AbortSignal.timeout(web.milliseconds ?? pageLimits.milliseconds);
  try {
    return await orAborted(ask(web, url, late), late);
  } catch {
    return late.aborted ? { code: 'too_slow' } : { code: 'no_answer' };
  }
}

async function ask(web: SourceWeb, url: string, late: AbortSignal): Promise<FetchedPage | Trouble> {
  const headers = {
    accept: 'text/html,application/xhtml+xml,text/plain;q=0.8',
    'user-agent': web.agent,
  };
  const answer = await followOpenWeb(web.dial, url, { headers, signal: late }, web.isOpen);
  if (answer === null) return { code: 'not_public' };
  const { response } = answer;
  const signal = response.headers.get('content-signal') ?? '';
  const page = { url: answer.url, status: response.status, signal };
  const type = response.headers.get('content-type') ?? '';
  const stop = async <Result>(result: Result) => {
    await response.body?.cancel();
    return result;
  };
  if (walls.includes(page.status)) return stop({ ...page, type, bytes: new Uint8Array() });
  if (!response.ok) return stop({ code: 'status', value: page.status } as const);
  if (type !== '' && !/html|text\/plain/i.test(type)) return stop({ code: 'not_a_page' } as const);
  if (Number(response.headers.get('content-length')) > pageLimits.bytes) {
    return stop({ code: 'too_large' } as const);
  }
  const bytes = response.body ? await readBytes(response.body, late) : new Uint8Array();
  return bytes === null ? { code: 'too_large' } : { ...page, type, bytes };
}

/** What a page answers that wants a person, their money or their country. */
const walls: readonly number[] = [401, 402, 403, 451];

/** All of a body, or null if it is longer than a page may be: then the rest is not asked for. */
async function readBytes(
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
    if (length > pageLimits.bytes) {
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
