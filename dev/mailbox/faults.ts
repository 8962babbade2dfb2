// The faults a test can order: what the provider may do wrong, by name (sending.md).

import * as z from 'zod';
import { bareAddress } from './email.ts';

const match = z
  .strictObject({
    endpoint: z.enum(['/emails', '/emails/batch']),
    /** Value of the tag `send` of any message of the request. */
    send: z.string(),
    /** Value of the tag `batch` of any message of the request. */
    batch: z.string(),
    /** Address of any message of the request, without display name. */
    to: z.string(),
  })
  .partial();

/** Which requests a fault hits: the first `times` matching ones after `skip` others. */
const common = {
  /** How many requests it hits. Default 1; for `poison`, `too_large` and webhook faults: until cleared. */
  times: z.int().min(1).optional(),
  /** How many matching requests go unharmed before. Default 0. */
  skip: z.int().min(0).default(0),
  match: match.default({}),
};
/** Whether the mail is accepted before the fault is played: `after` is the dangerous one. */
const when = z.enum(['before', 'after']).default('after');

export const Fault = z.discriminatedUnion('fault', [
  /** F5: the connection is cut without any answer. */
  z.strictObject({ fault: z.literal('drop'), when, ...common }),
  /** F5: the answer is cut in half, after accepting. */
  z.strictObject({ fault: z.literal('truncate'), ...common }),
  /** F5: 200 with an HTML page, as from a proxy. */
  z.strictObject({ fault: z.literal('html200'), when, ...common }),
  /** F5: no answer, the connection stays open. */
  z.strictObject({ fault: z.literal('hang'), when, ...common }),
  /** F18: the right answer, late; `before`: also accepted late, and the key is in flight meanwhile. */
  z.strictObject({
    fault: z.literal('slow'),
    when,
    delayMs: z.int().min(0).max(600_000).default(1000),
    ...common,
  }),
  /** F6: 429 `rate_limit_exceeded`; `retryAfter` in seconds, null for none. */
  z.strictObject({
    fault: z.literal('rate_limit'),
    retryAfter: z.number().min(0).nullable().default(1),
    ...common,
  }),
  /** F7: 429 `daily_quota_exceeded`, with `retry-after` seconds if given. */
  z.strictObject({
    fault: z.literal('daily_quota'),
    retryAfter: z.number().min(0).nullable().default(null),
    ...common,
  }),
  /** F7: 429 `monthly_quota_exceeded`. */
  z.strictObject({
    fault: z.literal('monthly_quota'),
    retryAfter: z.number().min(0).nullable().default(null),
    ...common,
  }),
  /** F8: the status, before or after accepting; `cached`: answered again for the same key. */
  z.strictObject({
    fault: z.enum(['error500', 'error502', 'error503']),
    when: z.enum(['before', 'after']).default('before'),
    cached: z.boolean().default(false),
    ...common,
  }),
  /** F9: 409 `concurrent_idempotent_requests`. */
  z.strictObject({ fault: z.literal('concurrent409'), ...common }),
  /** F9: 409 `invalid_idempotent_request`. */
  z.strictObject({ fault: z.literal('invalid409'), ...common }),
  /** F10: accepted, but the answer names this many ids (default: one too few). */
  z.strictObject({
    fault: z.literal('wrong_count'),
    count: z.int().min(0).max(200).optional(),
    ...common,
  }),
  /** F10: accepted, the ids answered in reverse order. */
  z.strictObject({ fault: z.literal('wrong_order'), ...common }),
  /** F11: 422 for every request that holds one of these addresses, until cleared. */
  z.strictObject({
    fault: z.literal('poison'),
    addresses: z.array(z.string()).min(1),
    ...common,
  }),
  /** 401 `restricted_api_key`, 403 `invalid_api_key`: the key was revoked. */
  z.strictObject({ fault: z.enum(['unauthorized401', 'forbidden403']), ...common }),
  /** F36: 400 `validation_error` “API key is invalid”, as for a key that is none at all. */
  z.strictObject({ fault: z.literal('invalid_key400'), ...common }),
  /** F37: 413 with a proxy's HTML for every request of more bytes, until cleared. */
  z.strictObject({ fault: z.literal('too_large'), bytes: z.int().min(1), ...common }),
  /** F38: this status with an HTML page, as from something on the way. */
  z.strictObject({
    fault: z.literal('html_status'),
    status: z.int().min(300).max(599),
    when: z.enum(['before', 'after']).default('before'),
    ...common,
  }),
  /** F39: the accepted mails fail afterwards: `email.failed` in place of `email.delivered`. */
  z.strictObject({
    fault: z.literal('webhook_failed'),
    reason: z.string().default('reached_daily_quota'),
    ...common,
  }),
  /** F22: each webhook of the accepted request arrives this often, under the same svix-id. */
  z.strictObject({
    fault: z.literal('webhook_twice'),
    copies: z.int().min(2).max(10).default(2),
    ...common,
  }),
  /** F22: each webhook of the accepted request arrives this late. */
  z.strictObject({
    fault: z.literal('webhook_late'),
    delayMs: z.int().min(0).max(3_600_000).default(1000),
    ...common,
  }),
  /** F22: the webhooks of the accepted request arrive in a random order. */
  z.strictObject({ fault: z.literal('webhook_permuted'), ...common }),
  /** F22: the webhooks of the accepted request are never sent. */
  z.strictObject({ fault: z.literal('webhook_lost'), ...common }),
  /** F22: before each genuine webhook, the same event signed with another secret. */
  z.strictObject({ fault: z.literal('webhook_forged'), ...common }),
  /** F22: the webhooks arrive before the API's own answer. */
  z.strictObject({ fault: z.literal('webhook_first'), ...common }),
]);
export type Fault = z.infer<typeof Fault>;

