import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyAnswer } from '../../src/resend/outcome.ts';

const id = '49a3999c-0ce1-4ea6-ab68-afcd6dc2e794';
const other = 'c11a2b12-c014-41df-9386-2b9b8240cbd5';
const classify = (status: number, body: unknown, count = 1, headers: Record<string, string> = {}) =>
  classifyAnswer(
    status,
    typeof body === 'string' ? body : JSON.stringify(body),
    new Headers(headers),
    count,
  ).kind;

test.each([
  [200, { data: [{ id }, { id: other }] }, 2, 'accepted'],
  [200, { id }, 1, 'accepted'],
  [200, { data: [{ id }] }, 2, 'ambiguous'],
  [200, { data: [{ id }, { id }] }, 2, 'ambiguous'],
  [200, { data: [{ id: 'x' }] }, 1, 'ambiguous'],
  [200, '<html>gateway</html>', 1, 'ambiguous'],
  [200, '{"data":[{"id":', 1, 'ambiguous'],
  [302, '', 1, 'ambiguous'],
  [400, { name: 'validation_error', message: 'x' }, 1, 'refused'],
  [422, { name: 'validation_error', message: 'x' }, 1, 'refused'],
  [422, '<html>', 1, 'ambiguous'],
  [400, { name: 'validation_error', message: 'API key is invalid' }, 1, 'unauthorized'],
  [413, { name: 'validation_error', message: 'too large' }, 2, 'too_large'],
  [413, '<html>413 Payload Too Large</html>', 2, 'too_large'],
  [404, '<html>', 1, 'ambiguous'],
  [403, '<html>Just a moment</html>', 1, 'unauthorized'],
  [401, { name: 'missing_api_key', message: 'x' }, 1, 'unauthorized'],
  [403, { name: 'invalid_api_key', message: 'x' }, 1, 'unauthorized'],
  [409, { name: 'concurrent_idempotent_requests', message: 'x' }, 1, 'in_flight'],
  [409, { name: 'invalid_idempotent_request', message: 'x' }, 1, 'key_misused'],
  [408, { name: 'timeout', message: 'x' }, 1, 'ambiguous'],
  [429, { name: 'rate_limit_exceeded', message: 'x' }, 1, 'rate_limited'],
  [429, '', 1, 'rate_limited'],
  [429, { name: 'daily_quota_exceeded', message: 'x' }, 1, 'quota'],
  [429, { name: 'monthly_quota_exceeded', message: 'x' }, 1, 'quota'],
  [500, { name: 'application_error', message: 'x' }, 1, 'ambiguous'],
  [503, '', 1, 'ambiguous'],
])('%i %j to a call of %i is %s', (status, body, count, kind) => {
  expect(classify(status, body, count)).toBe(kind);
});

test('only a 2xx with exactly the right ids is ever called accepted', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 599 }),
      fc.string(),
      fc.integer({ min: 1, max: 100 }),
      (status, body, count) => {
        expect(classify(status, body, count)).not.toBe('accepted');
      },
    ),
  );
});

test('the granted rate is read per second from ratelimit-limit and its window', () => {
  const headers = { 'ratelimit-limit': '10', 'ratelimit-policy': '10;w=1' };
  expect(classifyAnswer(200, JSON.stringify({ id }), new Headers(headers), 1)).toMatchObject({
    granted: 10,
  });
  const slow = { 'ratelimit-limit': '100', 'ratelimit-policy': '100;w=60', 'retry-after': '3' };
  expect(classifyAnswer(429, '', new Headers(slow), 1)).toMatchObject({ afterSeconds: 3 });
});

test('of what a refusal says no address is kept, but the one that shows the form', () => {
  const said = (message: string) => {
    const body = JSON.stringify({ name: 'validation_error', message });
    const outcome = classifyAnswer(422, body, new Headers(), 1);
    return 'message' in outcome ? outcome.message : '';
  };
  expect(said('Not an address: "Mai <mai@example.com>", and ＭＡＩ@例え.jp.')).toBe(
    'Not an address: "Mai <(an address)>", and (an address)',
  );
  const form = 'It must be `email@example.com` or `Name <email@example.com>`.';
  expect(said(form)).toBe(form);
});
