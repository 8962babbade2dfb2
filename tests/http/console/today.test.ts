// The first page: what was asked and said about digests, and how the lists have grown.

import { expect, test } from 'vitest';
import { approvals, passkeys } from '../../../src/db/schema/editors.ts';
import { setupWithEngine } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';
import { confirmReaders, plainDigest } from '../../support/engine.ts';

const plain = (html: string) => html.replace(/<wbr\/?>|<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('approvals that wait or were answered are shown until the digest changes or is sent', async () => {
  const app = await setupWithEngine();
  const writer = await signedIn(app, 'writer');
  const viewer = await signedIn(app, 'viewer');
  const { id } = (await app.call('POST', '/api/digests', { body: plainDigest })).json;
  const open = async (who = writer) => plain((await who.call('GET', '/console')).text);
  expect(await open()).not.toContain('Approvals');
  await writer.call('POST', `/api/digests/${id}/approvals`, {
    body: { to: 'chief@example.com' },
    headers: { accept: 'application/json' },
  });
  expect(await open()).toMatch(/Approvals.*Asked.*chief@example\.com/);
  await app.db.update(approvals).set({ answer: 'no', comment: 'Too long', answeredAt: new Date() });
  expect(await open()).toMatch(/Approvals No .*“Too long”/);
  expect(await open(viewer)).not.toContain('chief@example.com');
  const change = { body: { ...plainDigest, lead: '別の話。' }, headers: { 'if-match': '"1"' } };
  await app.call('PUT', `/api/digests/${id}`, change);
  expect(await open()).not.toContain('Approvals');
  await app.db.update(approvals).set({ revision: 2 });
  expect(await open()).toContain('Approvals');
  await confirmReaders(app.engine, 1);
  await app.call('POST', '/api/sends', { body: { digestId: id, revision: 2, lists: ['digest'] } });
  expect(await open()).not.toContain('Approvals');
});

test('the line of ninety days stands beside its numbers', async () => {
  const app = await setupWithEngine();
  const { call } = await signedIn(app, 'viewer');
  await app.call('POST', '/api/subscribers', {
    body: {
      email: 'mina@example.com',
      lists: [{ slug: 'digest', status: 'confirmed' }],
      consent: 'asked at the fair',
    },
  });
  const open = async () => (await call('GET', '/console')).text;
  expect(plain(await open())).toContain('The line begins tomorrow');
  for (let turn = 0; turn < 3; turn++) await app.engine.tick();
  const text = await open();
  expect(plain(text)).toMatch(/Joined 1 Left 0/);
  expect(text).toContain('aria-label="Readers since ');
  expect(text.match(/<tr><th scope="row">/g)?.length).toBeGreaterThanOrEqual(90);
});

test('a passkey is offered until there is one, or until this browser has been told not to', async () => {
  const app = await setupWithEngine();
  const { call, editor } = await signedIn(app, 'viewer');
  const open = async (cookie?: string) => {
    const { headers } = await signedIn(app, 'viewer');
    const both = [headers.cookie, cookie].filter(Boolean).join('; ');
    return (await call('GET', '/console', { headers: { cookie: both } })).text;
  };
  expect(await open()).toContain('data-passkey="add"');
  const later = await call('POST', '/console/settings/passkeys/later', form({}));
  expect(later.status).toBe(303);
  const cookie = later.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(await open(cookie)).not.toContain('data-passkey');
  await app.db.insert(passkeys).values({
    id: 'AAAA',
    isSynced: false,
    editorId: editor.id,
    publicKey: 'AAAA',
    counter: 0,
    transports: [],
    name: 'Chrome, Linux',
  });
  expect(await open()).not.toContain('data-passkey');
});
