// A test mail by a plain form, and as the copy of a chosen reader.
import { expect, test } from 'vitest';
import { japanese } from '../../digest/pages.ts';
import { setupWithEngine } from '../../support/app.ts';
import { form, type SignedIn, signedIn } from '../../support/console.ts';
import { confirmReaders } from '../../support/engine.ts';

async function open() {
  const app = await setupWithEngine();
  const { json } = await app.call('POST', '/api/working-copies', { body: { text: japanese } });
  await app.call('POST', `/api/digests/${json.id}/revisions`);
  return { ...app, id: json.id as string, page: `/console/digests/${json.id}/test` };
}

const onceOf = (html: string) => /name="once" value="([\w-]+)"/.exec(html)?.[1] ?? '';

async function press(editor: SignedIn, page: string, fields: Record<string, string>) {
  const once = onceOf((await editor.call('GET', page)).text);
  return editor.call('POST', page, form({ once, ...fields }));
}

test('without a script the press saves, leads to a page that asks to whom, and mails once', async () => {
  const { call, db, engine } = await setupWithEngine();
  const owner = await signedIn({ db, call }, 'owner');
  const { id } = (await call('POST', '/api/working-copies', { body: { text: japanese } })).json;
  const typed = { version: '1', face: 'fields', headline: '夜', language: 'ja', do: 'test' };
  const whole = { ...typed, 'sections.0.heading': '灯', 'sections.0.body.0.text': '本文。' };
  const saved = await owner.call(
    'POST',
    `/console/digests/${id}`,
    form({ ...whole, 'conclusion.0': 'おわり。' }),
  );
  const page = saved.headers.get('location') ?? '';
  expect([saved.status, page]).toEqual([303, `/console/digests/${id}/test`]);
  const shown = (await owner.call('GET', page)).text;
  expect(shown).toContain('owner@example.com');
  const wish = form({ once: onceOf(shown), to: 'owner@example.com' });
  const sent = await owner.call('POST', page, wish);
  const fates = sent.headers.get('location') ?? '';
  expect(fates).toContain('?email=');
  expect((await owner.call('POST', page, wish)).headers.get('location')).toBe(fates);
  expect((await owner.call('GET', fates)).text).toContain('owner@example.com: On its way');
  await engine.drain();
  expect(await engine.messages()).toMatchObject([
    { to: ['owner@example.com'], subject: '[TEST] 夜' },
  ]);
  expect((await owner.call('GET', fates)).text).toContain('owner@example.com: Accepted');
  const { data } = (await call('GET', '/api/audit?limit=1')).json;
  expect(data).toMatchObject([{ action: 'postDigestsByIdTest', target: `/api/digests/${id}` }]);
});

test('what is wrong in the form is said beside its field, and stays as it was typed', async () => {
  const app = await open();
  const sender = await signedIn(app, 'sender');
  for (const [fields, said] of [
    [{}, 'Choose an address first.'],
    [{ other: 'nobody' }, 'This is no e-mail address.'],
    [{ to: 'sender@example.com', reader: 'mai@example.com' }, 'No reader has this address.'],
  ] as const) {
    const refused = await press(sender, app.page, fields);
    expect([refused.status, refused.text.includes(said)]).toEqual([422, true]);
    for (const value of Object.values(fields)) expect(refused.text).toContain(`value="${value}"`);
  }
  await app.engine.drain();
  expect(await app.engine.messages()).toEqual([]);
});

test('as a chosen reader it is their copy, sent to the editor, with links that do nothing', async () => {
  const app = await open();
  const [id] = await confirmReaders(app.engine, 1);
  const reader = (await app.call('GET', `/api/subscribers/${id}`)).json.email;
  const writer = await signedIn(app, 'writer');
  const sent = await press(writer, app.page, { to: 'writer@example.com', reader });
  expect(sent.status).toBe(303);
  await app.engine.drain();
  const [mail] = await app.engine.messages();
  expect(mail).toMatchObject({ to: ['writer@example.com'] });
  expect(mail?.text).toContain(reader);
  expect(mail?.html).toContain('/u/preview');
  expect(mail?.html).not.toMatch(/\/(?:u|preferences)\/(?!preview\b)/);
  expect(JSON.stringify(mail?.headers)).not.toMatch(/\/(?:u|preferences)\/(?!preview\b)/);

  const test = `/api/digests/${app.id}/test`;
  const body = { to: ['writer@example.com'], subscriber: id };
  // Who may not read who the readers are gets nobody's copy.
  for (const scope of ['send', 'write'] as const) {
    const key = await app.keyWith(scope);
    expect((await app.call('POST', test, { key, body })).status).toBe(403);
  }
  const nobody = { ...body, subscriber: 999_999 };
  expect((await app.call('POST', test, { body: nobody })).status).toBe(422);
});

test('of a reader who is forgotten before it goes out nothing is mailed', async () => {
  const app = await open();
  const [id] = await confirmReaders(app.engine, 1);
  const body = { to: ['a@example.com'], subscriber: id };
  const sent = await app.call('POST', `/api/digests/${app.id}/test`, { body });
  await app.call('DELETE', `/api/subscribers/${id}`);
  await app.engine.drain();
  expect(await app.engine.messages()).toEqual([]);
  const fate = await app.call('GET', `/api/emails/${sent.json.emails[0]}`);
  expect(fate.json).toMatchObject({ state: 'refused', reason: 'nothing_to_write' });
});

test('a viewer is shown no field for a reader, and may mail no test', async () => {
  const app = await open();
  const viewer = await signedIn(app, 'viewer');
  expect((await viewer.call('GET', app.page)).status).toBe(403);
  const editor = (await viewer.call('GET', `/console/digests/${app.id}`)).text;
  expect(editor).not.toContain('data-reader');
  const writer = await signedIn(app, 'writer');
  const shown = (await writer.call('GET', `/console/digests/${app.id}`)).text;
  expect(shown).toContain('data-reader');
  expect(shown).not.toContain('name="other"');
});
