// What the Resend account says of itself: what its key may do, and its domains.
// Source: resend.com/docs/api-reference/domains, and the types of the SDK 6.38, read in November 2026.

import * as z from 'zod';
import { type ApiAnswer, createApiCall, createResendApi, type ResendApi } from './api.ts';
import type { ResendOptions } from './call.ts';

const ListedDomain = z.object({
  id: z.string(),
  name: z.string(),
  /** `not_started`, `pending`, `verified`, `failed`, `partially_verified`, `partially_failed`; others may come. */
  status: z.string(),
  capabilities: z.object({ sending: z.string() }).nullish(),
});
type ListedDomain = z.infer<typeof ListedDomain>;
const DomainPage = z.object({ has_more: z.boolean().default(false), data: z.array(ListedDomain) });

/** A DNS record that Resend wants to see. `name` is relative to the registered domain. */
export const DomainRecord = z.object({
  record: z.string().meta({ description: 'What it is for: `SPF`, `DKIM`, `Tracking` …' }),
  type: z.string(),
  name: z.string(),
  value: z.string(),
  ttl: z.string().nullish(),
  priority: z.number().nullish(),
  status: z.string(),
});
export type DomainRecord = z.infer<typeof DomainRecord>;
const DomainDetail = z.object({ records: z.array(DomainRecord) });

export interface ResendAccount extends Pick<ResendApi, 'listWebhooks'> {
  /** All of them: a hundred at a time, five hundred at most. */
  listDomains(): Promise<ApiAnswer<ListedDomain[]>>;
  readRecords(domainId: string): Promise<ApiAnswer<DomainRecord[]>>;
}

/** What a person waits for: not long. */
const timeoutMs = 4000;
const mostPages = 5;

export function createResendAccount(options: ResendOptions): ResendAccount {
  const soon = { timeoutMs, ...options };
  const call = createApiCall(soon);
  return {
    listWebhooks: createResendApi(soon).listWebhooks,
    async listDomains() {
      const domains: ListedDomain[] = [];
      for (let page = 0; page < mostPages; page += 1) {
        const last = domains.at(-1);
        const behind = last === undefined ? '' : `&after=${encodeURIComponent(last.id)}`;
        const answer = await call('GET', `/domains?limit=100${behind}`, DomainPage);
        if (answer.kind !== 'ok') return answer;
        domains.push(...answer.value.data);
        if (!answer.value.has_more || answer.value.data.length === 0) break;
      }
      return { kind: 'ok', value: domains };
    },
    async readRecords(domainId) {
      const answer = await call('GET', `/domains/${encodeURIComponent(domainId)}`, DomainDetail);
      return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.records } : answer;
    },
  };
}

/** What a key may do, by what a call that needs full access came to. */
export type KeyRights =
  | 'full'
  /** It is valid, and refused for anything but sending. */
  | 'sending_only'
  /** Resend does not know it, or has suspended it. */
  | 'refused'
  | 'unknown';

/** A key that is none at all is a 400 “API key is invalid”. */
const namesKey = /api.?key/i;

export function rightsOf(answer: ApiAnswer<unknown>): KeyRights {
  if (answer.kind === 'ok') return 'full';
  if (answer.kind !== 'refused') return 'unknown';
  if (answer.name === 'restricted_api_key') return 'sending_only';
  const isOfKey = answer.status === 401 || answer.status === 403;
  return isOfKey || (answer.status === 400 && namesKey.test(answer.message))
    ? 'refused'
    : 'unknown';
}
