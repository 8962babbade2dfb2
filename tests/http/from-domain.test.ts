import { expect, test } from 'vitest';
import { setupWithEngine, type TestApp } from '../support/app.ts';
import { confirmReaders, type Engine, writeDigest } from '../support/engine.ts';

type Scene = TestApp & { engine: Engine };

async function setDomains(scene: Scene, domains: object[]): Promise<void> {
  const answer = await fetch(`${scene.engine.mailbox.url}/_mailbox/domains`, {
    method: 'POST',
    body: JSON.stringify(domains),
  });
  expect(answer.status).toBe(200);
}

/** The body of a send to one reader. */
async function sendOf(scene: Scene) {
  await confirmReaders(scene.engine, 1);
  return { digestId: await writeDigest(scene.engine), revision: 1, lists: ['digest'] };
}

test('a send from a domain that Resend has not verified does not start, and says which records to set', async () => {
  const scene = await setupWithEngine();
  await setDomains(scene, [
    { name: 'example.com', status: 'pending' },
    { name: 'other.example.com' },
  ]);
  const body = await sendOf(scene);
  const refused = await scene.call('POST', '/api/sends', { body });
  expect(refused.status).toBe(422);
  expect(refused.json.errors).toMatchObject([{ path: 'from' }]);
  expect(refused.json.errors[0].message).toMatch(/example\.com.*pending.*MX send.*_domainkey/);
  expect(refused.json.errors[0].message).toContain('other.example.com');
  expect((await scene.call('POST', '/api/sends/estimate', { body })).status).toBe(422);
  const checks = await scene.call('GET', `/api/digests/${body.digestId}/checks`);
  expect(checks.json).toMatchObject({ ok: false, errors: [{ code: 'from_unverified' }] });
  expect((await scene.call('GET', '/api/sends')).json.data).toEqual([]);
});

test('a domain that the account does not have stops a send, too', async () => {
  const scene = await setupWithEngine({ FROM: 'digest@news.example.com' });
  const { status, json } = await scene.call('POST', '/api/sends', { body: await sendOf(scene) });
  expect(status).toBe(422);
  expect(json.errors[0].message).toMatch(/no domain news\.example\.com.*at example\.com/);
});

test.each([
  [
    'verified for sending, in part',
    { status: 'partially_verified', recordStatus: 'verified' },
    202,
  ],
  [
    'verified in part, but not for sending',
    { status: 'partially_verified', recordStatus: 'pending' },
    422,
  ],
  [
    'failed in part, of which sending is well',
    { status: 'partially_failed', recordStatus: 'verified' },
    202,
  ],
  ['switched off for sending', { status: 'verified', sending: 'disabled' }, 422],
  ['lost for a while', { status: 'temporary_failure' }, 202],
])('a domain that is %s', async (_, domain, status) => {
  const scene = await setupWithEngine();
  await setDomains(scene, [{ name: 'example.com', ...domain }]);
  const answer = await scene.call('POST', '/api/sends', { body: await sendOf(scene) });
  expect(answer.status).toBe(status);
});

test('with a key that may only send a send starts, and its estimate says what nobody can see', async () => {
  const scene = await setupWithEngine({ RESEND_API_KEY: 're_restricted' });
  const body = await sendOf(scene);
  const { json } = await scene.call('POST', '/api/sends/estimate', { body });
  expect(json.warnings).toMatchObject([
    { code: 'check', message: expect.stringContaining('may only send') },
  ]);
  expect((await scene.call('POST', '/api/sends', { body })).status).toBe(202);
});

test('a send starts although Resend does not answer', async () => {
  const scene = await setupWithEngine({ RESEND_BASE_URL: 'http://127.0.0.1:9' });
  const body = await sendOf(scene);
  expect((await scene.call('POST', '/api/sends/estimate', { body })).json.warnings).toEqual([]);
  expect((await scene.call('POST', '/api/sends', { body })).status).toBe(202);
});

test('what was verified is believed for ten minutes, what was not is looked at again soon', async () => {
  const scene = await setupWithEngine();
  const { deps } = scene.engine;
  let now = Date.parse('2026-11-20T00:00:00Z');
  deps.clock = () => new Date(now);
  await setDomains(scene, [{ name: 'example.com', status: 'not_started' }]);
  const path = `/api/digests/${await writeDigest(scene.engine)}/checks`;
  const isOk = async () => (await scene.call('GET', path)).json.ok;
  expect(await isOk()).toBe(false);
  await setDomains(scene, [{ name: 'example.com' }]);
  expect(await isOk()).toBe(false);
  now += 16_000;
  expect(await isOk()).toBe(true);
  await setDomains(scene, []);
  now += 590_000;
  expect(await isOk()).toBe(true);
  now += 11_000;
  expect(await isOk()).toBe(false);
});
