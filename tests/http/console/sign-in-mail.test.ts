import { expect, test } from 'vitest';
import { ensureEditor } from '../../../src/access/editors/editors.ts';
import type { EmailAddress } from '../../../src/base/email-address.ts';
import { sessions, signInLinks } from '../../../src/db/schema/editors.ts';
import { letters } from '../../../src/db/schema/mail.ts';
import { setup, setupWithEngine, type TestApp } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';

const address = 'aki@example.com' as EmailAddress;
const ours = { 'sec-fetch-site': 'same-origin', accept: 'text/html', 'accept-language': 'en' };

function ask(app: TestApp, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const { body, headers: type } = form(fields);
  const all = { ...type, ...ours, ...headers };
  return app.call('POST', '/console/sign-in', { key: null, body, headers: all });
}

test('an editor gets a mail with a link that opens the page they wanted', async () => {
  const app = await setupWithEngine();
  await ensureEditor(app.db, address, 'writer');
  const to = '/console/digests?state=draft';
  const led = await app.call('GET', `/console/sign-in?to=${encodeURIComponent(to)}`, {
    key: null,
    headers: ours,
  });
  expect(led.text).toContain('name="to" value="/console/digests?state=draft"');
  expect((await ask(app, { address: ' Aki@Example.com ', to })).status).toBe(200);
  await app.engine.drain();
  const [mail] = await app.engine.messages();
  expect(mail).toMatchObject({ to: [address], subject: expect.stringContaining('sign-in link') });
  const link = /https:\/\/digest\.example\.com(\/console\/sign-in\/[\w-]+)/.exec(
    mail?.text ?? '',
  )?.[1];
  const press = { key: null, body: '', headers: { ...form({}).headers, ...ours } };
  const entered = await app.call('POST', link ?? '', press);
  expect(entered.headers.get('location')).toBe(to);
  expect(await app.db.$count(sessions)).toBe(1);
});

test('a stranger gets the same answer and no mail', async () => {
  const app = await setup();
  await ensureEditor(app.db, address, 'owner');
  const [known, unknown] = [
    await ask(app, { address }),
    await ask(app, { address: 'eva@example.com' }),
  ];
  expect(unknown.status).toBe(known.status);
  expect(unknown.text.replaceAll('eva@', 'aki@')).toBe(known.text);
  expect(await app.db.$count(letters)).toBe(1);
  expect((await ask(app, { address: 'no address' })).status).toBe(422);
});

test('one who asks again and again gets six mails an hour, and is told nothing else', async () => {
  const app = await setup();
  await ensureEditor(app.db, address, 'owner');
  const answers = [];
  for (let turn = 0; turn < 8; turn++) answers.push((await ask(app, { address })).status);
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await app.db.$count(letters)).toBe(6);
});

test('a network that asks for one editor after the other is stopped at thirty mails an hour', async () => {
  const app = await setup();
  for (let n = 0; n < 33; n++) {
    const one = `editor${n}@example.com` as EmailAddress;
    await ensureEditor(app.db, one, 'viewer');
    await ask(app, { address: one }, { 'cf-connecting-ip': '192.0.2.7' });
  }
  expect(await app.db.$count(letters)).toBe(30);
});

test('of several links each works, until one was used', async () => {
  const app = await setupWithEngine();
  await ensureEditor(app.db, address, 'owner');
  for (let turn = 0; turn < 3; turn++) await ask(app, { address });
  await app.engine.drain();
  const mails: { text: string }[] = await app.engine.messages();
  const links = mails.map(({ text }) => /(\/console\/sign-in\/[\w-]+)/.exec(text)?.[1] ?? '');
  expect(new Set(links).size).toBe(3);
  const press = { key: null, body: '', headers: { ...form({}).headers, ...ours } };
  const statuses = [];
  for (const link of links) statuses.push((await app.call('POST', link, press)).status);
  expect(statuses).toEqual([303, 410, 410]);
});

test('only a page of the console can be what a sign-in opens', async () => {
  const app = await setup();
  await ensureEditor(app.db, address, 'owner');
  for (const to of ['//evil.example', 'https://evil.example', '/console\\evil', '/api/keys']) {
    await ask(app, { address, to });
  }
  const rows = await app.db.select({ opens: signInLinks.opens }).from(signInLinks);
  expect(rows).toEqual(rows.map(() => ({ opens: null })));
});

test('a page of the console leads who is not signed in to the sign-in, and whoever is past it', async () => {
  const app = await setup();
  const { call } = await signedIn(app);
  const past = await call('GET', '/console/sign-in?to=%2Fconsole%2Flists');
  expect([past.status, past.headers.get('location')]).toEqual([303, '/console/lists']);
});
