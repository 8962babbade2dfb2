import { expect, test } from 'vitest';
import { ensureEditor } from '../../../src/access/editors/editors.ts';
import { writeSignInLink } from '../../../src/access/sessions/sign-in.ts';
import type { EmailAddress } from '../../../src/base/email-address.ts';
import { createTokenRing } from '../../../src/base/token.ts';
import { sessions, signInLinks } from '../../../src/db/schema/editors.ts';
import { setup, type TestApp } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';

const address = 'aki@example.com' as EmailAddress;
const ours = { ...form({}).headers, 'sec-fetch-site': 'same-origin' };

async function linkFor(app: TestApp): Promise<string> {
  await ensureEditor(app.db, address, 'owner');
  const tokens = createTokenRing([String(app.bindings.SIGNING_KEYS)]);
  const path = await writeSignInLink({ db: app.db, tokens }, address);
  if (path === null) throw new Error('There is no such editor');
  return path;
}

const press = (app: TestApp, path: string, headers: Record<string, string> = ours) =>
  app.call('POST', path, { key: null, body: '', headers });

test('a press signs in once, and leads to the console without the token', async () => {
  const app = await setup();
  const path = await linkFor(app);
  const entered = await press(app, path);
  expect(entered.status).toBe(303);
  expect(entered.headers.get('location')).toBe('/console');
  expect(entered.headers.get('set-cookie')).toMatch(
    /^__Host-console=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const again = await press(app, path);
  expect(again.status).toBe(410);
  expect(again.headers.get('set-cookie')).toBeNull();
  expect(await app.db.$count(sessions)).toBe(1);
});

test('looking at a link, however often and by whom, signs nobody in', async () => {
  const app = await setup();
  const path = await linkFor(app);
  for (const method of ['GET', 'HEAD', 'GET']) {
    const looked = await app.call(method, path, { key: null, headers: { purpose: 'prefetch' } });
    expect(looked.status).toBe(200);
    expect(looked.headers.get('set-cookie')).toBeNull();
    expect(looked.headers.get('referrer-policy')).toBe('no-referrer');
  }
  expect(await app.db.$count(sessions)).toBe(0);
  expect((await press(app, path)).status).toBe(303);
});

test('a press from another site, or from nowhere, signs nobody in', async () => {
  const app = await setup();
  const path = await linkFor(app);
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    {},
  ]) {
    expect((await press(app, path, { ...form({}).headers, ...headers })).status).toBe(403);
  }
  expect(await app.db.$count(sessions)).toBe(0);
});

test('an old link is refused kindly', async () => {
  const app = await setup();
  const path = await linkFor(app);
  await app.db.update(signInLinks).set({ createdAt: new Date(Date.now() - 16 * 60_000) });
  const late = await press(app, path);
  expect(late.status).toBe(410);
  expect(late.text).toContain('href="/console/sign-in"');
});

test('a token of another purpose signs nobody in', async () => {
  const app = await setup();
  const path = await linkFor(app);
  const tokens = createTokenRing([String(app.bindings.SIGNING_KEYS)]);
  const claim = tokens.verify(path.split('/').at(-1) ?? '');
  if (claim?.purpose !== 'sign-in') throw new Error('Not a sign-in link');
  for (const other of [
    tokens.sign({ ...claim, purpose: 'approval' }),
    tokens.sign({ ...claim, purpose: 'challenge' }),
    tokens.sign({ purpose: 'letter', letter: claim.id, expiresAt: claim.expiresAt }),
  ]) {
    expect((await press(app, `/console/sign-in/${other}`)).status).toBe(404);
  }
});

test('a cookie that was there before is worth nothing afterwards', async () => {
  const app = await setup();
  const before = await signedIn(app, 'viewer');
  const path = await linkFor(app);
  const entered = await press(app, path, { ...ours, ...before.headers });
  const fresh = /__Host-console=([\w-]+)/.exec(entered.headers.get('set-cookie') ?? '')?.[1];
  expect(before.headers.cookie).not.toContain(fresh);
  expect((await before.call('GET', '/api/lists')).status).toBe(401);
});

test('signing out ends the session here, or every session of the editor', async () => {
  const app = await setup();
  const [desk, phone, other] = [
    await signedIn(app, 'writer'),
    await signedIn(app, 'writer'),
    await signedIn(app, 'viewer'),
  ];
  const left = await desk.call('POST', '/console/sign-out', form({}));
  expect(left.status).toBe(303);
  expect(left.headers.get('set-cookie')).toMatch(/^__Host-console=; Max-Age=0/);
  expect((await desk.call('GET', '/api/lists')).status).toBe(401);
  expect((await phone.call('GET', '/api/lists')).status).toBe(200);
  await phone.call('POST', '/console/sign-out', form({ everywhere: 'yes' }));
  expect((await phone.call('GET', '/api/lists')).status).toBe(401);
  expect((await other.call('GET', '/api/lists')).status).toBe(200);
});

test('the console’s cookie speaks to the API from our own pages alone, and within the role', async () => {
  const app = await setup();
  const { call, headers } = await signedIn(app, 'writer');
  expect((await call('GET', '/api/lists')).status).toBe(200);
  expect((await call('GET', '/api/keys')).status).toBe(403);
  const only = { cookie: headers.cookie ?? '' };
  for (const [method, said, status] of [
    ['GET', {}, 403],
    ['GET', { 'sec-fetch-site': 'cross-site' }, 403],
    ['GET', { 'sec-fetch-site': 'none' }, 200],
    ['GET', { origin: 'https://digest.example.com' }, 200],
    ['POST', { 'sec-fetch-site': 'none' }, 403],
    ['POST', { 'sec-fetch-site': 'same-site' }, 403],
    ['POST', {}, 403],
    ['POST', { origin: 'https://digest.example.com' }, 422],
  ] as const) {
    const options = {
      key: null,
      headers: { ...only, ...said },
      ...(method === 'POST' ? { body: {} } : {}),
    };
    const { status: answered } = await app.call(method, '/api/lists', options);
    expect(`${method} ${JSON.stringify(said)} ${answered}`).toBe(
      `${method} ${JSON.stringify(said)} ${status}`,
    );
  }
});
