import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { passTime } from '../../support/time.ts';
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

test('the button of the page leaves, and is told apart', async () => {
  const at = await visit();
  const path = await mailTo(at, 'mai@example.com');
  const action = /action="([^"]+)"/.exec((await at.get(path)).text)?.[1] ?? '';
  const answer = await at.post(action, {});
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('配信を停止しました');
  const consents = await at.db.execute(sql`select method from consents`);
  expect([...consents]).toEqual([{ method: 'page' }]);
});

test('no page behind the link opens the preferences: their link comes by mail to the address', async () => {
  const at = await visit();
  const path = await mailTo(at, 'mai@example.com');
  const pages = [
    await at.get(path),
    await at.post(path, {}),
    await at.get(path),
    await at.post(`${path}/undo`, {}),
    await at.get(`${path}/link`),
  ];
  expect(pages.map(({ text }) => text).join('')).not.toMatch(/\/preferences\/|mai@example\.com/);
  expect(pages[0]?.text).toContain(`href="${path}/link"`);
  expect(pages[2]?.text).toContain(`href="${path}/link"`);
  expect(pages[4]?.text).toContain('m***@example.com');
  expect(at.take('letters')).toEqual([]);
  const answers = [];
  for (let press = 0; press < 2; press++) answers.push((await at.post(`${path}/link`, {})).text);
  expect(answers[0]).toContain('メールをご確認ください');
  expect(new Set(answers).size).toBe(1);
  // One within the hour, to the address itself.
  expect(at.take('letters')).toHaveLength(1);
  const letters = await at.db.execute(sql`select kind, address from letters`);
  expect([...letters]).toEqual([{ kind: 'preferences', address: 'mai@example.com' }]);
});

test('a link by mail is for who is there, may be mailed, and has not had three of them', async () => {
  const at = await visit();
  const path = await mailTo(at, 'mai@example.com');
  const nobody = at.tokens.sign({ purpose: 'unsubscribe', subscriber: 999, list: 1, send: null });
  expect((await at.get(`/u/${nobody}/link`)).text).toContain('停止するものはありません');
  expect((await at.post(`/u/${nobody}/link`, {})).text).toContain('メールをご確認ください');
  const foreign = { 'sec-fetch-site': 'cross-site' };
  expect((await at.post(`${path}/link`, {}, foreign)).status).toBe(403);
  for (let press = 0; press < 4; press++) {
    await at.post(`${path}/link`, {});
    await passTime(at.db, '2 hours');
  }
  expect(at.take('letters')).toHaveLength(3);
  await at.db.execute(sql`delete from letters`);
  await at.db.execute(sql`
    insert into suppressions (address, address_hash, reason)
    values ('mai@example.com', ${at.tokens.hashAddress('mai@example.com')}, 'complaint')`);
  await at.post(`${path}/link`, {});
  expect(at.take('letters')).toEqual([]);
});

test('the links of a preview do nothing and say so', async () => {
  const at = await visit();
  for (const path of ['/u/preview', '/preferences/preview']) {
    for (const answer of [await at.get(path), await at.post(path, { do: 'erase-now' })]) {
      expect([answer.status, answer.text.includes('これはプレビューです')]).toEqual([200, true]);
    }
  }
  const headers = { accept: 'application/json' };
  const pressed = await at.call('POST', '/u/preview', { key: null, headers });
  expect([pressed.status, pressed.json]).toEqual([200, { status: 'ok' }]);
});

test('the page speaks the language of its reader', async () => {
  const at = await visit();
  const subscriber = await at.reader('ann@example.com', { language: 'en-GB' });
  const token = at.tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send: null });
  expect((await at.get(`/u/${token}`)).text).toContain('<html lang="en"');
});
