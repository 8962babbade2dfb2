// Everything that can go wrong with a call of the provider.

import fc from 'fast-check';
import type { CallFault } from './provider.ts';

export const gate = (status: number, name: string, retryAfter: number | null): CallFault => ({
  kind: 'gate',
  status,
  name,
  retryAfter,
});

export const callFault: fc.Arbitrary<CallFault> = fc.oneof(
  fc.constantFrom<CallFault>({ kind: 'lost' }, { kind: 'late' }, { kind: 'slow' }),
  fc
    .constantFrom('none', 'html', 'cut', 'short', 'empty')
    .map((shape): CallFault => ({ kind: 'answer', shape })),
  fc.record({
    kind: fc.constant('error' as const),
    status: fc.constantFrom(500, 502, 503),
    taken: fc.boolean(),
    cached: fc.boolean(),
  }),
  fc.constantFrom(
    gate(429, 'rate_limit_exceeded', null),
    gate(429, 'rate_limit_exceeded', 7),
    gate(429, 'daily_quota_exceeded', 3600),
    gate(429, 'daily_quota_exceeded', null),
    gate(429, 'monthly_quota_exceeded', null),
    gate(401, 'restricted_api_key', null),
    gate(403, 'invalid_api_key', null),
    gate(408, 'request_timeout', null),
  ),
  fc.constantFrom<CallFault>({ kind: 'concurrent' }, { kind: 'misused' }),
  // Says nothing of the people: an editor may try them again.
  fc.constant(gate(404, 'not_found', null)),
);
