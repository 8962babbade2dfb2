import { expect, test } from 'vitest';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { passTime } from '../../support/time.ts';
import { visit } from './visitor.ts';

const week = 7 * 24 * 60 * 60 * 1000;

test('the link shows a button and changes nothing; the button confirms, again and again', async () => {
  const at = await visit();
  await at.post('/subscribe', { email: 'mai@example.com' });
  const path = `/confirm/${await at.confirmToken('mai@example.com')}`;
  const page = await at.get(path);
  expect(page.status).toBe(200);
  expect(page.text).toContain(`<form method="post" action="${path}">`);
  expect(page.text).toContain('m***@example.com');
  expect(page.text).not.toContain('mai@example.com');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('x-robots-tag')).toContain('noindex');
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'pending' });
  for (let press = 0; press < 2; press++) {
    const answer = await at.post(path, {});
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('登録が終わりました');
  }
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'confirmed' });
});

test('a program without a body or an origin may confirm, and reads JSON', async () => {
  const at = await visit();
  await at.post('/subscribe', { email: 'mai@example.com' });
  const path = `/confirm/${await at.confirmToken('mai@example.com')}`;
  const answer = await at.call('POST', path, {
    key: null,
    headers: { accept: 'application/json' },
  });
  expect([answer.status, answer.json.status]).toEqual([200, 'confirmed']);
});

test('an expired link offers a new email, which one press asks for', async () => {
  const at = await visit();
  await at.post('/subscribe', { email: 'mai@example.com' });
  at.take('letters');
  await passTime(at.db, '8 days');
  const path = `/confirm/${await at.confirmToken('mai@example.com')}`;
  const page = await at.get(path);
  expect(page.status).toBe(410);
  expect(page.text).toContain(`action="${path}/renew"`);
  expect((await at.post(path, {})).status).toBe(410);
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'pending' });
  const renewed = await at.post(`${path}/renew`, {});
  expect(renewed.status).toBe(200);
  expect(at.take('letters')).toHaveLength(1);
});

test('a link of nobody, of another purpose, or cut short is a 404 that says so kindly', async () => {
  const at = await visit();
  const id = await at.reader('mai@example.com');
  const foreign = at.tokens.sign(preferencesOf(id, 'mai@example.com'));
  const nobody = at.tokens.sign({
    purpose: 'letter',
    letter: crypto.randomUUID(),
    expiresAt: Date.now() + week,
  });
  for (const token of [foreign, nobody, 'x', '%00', '%F0%9F%92%A1', 'a'.repeat(5000)]) {
    const page = await at.get(`/confirm/${token}`);
    expect([page.status, page.text.includes('このリンクは見つかりません')]).toEqual([404, true]);
    expect((await at.post(`/confirm/${token}`, {})).status).toBe(404);
    expect((await at.post(`/confirm/${token}/renew`, {})).status).toBe(200);
  }
});

test('another site cannot press the button', async () => {
  const at = await visit();
  await at.post('/subscribe', { email: 'mai@example.com' });
  const path = `/confirm/${await at.confirmToken('mai@example.com')}`;
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
    expect((await at.post(path, {}, headers)).status).toBe(403);
  }
  const old = await at.call('POST', path, {
    key: null,
    headers: { origin: 'https://evil.example' },
  });
  expect(old.status).toBe(403);
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'pending' });
});

test('the page speaks the language of the email, whatever the browser asks for', async () => {
  const at = await visit();
  await at.post('/subscribe', { email: 'mai@example.com' }, { 'accept-language': 'en' });
  const path = `/confirm/${await at.confirmToken('mai@example.com')}`;
  expect((await at.get(path)).text).toContain('<html lang="en"');
});
