import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { visit } from './visitor.ts';

const middle = (token: string, noise: string) => token.slice(0, 29) + noise + token.slice(29);
const touches: Record<string, (token: string) => string> = {
  'a blank in the middle': (token) => middle(token, '%20'),
  'a fold in the middle': (token) => middle(token, '%0D%0A%20'),
  'the line end of quoted-printable': (token) => middle(token, '=%0A'),
  'a soft hyphen in the middle': (token) => middle(token, '%C2%AD'),
  'a full stop': (token) => `${token}.`,
  'a Japanese full stop': (token) => `${token}%E3%80%82`,
  'a bracket': (token) => `${token})`,
  'a Japanese bracket': (token) => `${token}%EF%BC%89`,
  'an angle bracket': (token) => `${token}%3E`,
  'an angle bracket that was encoded twice': (token) => `${token}%253E`,
  'angle brackets around it': (token) => `%3C${token}%3E`,
  'a comma': (token) => `${token},`,
  'a zero-width space': (token) => `${token}%E2%80%8B`,
  'half a character': (token) => `${token}%E2%80`,
  'a byte order mark before it': (token) => `%EF%BB%BF${token}`,
  'a slash': (token) => `${token}/`,
  'a bracket and a slash': (token) => `${token})/`,
  'a slash and a full stop behind it': (token) => `${token}/;.`,
  'a second slash before it': (token) => `/${token}`,
  'the underline of Markdown': (token) => `${token}_`,
  'the end of its element': (token) => `${token}%3C%2Fa%3E`,
};

for (const [what, touch] of Object.entries(touches)) {
  test(`a link with ${what} leaves, confirms and opens the preferences`, async () => {
    const at = await visit();
    const subscriber = await at.reader('mai@example.com');
    const leave = { purpose: 'unsubscribe', subscriber, list: 1, send: null } as const;
    const token = at.tokens.sign(leave);
    const page = await at.get(`/u/${touch(token)}`);
    expect([page.status, page.text.includes('m***@example.com')]).toEqual([200, true]);
    // Its button and its links are whole again.
    expect(page.text).toContain(`action="/u/${token}?by=page"`);
    const answer = await at.call('POST', `/u/${touch(token)}`, { key: null });
    expect(answer.status).toBe(200);
    expect(await at.standing('mai@example.com')).toEqual({ digest: 'unsubscribed' });

    const own = at.tokens.sign(preferencesOf(subscriber, 'mai@example.com'));
    expect((await at.get(`/preferences/${touch(own)}`)).status).toBe(200);
    const saved = await at.post(`/preferences/${touch(own)}`, { do: 'resume' });
    const location = saved.headers.get('location');
    expect([saved.status, location]).toEqual([303, `/preferences/${own}?done=resumed`]);

    await at.post('/subscribe', { email: 'ken@example.com' });
    const confirm = await at.confirmToken('ken@example.com');
    expect((await at.get(`/confirm/${touch(confirm)}`)).text).toContain('k***@example.com');
    expect((await at.post(`/confirm/${touch(confirm)}`, {})).status).toBe(200);
    expect(await at.standing('ken@example.com')).toEqual({ digest: 'confirmed' });
  });
}

test('a step behind the token stays itself, whatever is behind the step', async () => {
  const at = await visit();
  const subscriber = await at.reader('mai@example.com');
  const token = at.tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send: null });
  expect((await at.post(`/u/${token}/link/`, {})).text).toContain('メールをご確認ください');
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'confirmed' });
  await at.post(`/u/${token}`, {});
  await at.post(`/u/${token}/undo).`, {});
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'confirmed' });
});

test('a link whose signature is wrong is 404 with help: nobody is told that it worked', async () => {
  const at = await visit();
  const subscriber = await at.reader('mai@example.com');
  const token = at.tokens.sign({ purpose: 'unsubscribe', subscriber, list: 1, send: null });
  const changed = (token.startsWith('B', 12) ? 'C' : 'B') + token.slice(13);
  const own = at.tokens.sign(preferencesOf(subscriber, 'mai@example.com'));
  const wrong = [token.slice(0, -1), token.slice(0, 12) + changed, `${token}A`, own, 'nonsense'];
  for (const text of [...wrong, '%00', '%ff', 'a'.repeat(3000), `${token.slice(0, 40)}%20%3E`]) {
    for (const path of [`/u/${text}`, `/u/${text}/`, `/u/${text}/undo`, `/u/${text}/link`]) {
      const answer = await at.post(path, {});
      expect(answer.status, path).toBe(404);
    }
    expect((await at.get(`/u/${text}`)).status).toBe(404);
    expect((await at.call('POST', `/u/${text}`, { key: null })).status).toBe(404);
  }
  const page = await at.post(`/u/${token.slice(0, -1)}`, {});
  expect(page.text).toContain('配信はまだ停止していません');
  expect(page.text).toMatch(/href="mailto:[^"]+"/);
  expect(page.headers.get('cache-control')).toBe('no-store');
  const headers = { accept: 'application/json' };
  const json = await at.call('POST', '/u/nonsense', { key: null, headers });
  expect([json.status, json.json.detail]).toEqual([404, expect.stringContaining('in the mail')]);
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'confirmed' });
});

test('a right link whose person or list is gone is 200, and there is nothing to do', async () => {
  const at = await visit();
  const subscriber = await at.reader('mai@example.com');
  const of = (claim: { subscriber: number; list: number }) =>
    `/u/${at.tokens.sign({ purpose: 'unsubscribe', send: null, ...claim })}`;
  for (const path of [of({ subscriber: 999, list: 1 }), of({ subscriber, list: 99 })]) {
    for (const answer of [await at.get(path), await at.post(`${path}%3E/`, {})]) {
      expect([answer.status, answer.text.includes('停止するものはありません')]).toEqual([
        200,
        true,
      ]);
    }
  }
  await at.db.execute(sql`delete from subscribers`);
  expect((await at.post(of({ subscriber, list: 1 }), {})).status).toBe(200);
});

test('the path of other pages is taken to the letter', async () => {
  const at = await visit();
  for (const path of ['/subscribe/', '/subscribe.', '/digests/x/', '/u', '/confirm/']) {
    expect((await at.get(path)).status, path).toBe(404);
  }
});
