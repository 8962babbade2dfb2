import { expect, test } from 'vitest';
import { visit } from './visitor.ts';

test('the privacy notice says in both languages what the settings do, and its version', async () => {
  const at = await visit({
    PRIVACY_VERSION: '2026-11',
    NETWORK_DAYS: '14',
    SENDER_NAME: '菊の編集部',
    SENDER_ADDRESS: '東京都千代田区1-1',
    REPLY_TO: 'desk@example.com',
  });
  const japanese = await at.get('/privacy');
  const english = await at.get('/privacy', { 'accept-language': 'en' });
  expect(japanese.text).toMatch(/<html lang="ja".*版：2026-11.*14日間.*東京都千代田区1-1/s);
  expect(english.text).toMatch(/<html lang="en".*Version 2026-11.*for 14 days/s);
  for (const { status, text, headers } of [japanese, english]) {
    expect([status, headers.get('vary')]).toEqual([200, 'accept, accept-language']);
    expect(text).toContain('菊の編集部');
    expect(text).toContain('mailto:desk@example.com');
    expect(text).not.toContain('Turnstile');
  }
  expect((await at.get('/privacy?language=en')).text).toContain('<html lang="en"');
  expect((await at.get('/privacy?language=xx')).text).toContain('<html lang="ja"');
});

test('without a version, and where networks are kept for an hour, it says no more than that', async () => {
  const at = await visit({ PRIVACY_VERSION: '', NETWORK_DAYS: '0' });
  const { text } = await at.get('/privacy', { 'accept-language': 'en' });
  expect(text).toContain('for an hour;');
  expect(text).not.toContain('Version');
});

test('every form and every foot leads to it, and the consent keeps its version', async () => {
  const at = await visit({ PRIVACY_VERSION: '2026-11' });
  for (const path of ['/', '/subscribe', '/nothing']) {
    expect((await at.get(path)).text, path).toContain('href="/privacy"');
  }
  await at.post('/subscribe', { email: 'a@example.com' });
  const [consent] = await at.db.execute('select document from consents');
  expect(consent).toEqual({ document: '2026-11' });
});