/** What a request is matched by. */
export interface FaultTarget {
  endpoint: string;
  messages: readonly { to: readonly string[]; tags: Readonly<Record<string, string>> }[];
  /** Length of the body. */
  bytes?: number;
}

interface Ordered {
  fault: Fault;
  toSkip: number;
  left: number;
}

export interface Faults {
  order(fault: Fault): void;
  list(): (Fault & { left: number | null })[];
  clear(): void;
  /** Takes the first fault of the API's own answer that hits this request. */
  takeAnswerFault(target: FaultTarget): Fault | null;
  /** Takes all webhook faults that hit this request. */
  takeWebhookFaults(target: FaultTarget): Fault[];
  /** The poisoned addresses of the request, by the fault `poison` or by the local part `poison`. */
  findPoisoned(target: FaultTarget): { index: number; address: string } | null;
}

export function createFaults(): Faults {
  let ordered: Ordered[] = [];
  const isPoison = ({ fault }: Fault) => fault === 'poison';
  const isWebhook = ({ fault }: Fault) => fault.startsWith('webhook_');
  const take = (target: FaultTarget, wanted: (fault: Fault) => boolean, all: boolean) => {
    const taken: Fault[] = [];
    for (const entry of ordered) {
      if (entry.left === 0 || !wanted(entry.fault) || !hits(entry.fault, target)) continue;
      if (entry.toSkip > 0) {
        entry.toSkip -= 1;
        continue;
      }
      entry.left -= 1;
      taken.push(entry.fault);
      if (!all) break;
    }
    ordered = ordered.filter(({ left }) => left > 0);
    return taken;
  };
  return {
    order(fault) {
      const lasting = isPoison(fault) || isWebhook(fault) || fault.fault === 'too_large';
      const left = fault.times ?? (lasting ? Number.POSITIVE_INFINITY : 1);
      ordered.push({ fault, toSkip: fault.skip, left });
    },
    list: () =>
      ordered.map(({ fault, left }) => ({ ...fault, left: Number.isFinite(left) ? left : null })),
    clear() {
      ordered = [];
    },
    takeAnswerFault: (target) =>
      take(target, (fault) => !isPoison(fault) && !isWebhook(fault), false)[0] ?? null,
    takeWebhookFaults: (target) => (ordered.length === 0 ? [] : take(target, isWebhook, true)),
    findPoisoned(target) {
      const addresses = new Set<string>();
      for (const { fault } of ordered) {
        if (fault.fault !== 'poison' || !hits(fault, target)) continue;
        for (const address of fault.addresses) addresses.add(address.toLowerCase());
      }
      for (const [index, { to }] of target.messages.entries()) {
        for (const address of to) {
          const bare = bareAddress(address).toLowerCase();
          if (/^poison(\+[^@]*)?@/.test(bare) || addresses.has(bare))
            return { index, address: bare };
        }
      }
      return null;
    },
  };
}

function hits(fault: Fault, { endpoint, messages, bytes = 0 }: FaultTarget): boolean {
  const { match: wanted } = fault;
  if (fault.fault === 'too_large' && bytes <= fault.bytes) return false;
  if (wanted.endpoint !== undefined && wanted.endpoint !== endpoint) return false;
  if (wanted.send === undefined && wanted.batch === undefined && wanted.to === undefined)
    return true;
  return messages.some(
    ({ tags, to }) =>
      (wanted.send === undefined || tags.send === wanted.send) &&
      (wanted.batch === undefined || tags.batch === wanted.batch) &&
      (wanted.to === undefined ||
        to.some((address) => bareAddress(address).toLowerCase() === wanted.to?.toLowerCase())),
  );
}
