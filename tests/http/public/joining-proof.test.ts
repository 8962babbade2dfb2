import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { visit } from './visitor.ts';

test('a form that was sent faster than a person types asks for one press more', async () => {
  const at = await visit();
  const stamp = (ms: number) => at.tokens.sign({ purpose: 'form', shownAt: Date.now() - ms });
  const form = await at.get('/subscribe');
  const shown = /name="stamp" value="([\w-]+)"/.exec(form.text)?.[1] ?? '';
  expect(at.tokens.verify(shown)).toMatchObject({ purpose: 'form' });
  const hasty = await at.post('/subscribe', { email: 'mai@example.com', stamp: stamp(100) });
  expect([hasty.status, at.take('letters')]).toEqual([422, []]);
  expect(hasty.text).toContain('もう一度ボタンを押してください');
  expect(hasty.text).toContain('value="mai@example.com"');
  // The form it shows is a new one: a program that sends it at once is no further.
  const next = /name="stamp" value="([\w-]+)"/.exec(hasty.text)?.[1] ?? '';
  const again = await at.post('/subscribe', { email: 'mai@example.com', stamp: next });
  expect([again.status, at.take('letters')]).toEqual([422, []]);
  const letters = [];
  for (const [n, value] of [stamp(3000), stamp(90_000_000), 'made-up'].entries()) {
    const answer = await at.post('/subscribe', { email: `a${n}@example.com`, stamp: value });
    expect(answer.status).toBe(200);
    letters.push(at.take('letters').length);
  }
  expect(letters).toEqual([1, 1, 1]);
});

test('a link of one purpose is no stamp', async () => {
  const at = await visit();
  const stamp = at.tokens.sign(preferencesOf(1, 'mai@example.com'));
  await at.post('/subscribe', { email: 'a@example.com', stamp });
  expect(at.take('letters')).toHaveLength(1);
});

test('with Turnstile, only who passes it gets an email, and who comes without is shown it', async () => {
  const seen: string[] = [];
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    seen.push(body);
    const success = new URLSearchParams(body).get('response') === 'good';
    response.end(JSON.stringify({ success, 'error-codes': [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const at = await visit({
    TURNSTILE_SITE_KEY: 'site-key',
    TURNSTILE_SECRET: 'a-secret',
    TURNSTILE_VERIFY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  });
  const form = await at.get('/subscribe');
  expect(form.text).toContain('data-sitekey="site-key"');
  expect(form.headers.get('content-security-policy')).toContain(
    'script-src https://challenges.cloudflare.com',
  );
  const without = await at.post('/subscribe', { email: 'a@example.com' });
  expect(without.status).toBe(422);
  expect(without.text).toContain('value="a@example.com"');
  expect(without.text).toContain('下の確認');
  const bad = { email: 'a@example.com', 'cf-turnstile-response': 'bad' };
  expect((await at.post('/subscribe', bad)).status).toBe(422);
  expect(at.take('letters')).toEqual([]);
  const good = { ...bad, 'cf-turnstile-response': 'good' };
  expect((await at.post('/subscribe', good)).status).toBe(200);
  expect(at.take('letters')).toHaveLength(1);
  expect(seen).toEqual(['secret=a-secret&response=bad', 'secret=a-secret&response=good']);
});

test('the state of the form is an editor’s to see', async () => {
  const at = await visit();
  await at.post('/subscribe', { email: 'a@example.com' });
  await at.post('/subscribe', { email: 'a@example.com' });
  const state = await at.call('GET', '/api/joining');
  expect(state.json).toEqual({
    throttled: false,
    emailsLastHour: 1,
    emailsPerHour: 2000,
    breaker: 'closed',
    lettersLastHour: 1,
    lettersPerHour: 2000,
    refused: { address: 1, network: 0, domain: 0, total: 0 },
  });
});
