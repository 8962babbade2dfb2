// Each provider fault of the fault matrix: what the sender sees, and what was really accepted.

import { describe, expect, test } from 'vitest';
import { mail, setup } from './mailbox-setup.ts';

const key = { 'idempotency-key': 'key-1' };
const batch = [mail(1), mail(2), mail(3)];

describe('an answer that never arrives whole', () => {
  test.each([
    ['drop', { when: 'before' }, 0],
    ['drop', { when: 'after' }, 3],
    ['truncate', {}, 3],
  ])('%s %j', async (fault, options, accepted) => {
    const mailbox = await setup();
    await mailbox.fault({ fault, ...options });
    const answer = mailbox.sendBatch(batch, key);
    await expect(answer).rejects.toThrow();
    expect(await mailbox.stats()).toMatchObject({ accepted });
    expect(await mailbox.log()).toMatchObject([{ fault, status: null, accepted }]);
    expect((await mailbox.sendBatch(batch, key)).body.data).toHaveLength(3);
    expect(await mailbox.stats()).toMatchObject({ accepted: 3, duplicates: 0 });
  });

  test.each([
    ['before', 0],
    ['after', 3],
  ])('hang %s', async (when, accepted) => {
    const mailbox = await setup();
    await mailbox.fault({ fault: 'hang', when });
    const url = `http://127.0.0.1:${mailbox.port()}/emails/batch`;
    const answer = fetch(url, {
      method: 'POST',
      headers: { authorization: 'Bearer re_x', ...key },
      body: JSON.stringify(batch),
      signal: AbortSignal.timeout(200),
    });
    await expect(answer).rejects.toThrow('timeout');
    expect(await mailbox.stats()).toMatchObject({ accepted });
  });

  test.each([
    ['before', 0],
    ['after', 3],
  ])('an HTML page with 200, %s accepting', async (when, accepted) => {
    const mailbox = await setup();
    await mailbox.fault({ fault: 'html200', when });
    const answer = await mailbox.sendBatch(batch, key);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await mailbox.stats()).toMatchObject({ accepted });
  });
});

describe('an answer that refuses', () => {
  test.each([
    [{ fault: 'rate_limit', retryAfter: 2 }, 429, 'rate_limit_exceeded', '2'],
    [{ fault: 'rate_limit', retryAfter: null }, 429, 'rate_limit_exceeded', null],
    [{ fault: 'daily_quota' }, 429, 'daily_quota_exceeded', null],
    [{ fault: 'monthly_quota' }, 429, 'monthly_quota_exceeded', null],
    [{ fault: 'concurrent409' }, 409, 'concurrent_idempotent_requests', null],
    [{ fault: 'invalid409' }, 409, 'invalid_idempotent_request', null],
    [{ fault: 'unauthorized401' }, 401, 'restricted_api_key', null],
    [{ fault: 'forbidden403' }, 403, 'invalid_api_key', null],
  ])('%j', async (fault, status, name, retryAfter) => {
    const mailbox = await setup();
    await mailbox.fault(fault);
    const answer = await mailbox.sendBatch(batch, key);
    expect(answer).toMatchObject({ status, body: { statusCode: status, name } });
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
    expect(await mailbox.stats()).toMatchObject({ accepted: 0, refused: 1 });
    expect((await mailbox.sendBatch(batch, key)).status).toBe(200);
  });

  test.each([
    ['error500', 'before', false, 0, 200, 3],
    ['error502', 'before', true, 0, 502, 0],
    ['error503', 'after', false, 3, 200, 3],
    ['error500', 'after', true, 3, 500, 3],
  ])('%s %s accepting, cached: %s', async (fault, when, cached, accepted, replay, finally_) => {
    const mailbox = await setup();
    await mailbox.fault({ fault, when, cached });
    const answer = await mailbox.sendBatch(batch, key);
    expect(answer.status).toBe(Number(fault.slice(5)));
    expect(await mailbox.stats()).toMatchObject({ accepted });
    await mailbox.restart();
    expect((await mailbox.sendBatch(batch, key)).status).toBe(replay);
    expect(await mailbox.stats()).toMatchObject({ accepted: finally_, duplicates: 0 });
  });

  test('poisoned addresses refuse their batches until the fault is cleared', async () => {
    const mailbox = await setup();
    await mailbox.fault({ fault: 'poison', addresses: ['reader2@example.com'] });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const answer = await mailbox.sendBatch(batch);
      expect(answer).toMatchObject({ status: 422, body: { name: 'validation_error' } });
      expect(answer.body.message).toContain('index 1');
    }
    expect((await mailbox.sendBatch([mail(1), mail(3)])).status).toBe(200);
    await mailbox.call('DELETE', '/_mailbox/faults');
    expect((await mailbox.sendBatch(batch)).status).toBe(200);
  });
});

describe('an answer that lies', () => {
  test('too few ids, too many ids, ids in the wrong order', async () => {
    const mailbox = await setup();
    await mailbox.fault({ fault: 'wrong_count' });
    await mailbox.fault({ fault: 'wrong_count', count: 5 });
    await mailbox.fault({ fault: 'wrong_order' });
    expect((await mailbox.sendBatch(batch, key)).body.data).toHaveLength(2);
    expect((await mailbox.sendBatch(batch, key)).body.data).toHaveLength(5);
    const reversed = await mailbox.sendBatch(batch, key);
    const right = await mailbox.sendBatch(batch, key);
    expect(Array.isArray(right.body.data) && right.body.data.toReversed()).toEqual(
      reversed.body.data,
    );
    expect(await mailbox.stats()).toMatchObject({ accepted: 3, duplicates: 0 });
  });
});

describe('ordering faults', () => {
  test('a fault waits for its match, skips, and counts down', async () => {
    const mailbox = await setup();
    const match = { endpoint: '/emails', send: 'send-2' };
    await mailbox.fault({ fault: 'error500', times: 2, skip: 1, match });
    const statuses = [];
    for (const send of ['send-1', 'send-2', 'send-2', 'send-1', 'send-2', 'send-2'])
      statuses.push((await mailbox.send(mail(1, {}, send))).status);
    expect(statuses).toEqual([200, 200, 500, 200, 500, 200]);
    expect((await mailbox.get('/_mailbox/faults')).data).toEqual([]);
  });

  test('unknown faults and unknown fields are refused by name', async () => {
    const mailbox = await setup();
    expect((await mailbox.fault({ fault: 'meteor' })).status).toBe(400);
    const answer = await mailbox.fault({ fault: 'drop', wen: 'before' });
    expect(answer.body.error).toContain('wen');
  });

  test('the first fault that matches is played, the next waits', async () => {
    const mailbox = await setup();
    await mailbox.fault({ fault: 'rate_limit', match: { to: 'reader2@example.com' } });
    await mailbox.fault({ fault: 'error503', match: { batch: '0' } });
    expect((await mailbox.sendBatch(batch)).status).toBe(429);
    expect((await mailbox.sendBatch(batch)).status).toBe(503);
    expect((await mailbox.sendBatch(batch)).status).toBe(200);
  });
});
