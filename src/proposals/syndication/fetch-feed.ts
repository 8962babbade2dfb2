// Asks a feed whether it has news: one GET, in a form that costs its site next to nothing if there are none.

import { decodePage } from '../articles/decode-page.ts';
import { askWeb, type SourceWeb, type WebAnswer } from '../web/ask-web.ts';
import { asFeedTrouble, type FeedTrouble } from './trouble.ts';

/** What the last answer said of its version. */
export interface FeedVersion {
  etag: string | null;
  lastModified: string | null;
}

export type FeedAnswer =
  | ({ kind: 'new'; url: string; lasting: string; text: string; bytes: Uint8Array } & FeedVersion)
  | { kind: 'same'; lasting: string }
  | { kind: 'failed'; why: FeedTrouble; retryAfterSeconds: number | null };

const accept =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1';

/** Where a feed has moved for good is asked from then on, unless it is longer than an index holds. */
const longestUrl = 2000;

/** `now`: for a `Retry-After` that names a moment. */
export async function fetchFeed(
  web: SourceWeb,
  url: string,
  { etag, lastModified }: FeedVersion,
  now: Date,
): Promise<FeedAnswer> {
  const headers = {
    accept,
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
  const answer = await askWeb(web, url, headers, (told) => takeFeed(told, now));
  if (!('kind' in answer)) return failed(asFeedTrouble(answer));
  const isMoved = answer.kind !== 'failed' && answer.lasting.length <= longestUrl;
  return answer.kind === 'failed' || isMoved ? answer : { ...answer, lasting: url };
}

async function takeFeed(answer: WebAnswer, now: Date): Promise<FeedAnswer> {
  const { url, lasting, status, headers } = answer;
  if (status === 304) {
    await answer.drop();
    return { kind: 'same', lasting };
  }
  const why = readStatus(status);
  if (why !== null) {
    await answer.drop();
    return failed(why, readRetryAfter(headers.get('retry-after'), now));
  }
  const bytes = await answer.readBytes();
  if (bytes === null) return failed({ code: 'too_large' });
  const text = decodeFeed(bytes, headers.get('content-type') ?? '');
  const version = {
    etag: shortHeader(headers.get('etag')),
    lastModified: shortHeader(headers.get('last-modified')),
  };
  return { kind: 'new', url, lasting, text, bytes, ...version };
}

function failed(why: FeedTrouble, retryAfterSeconds: number | null = null): FeedAnswer {
  return { kind: 'failed', why, retryAfterSeconds };
}

/** Null for an answer that has a body to read. */
function readStatus(status: number): FeedTrouble | null {
  if (status >= 200 && status <= 299) return null;
  if (status === 410) return { code: 'gone' };
  if (status === 429 || status === 503) return { code: 'busy', value: status };
  if ([401, 402, 403, 451].includes(status)) return { code: 'locked', value: status };
  return { code: 'status', value: status };
}

const longestWait = 7 * 86_400;

/** Seconds or a moment (RFC 9110 §10.2.3); at most a week. */
function readRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const seconds = /^\s*\d{1,9}\s*$/.test(header)
    ? Number(header)
    : (Date.parse(header.slice(0, 100)) - now.getTime()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), longestWait) : null;
}

/** What XML says of itself is believed before what its server says: few know what they serve. */
function decodeFeed(bytes: Uint8Array, type: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 300));
  const [, named] = /<\?xml[^>]*\sencoding\s*=\s*["']([\w-]{2,40})["']/i.exec(start) ?? [];
  return decodePage(bytes, named === undefined ? type : `charset=${named}; ${type}`);
}

/** Sent back as it came, or not at all. */
function shortHeader(value: string | null): string | null {
  return value !== null && value.length <= 500 && /^[\x20-\x7e]+$/.test(value) ? value : null;
}
