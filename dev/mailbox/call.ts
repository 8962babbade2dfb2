// A sending request as it came in, and the ways to answer it.

import { randomUUID } from 'node:crypto';
import type { Mailbox } from './mailbox.ts';
import { type Refusal, refusalBody } from './refusal.ts';
import type { LogLine } from './store.ts';

export interface SendCall {
  endpoint: string;
  idempotencyKey: string | null;
  /** `x-batch-validation: permissive`: valid emails of a batch are taken, the others named. */
  permissive: boolean;
  bytes: Buffer;
  /** Of the bytes. */
  fingerprint(): string;
  /** Headers of every answer, such as the rate limit's. */
  headers: Record<string, string>;
  /** Settles when the client has gone. */
  gone: Promise<void>;
}

interface FullAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** How the connection is to be treated: `truncate` sends half of the body and cuts. */
export type Answer =
  | ({ kind: 'answer' | 'truncate' } & FullAnswer)
  | { kind: 'cut' }
  | { kind: 'hang' };

/** A line of the log for this request: nothing accepted, nothing answered yet. */
export function newLine(mailbox: Mailbox, call: SendCall): LogLine {
  return {
    at: new Date(mailbox.now()).toISOString(),
    requestId: randomUUID(),
    idempotencyKey: call.idempotencyKey,
    endpoint: call.endpoint,
    status: null,
    replayed: false,
    accepted: 0,
    ids: [],
  };
}

/** Records a refusal and answers it. */
export function refuse(
  mailbox: Mailbox,
  call: SendCall,
  refusal: Refusal,
  more: { fault?: string; retryAfter?: number | null } = {},
): Answer {
  const { status, name, message } = refusal;
  const line: LogLine = { ...newLine(mailbox, call), status, name, message };
  if (more.fault !== undefined) line.fault = more.fault;
  mailbox.record(line);
  const headers = jsonHeaders(call);
  if (more.retryAfter !== undefined) delete headers['retry-after'];
  if (typeof more.retryAfter === 'number') headers['retry-after'] = String(more.retryAfter);
  return { kind: 'answer', status, headers, body: refusalBody(refusal) };
}

/** `{id}` for one email, `{data: [{id}]}` for a batch, with `errors` where some were left out. */
export function acceptedBody(
  call: SendCall,
  ids: readonly string[],
  errors: LogLine['errors'],
): string {
  if (call.endpoint === '/emails') return JSON.stringify({ id: ids[0] });
  const data = ids.map((id) => ({ id }));
  return JSON.stringify(errors === undefined ? { data } : { data, errors });
}

export function jsonHeaders(call: SendCall): Record<string, string> {
  return { ...call.headers, 'content-type': 'application/json; charset=utf-8' };
}
