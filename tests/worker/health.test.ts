import { afterAll, beforeAll, expect, test } from 'vitest';
import { webhookEvents } from '../../src/sending/readiness/account-checks.ts';
import { startTestWorker, type TestWorker } from '../support/worker.ts';

let scene: TestWorker;

beforeAll(async () => {
  scene = await startTestWorker();
});

afterAll(() => scene?.stop());

interface Health {
  ok: boolean;
  checks: { id: string; status: string; detail: string }[];
}

async function order(door: string, body: unknown): Promise<void> {
  const answer = await fetch(`${scene.mailbox.url}/_mailbox/${door}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

test('in workerd the health page asks Resend, the database and the open web, as often as one likes', async () => {
  await order('webhook', { events: webhookEvents });
  for (const turn of [1, 2, 3]) {
    const { ok, checks } = await scene.api<Health>('GET', '/api/health');
    const states = Object.fromEntries(checks.map(({ id, status }) => [id, status]));
    expect(states, `turn ${turn}`).toMatchObject({
      resend_key: 'ok',
      from_domain: 'ok',
      webhook: 'ok',
      // This machine: nothing is asked.
      public_url: 'unknown',
      database: 'ok',
      database_cache: 'ok',
    });
    expect(ok).toBe(true);
  }
});

test('in workerd a domain that is no longer verified is seen at the next look', async () => {
  await order('domains', [{ name: 'example.com', status: 'failed' }]);
  const { ok, checks } = await scene.api<Health>('GET', '/api/health');
  expect(ok).toBe(false);
  expect(checks.find(({ id }) => id === 'from_domain')).toMatchObject({ status: 'error' });
});
