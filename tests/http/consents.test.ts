import { expect, test } from 'vitest';
import { visit } from './public/visitor.ts';

test('every subscription is proved by its moment, its method, its words and the notice in force', async () => {
  const at = await visit({ PRIVACY_VERSION: '2026-11' });
  await at.post('/subscribe', { email: 'mai@example.com' }, { 'cf-connecting-ip': '192.0.2.7' });
  await at.post(`/confirm/${await at.confirmToken('mai@example.com')}`, {});
  const lines = (await at.call('GET', '/api/consents/export?format=ndjson')).text
    .trim()
    .split('\n');
  const records = lines.map((line) => JSON.parse(line));
  expect(records).toMatchObject([
    {
      email: 'mai@example.com',
      list: 'digest',
      action: 'requested',
      method: 'form',
      wording: expect.stringContaining('確認'),
      document: '2026-11',
      network: '192.0.2.7',
    },
    { action: 'confirmed', method: 'confirm-link' },
  ]);
  const csv = await at.call('GET', '/api/consents/export?list=digest');
  expect(csv.text.split('\r\n')).toHaveLength(4);
  expect((await at.call('GET', '/api/consents/export?list=no-such')).status).toBe(422);
});
