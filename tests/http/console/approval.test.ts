import { expect, test } from 'vitest';
import { createTokenRing } from '../../../src/base/token.ts';
import { approvals, auditEntries } from '../../../src/db/schema/editors.ts';
import { setupWithEngine, type TestApp } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';
import { plainDigest, writeDigest } from '../../support/engine.ts';

const browser = { accept: 'text/html', 'accept-language': 'en', 'sec-fetch-site': 'same-origin' };

async function setup() {
  const app = await setupWithEngine();
  const writer = await signedIn(app, 'writer');
  const id = await writeDigest(app.engine);
  const to = 'chief@example.com';
  const asked = await writer.call('POST', `/api/digests/${id}/approvals`, {
    body: { to, note: 'Before noon,\nplease' },
    headers: { accept: 'application/json' },
  });
  await app.engine.drain();
  const [mail] = await app.engine.messages();
  const text = String(mail?.text);
  const path = /https:\/\/digest\.example\.com(\/approval\/[\w-]+)/.exec(text)?.[1] ?? '';
  const state = async () =>
    (await writer.call('GET', `/api/digests/${id}/approvals`)).json.data[0].state;
  return { app, writer, id, to, asked, mail, text, path, state };
}

const look = (app: TestApp, path: string, method = 'GET') =>
  app.call(method, path, { key: null, headers: browser });
const press = (app: TestApp, path: string, fields: Record<string, string>, more = {}) => {
  const { body, headers } = form(fields);
  return app.call('POST', path, { key: null, body, headers: { ...headers, ...browser, ...more } });
};

test('whoever is asked gets a mail with the note, and their yes is shown to the editors', async () => {
  const { app, asked, mail, text, to, path, state, id } = await setup();
  expect(asked.status).toBe(201);
  expect(asked.json).toMatchObject({
    state: 'asked',
    to,
    revision: 1,
    askedByName: 'writer@example.com',
  });
  expect(mail).toMatchObject({ to: [to] });
  expect(text).toContain('Before noon,\nplease');
  expect(text).toContain(plainDigest.headline);
  expect((await look(app, path)).text).toContain(`Subject: ${plainDigest.headline}`);
  const answered = await press(app, path, { answer: 'yes', comment: 'Fine!' });
  expect(answered.status).toBe(200);
  expect(await state()).toBe('approved');
  const acts = await app.db.select().from(auditEntries);
  expect(acts.map(({ actorKind, action, target }) => [actorKind, action, target])).toEqual([
    ['editor', 'postDigestsByIdApprovals', `/api/digests/${id}`],
    ['link', 'answerApproval', `/api/digests/${id}`],
  ]);
});

test('the editor who asked gets the answer by mail, with the comment, once', async () => {
  const { app, path, id } = await setup();
  await press(app, path, { answer: 'no', comment: 'The second point\nis wrong' });
  await press(app, path, { answer: 'yes' });
  await app.engine.drain();
  const mails = await app.engine.messages('to=writer@example.com');
  expect(mails.length).toBe(1);
  expect(mails[0]?.text).toContain('The second point\nis wrong');
  expect(mails[0]?.text).toContain(plainDigest.headline);
  expect(mails[0]?.text).toContain(`https://digest.example.com/console/digests/${id}/review`);
});

test('nobody gets an answer that no longer counts, nor one that a program asked for', async () => {
  const { app, path, id } = await setup();
  const change = { body: { ...plainDigest, lead: '別の話。' }, headers: { 'if-match': '"1"' } };
  await app.call('PUT', `/api/digests/${id}`, change);
  await press(app, path, { answer: 'yes' });
  await app.call('POST', `/api/digests/${id}/approvals`, { body: { to: 'second@example.com' } });
  await app.engine.drain();
  const [asked] = await app.engine.messages('to=second@example.com');
  const second = /\/approval\/[\w-]+/.exec(String(asked?.text))?.[0] ?? '';
  expect((await press(app, second, { answer: 'yes' })).status).toBe(200);
  await app.engine.drain();
  expect((await app.engine.messages()).length).toBe(2);
});

