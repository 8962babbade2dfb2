// What an answer of Resend means for the mails in the call. Source: resend.com/docs/api-reference/errors
// and the idempotency keys page, read in November 2026.

import { isUuid } from '../base/ids.ts';
import { parseJson } from '../base/json.ts';
import type { Reply } from './call.ts';

/** The meaning of one call, on which the send protocol branches. */
export type CallOutcome =
  /** Every mail was taken; `ids` in the order of the request. */
  | { kind: 'accepted'; ids: string[]; granted: number | null }
  /** Nothing was taken because of the content or an address. */
  | { kind: 'refused'; name: string; message: string }
  /** This call was too large for Resend, or for something on the way to it. */
  | { kind: 'too_large'; name: string; message: string }
  /**
   * Nothing was taken because of our credentials or domain, or, if it is not Resend that says so, by
   * the will of something on the way to it: a person must act.
   */
  | { kind: 'unauthorized'; name: string; message: string; isResend: boolean }
  /** Nothing was taken: too fast. `afterSeconds` from `retry-after`, if it was said. */
  | { kind: 'rate_limited'; afterSeconds: number | null; granted: number | null }
  /** Nothing was taken: the account's quota is used up. */
  | { kind: 'quota'; name: string; period: 'day' | 'month'; afterSeconds: number | null }
  /** The first call with this key is still running at Resend. */
  | { kind: 'in_flight' }
  /** This key was used with other bytes: our own fault, never to be answered with a new key. */
  | { kind: 'key_misused'; message: string }
  /** Nobody can tell whether the mails were taken. */
  | { kind: 'ambiguous'; name: string; message: string };

/** A key that is none at all is a 400 `validation_error`: “API key is invalid”. */
const namesKey = /api.?key/i;

/** `count` is the number of mails in the call. */
export function classifyReply(reply: Reply, count: number): CallOutcome {
  if (reply.kind === 'nothing') return { kind: 'ambiguous', name: 'no_answer', message: reply.why };
  return classifyAnswer(reply.status, reply.text, reply.headers, count);
}

/** Classifies an answer that arrived whole. */
export function classifyAnswer(
  status: number,
  body: string,
  headers: Headers,
  count: number,
): CallOutcome {
  const json = parseJson(body);
  if (status >= 200 && status < 300) return classifySuccess(json, headers, count);
  const name = textField(json, 'name') ?? `http_${status}`;
  const message = hideAddresses(textField(json, 'message') ?? 'No message was given.');
  if (status === 429) return classifyTooMany(name, headers);
  if (status === 409) {
    if (name === 'invalid_idempotent_request') return { kind: 'key_misused', message };
    // Also for an unknown 409: waiting and repeating the same bytes can do no harm.
    return { kind: 'in_flight' };
  }
  if (status === 408 || status >= 500) return { kind: 'ambiguous', name, message };
  if (status === 401 || status === 403 || (status === 400 && namesKey.test(message))) {
    return { kind: 'unauthorized', name, message, isResend: textField(json, 'name') !== null };
  }
  // Whoever said it: there is nothing to mistake in it.
  if (status === 413) return { kind: 'too_large', name, message };
  if (status >= 400) {
    // A refusal is only trusted in Resend's own words: a proxy's HTML proves nothing.
    return textField(json, 'name') === null
      ? { kind: 'ambiguous', name, message: 'A refusal that is not in the form of Resend.' }
      : { kind: 'refused', name, message };
  }
  return { kind: 'ambiguous', name, message: `Unexpected status ${status}.` };
}

/** Resend shows the form of an address by this one. */
const exampleAddress = 'email@example.com';
const anyAddress = /[^\s<>()[\]"'`,;:]+@[^\s<>()[\]"'`,;:]+/g;

/** What a refusal says is kept with the batch and shown; an erasure could not find a reader in it. */
function hideAddresses(message: string): string {
  return message.replace(anyAddress, (address) =>
    address.startsWith(exampleAddress) ? address : '(an address)',
  );
}

function classifySuccess(json: unknown, headers: Headers, count: number): CallOutcome {
  const ids = readIds(json);
  if (ids === null || ids.length !== count || new Set(ids).size !== count) {
    const message = `Expected ${count} ids, got ${ids === null ? 'none' : ids.length}.`;
    return { kind: 'ambiguous', name: 'unexpected_answer', message };
  }
  return { kind: 'accepted', ids, granted: grantedRate(headers) };
}

function classifyTooMany(name: string, headers: Headers): CallOutcome {
  const afterSeconds = positiveNumber(headers.get('retry-after'));
  if (name === 'daily_quota_exceeded') return { kind: 'quota', name, period: 'day', afterSeconds };
  if (name === 'monthly_quota_exceeded') {
    return { kind: 'quota', name, period: 'month', afterSeconds };
  }
  return { kind: 'rate_limited', afterSeconds, granted: grantedRate(headers) };
}

/** Requests per second from `ratelimit-limit` (and its window, `ratelimit-policy: 5;w=1`). */
function grantedRate(headers: Headers): number | null {
  const window = /;\s*w=(\d+)/.exec(headers.get('ratelimit-policy') ?? '')?.[1];
  const limit = positiveNumber(headers.get('ratelimit-limit'));
  return limit === null ? null : limit / Math.max(1, Number(window ?? 1));
}

/** `{data: [{id}]}` of a batch, or `{id}` of one mail. */
function readIds(json: unknown): string[] | null {
  if (typeof json !== 'object' || json === null) return null;
  const items: unknown[] = 'data' in json && Array.isArray(json.data) ? json.data : [json];
  const ids = items.map((item) => textField(item, 'id'));
  return ids.every((id): id is string => id !== null && isUuid(id.toLowerCase())) ? ids : null;
}

function textField(value: unknown, field: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = (value as Record<string, unknown>)[field];
  return typeof found === 'string' ? found : null;
}

function positiveNumber(text: string | null): number | null {
  const number = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? number : null;
}
