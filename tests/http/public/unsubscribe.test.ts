import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { type Visitor, visit } from './visitor.ts';

async function mailTo(at: Visitor, email: string): Promise<string> {
  const subscriber = await at.reader(email);
  return `/u/${at.tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send: null })}`;
}

test('the page shows the masked address, the list and one button, and sets no cookie', async () => {
  const at = await visit();
  const path = await mailTo(at, 'mai@example.com');
  const page = await at.get(path);
  expect(page.status).toBe(200);
  expect(page.text).toContain('m***@example.com');
  expect(page.text).not.toContain('mai@example.com');
  expect(page.text.match(/<button/g)).toHaveLength(1);
  expect(page.headers.get('set-cookie')).toBeNull();
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('x-robots-tag')).toContain('noindex');
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'confirmed' });
});

const bodies = {
  'as RFC 8058 says': ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
  'as multipart': [
    'multipart/form-data; boundary=b',
    '--b\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
  ],
  'with a body that cannot be read': ['multipart/form-data', 'nothing like it'],
  'as plain text': ['text/plain', 'stop'],
} as const;

for (const [how, [type, body]] of Object.entries(bodies)) {
  test(`one POST leaves ${how}, without redirect, also when repeated`, async () => {
    const at = await visit();
    const path = await mailTo(at, 'mai@example.com');
    const headers = {
      'content-type': type,
      origin: 'https://mail.example',
      'sec-fetch-site': 'cross-site',
    };
    for (let press = 0; press < 2; press++) {
      const answer = await at.call('POST', path, { key: null, body, headers });
      expect(answer.status).toBe(200);
    }
    expect(await at.standing('mai@example.com')).toEqual({ digest: 'unsubscribed' });
    const consents = await at.db.execute(sql`select action, method from consents`);
    expect([...consents]).toEqual([{ action: 'unsubscribed', method: 'one-click' }]);
  });
}

test('an empty POST leaves, too, and a program may read JSON', async () => {
  const at = await visit();
  const path = await mailTo(at, 'mai@example.com');
  const headers = { accept: 'application/json' };
  const answer = await at.call('POST', path, { key: null, headers });
  expect([answer.status, answer.json]).toEqual([200, { status: 'ok' }]);
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'unsubscribed' });
});

test('the button of the page leaves, is told apart, and leads on to the preferences', async () => {
  const at = await visit();
  const path = await mailTo(at, 'mai@example.com');
  const action = /action="([^"]+)"/.exec((await at.get(path)).text)?.[1] ?? '';
  const answer = await at.post(action, {});
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('配信を停止しました');
  const preferences = /href="(\/preferences\/[^"]+)"/.exec(answer.text)?.[1] ?? '';
  expect((await at.get(preferences)).status).toBe(200);
  const consents = await at.db.execute(sql`select method from consents`);
  expect([...consents]).toEqual([{ method: 'page' }]);
});

test('a token of nobody is answered 200 and told nothing', async () => {
  const at = await visit();
  const nobody = at.tokens.sign({ purpose: 'unsubscribe', subscriber: 999, list: 1, send: null });
  for (const token of ['nonsense', nobody, '%00', '%ff', 'a'.repeat(3000)]) {
    expect((await at.get(`/u/${token}`)).status).toBe(200);
    const answer = await at.call('POST', `/u/${token}`, { key: null });
    expect(answer.status).toBe(200);
  }
});

test('the page speaks the language of its reader', async () => {
  const at = await visit();
  const subscriber = await at.reader('ann@example.com', { language: 'en-GB' });
  const token = at.tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send: null });
  expect((await at.get(`/u/${token}`)).text).toContain('<html lang="en"');
});