test('looking decides nothing, whoever looks', async () => {
  const { app, path, state } = await setup();
  for (const method of ['GET', 'HEAD']) {
    for (const place of [path, `${path}?answer=yes`, `${path}/mail`]) {
      expect((await look(app, place, method)).status).toBe(200);
    }
  }
  expect((await look(app, path)).headers.get('referrer-policy')).toBe('no-referrer');
  expect(await state()).toBe('asked');
});

test('the mail stands in a frame of its own, with a policy that runs nothing', async () => {
  const { app, path } = await setup();
  const page = await look(app, path);
  expect(page.text).toContain(`src="${path}/mail" sandbox="allow-popups"`);
  const mail = await look(app, `${path}/mail`);
  expect(mail.headers.get('content-security-policy')).toContain('sandbox');
  expect(mail.text).toContain(plainDigest.sections[0]?.heading);
});

test('a second click is answered kindly, and the first answer stands', async () => {
  const { app, path, state } = await setup();
  await press(app, path, { answer: 'no', comment: 'The second point is wrong' });
  const again = await press(app, path, { answer: 'yes' });
  expect(again.status).toBe(200);
  expect(again.text).toContain('You said no');
  expect(again.text).toContain('The second point is wrong');
  expect(again.text).not.toContain('<textarea');
  expect(await state()).toBe('declined');
});

test('two answers at once are one', async () => {
  const { app, path } = await setup();
  await Promise.all([press(app, path, { answer: 'no' }), press(app, path, { answer: 'yes' })]);
  const acts = await app.db.select().from(auditEntries);
  expect(acts.filter(({ actorKind }) => actorKind === 'link').length).toBe(1);
});

test('a digest that changed voids the approval, also one that was given', async () => {
  const { app, path, id, state } = await setup();
  await press(app, path, { answer: 'yes' });
  const change = { body: { ...plainDigest, lead: '別の話。' }, headers: { 'if-match': '"1"' } };
  expect((await app.call('PUT', `/api/digests/${id}`, change)).status).toBe(200);
  expect(await state()).toBe('void');
  const late = await press(app, path, { answer: 'yes' });
  expect(late.text).toContain('has changed since');
  expect((await look(app, `${path}/mail`)).text).not.toContain('別の話。');
});

test('an unanswered approval of a changed digest takes no answer any more', async () => {
  const { app, path, id } = await setup();
  const change = { body: { ...plainDigest, lead: '別の話。' }, headers: { 'if-match': '"1"' } };
  await app.call('PUT', `/api/digests/${id}`, change);
  await press(app, path, { answer: 'yes' });
  expect(await app.db.select({ answer: approvals.answer }).from(approvals)).toEqual([
    { answer: null },
  ]);
});

test('another site, an old link and another link approve nothing', async () => {
  const { app, path, state } = await setup();
  for (const site of ['cross-site', 'same-site', 'none']) {
    const foreign = await press(app, path, { answer: 'yes' }, { 'sec-fetch-site': site });
    expect(foreign.status).toBe(403);
  }
  const tokens = createTokenRing([String(app.bindings.SIGNING_KEYS)]);
  const claim = tokens.verify(path.split('/').at(-1) ?? '');
  if (claim?.purpose !== 'approval') throw new Error('Not the link of an approval');
  for (const purpose of ['sign-in', 'challenge'] as const) {
    const other = `/approval/${tokens.sign({ ...claim, purpose })}`;
    expect((await press(app, other, { answer: 'yes' })).status).toBe(404);
  }
  await app.db.update(approvals).set({ createdAt: new Date(Date.now() - 15 * 86_400_000) });
  expect((await press(app, path, { answer: 'yes' })).status).toBe(410);
  expect(await state()).toBe('expired');
});
