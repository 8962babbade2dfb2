// Plays an ordered fault: refuses before anything is accepted, or spoils the answer after it.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, acceptedBody, jsonHeaders, newLine, refuse, type SendCall } from './call.ts';
import type { Fault } from './faults.ts';
import type { Mailbox } from './mailbox.ts';
import { type Refusal, refusals } from './refusal.ts';

const htmlPage = '<!doctype html><title>Just a moment…</title><h1>Checking your browser</h1>';

/** The answer of a fault that accepts nothing and looks at nothing; null for all others. */
export function playBefore(mailbox: Mailbox, call: SendCall, fault: Fault): Answer | null {
  const name = fault.fault;
  switch (name) {
    case 'rate_limit': {
      const message = 'Too many requests. See rate limit response headers for more information.';
      const refusal = { status: 429, name: 'rate_limit_exceeded', message };
      return refuse(mailbox, call, refusal, { fault: name, retryAfter: fault.retryAfter });
    }
    case 'daily_quota':
    case 'monthly_quota': {
      const refusal = name === 'daily_quota' ? refusals.dailyQuota : refusals.monthlyQuota;
      return refuse(mailbox, call, refusal, { fault: name, retryAfter: fault.retryAfter });
    }
    case 'unauthorized401':
      return refuse(mailbox, call, refusals.restrictedApiKey, { fault: name });
    case 'forbidden403':
      return refuse(mailbox, call, refusals.invalidApiKey, { fault: name });
    case 'concurrent409':
      return refuse(mailbox, call, refusals.concurrentIdempotentRequests, { fault: name });
    case 'invalid409':
      return refuse(mailbox, call, refusals.invalidIdempotentRequest, { fault: name });
    case 'invalid_key400':
      return refuse(mailbox, call, refusals.noApiKey, { fault: name });
    case 'drop':
    case 'too_large':
    case 'html_status':
    case 'html200': {
      if ('when' in fault && fault.when === 'after') return null;
      const status = statusOf(fault);
      mailbox.record({ ...newLine(mailbox, call), status, fault: name });
      return status === null ? { kind: 'cut' } : htmlAnswer(call, status);
    }
    default:
      return null;
  }
}

/** What a page of somebody else's is answered with; null for none. */
function statusOf(fault: Fault): number | null {
  if (fault.fault === 'html_status') return fault.status;
  if (fault.fault === 'too_large') return 413;
  return fault.fault === 'html200' ? 200 : null;
}

/** The refusal of a 5xx fault, whether it comes before or after accepting. */
export function errorOf(fault: Fault | null): {
  refusal: Refusal;
  when: 'before' | 'after';
  cached: boolean;
} | null {
  switch (fault?.fault) {
    case 'error500':
    case 'error502':
    case 'error503': {
      const status = Number(fault.fault.slice('error'.length));
      return { ...fault, refusal: { ...refusals.internalServerError, status } };
    }
    default:
      return null;
  }
}

/** True if the client will not see a whole answer. */
export function isWithheld(fault: Fault | null): boolean {
  return fault !== null && ['drop', 'hang', 'truncate'].includes(fault.fault);
}

/** The answer to a decided request, spoiled by the fault. */
export async function playAfter(
  call: SendCall,
  decided: { status: number; body: string; ids: readonly string[] },
  fault: Fault | null,
): Promise<Answer> {
  const { status, body, ids } = decided;
  const whole = { kind: 'answer', status, headers: jsonHeaders(call), body } as const;
  switch (fault?.fault) {
    case 'drop':
      return { kind: 'cut' };
    case 'hang':
      return { kind: 'hang' };
    case 'truncate':
      return { ...whole, kind: 'truncate' };
    case 'html200':
    case 'html_status':
      return htmlAnswer(call, statusOf(fault) ?? 200);
    case 'slow':
      if (fault.when === 'after') await sleep(fault.delayMs);
      return whole;
    case 'wrong_count': {
      const count = fault.count ?? ids.length - 1;
      const wrong = Array.from({ length: count }, (_, index) => ids[index] ?? ids[0] ?? '');
      return { ...whole, body: acceptedBody(call, wrong, undefined) };
    }
    case 'wrong_order':
      return { ...whole, body: acceptedBody(call, ids.toReversed(), undefined) };
    default:
      return whole;
  }
}

function htmlAnswer(call: SendCall, status: number): Answer {
  const headers = { ...call.headers, 'content-type': 'text/html; charset=utf-8' };
  return { kind: 'answer', status, headers, body: htmlPage };
}
