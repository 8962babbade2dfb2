import { expect, test } from 'vitest';
import { writeAct } from '../../../src/access/audit/audit.ts';
import { Role } from '../../../src/access/caller.ts';
import { auditEntries, editors, sessions } from '../../../src/db/schema/editors.ts';
import { setup, setupWithEngine } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';

const english = { 'accept-language': 'en' };

test('only owners see who else comes in, and nobody but an editor sees anything', async () => {
  const app = await setupWithEngine();
  const id = '0190c8f0-0000-7000-8000-000000000000';
  const ofOwners = ['editors', `editors/${id}`, 'keys', 'audit'].map((name) => `GET ${name}`);
  const posts = ['editors', `editors/${id}`, `editors/${id}/remove`, 'keys', `keys/${id}`];
  const guarded = [...ofOwners, ...posts.map((name) => `POST ${name}`)];
  for (const role of Role.options) {
    const { call } = await signedIn(app, role);
    expect((await call('GET', '/console/settings/sessions')).status).toBe(200);
    for (const door of guarded) {
      const [method = '', name = ''] = door.split(' ');
      const sent = method === 'POST' ? form({}) : {};
      const { status } = await call(method, `/console/settings/${name}`, sent);
      expect(`${role} ${door} ${status === 403}`).toBe(`${role} ${door} ${role !== 'owner'}`);
    }
  }
  for (const door of [...guarded, 'GET sessions', `POST sessions/${id}`, 'POST name']) {
    const [method = '', name = ''] = door.split(' ');
    const path = `/console/settings/${name}`;
    const headers = { ...form({}).headers, 'sec-fetch-site': 'same-origin', accept: 'text/html' };
    const { status, headers: said } = await app.call(method, path, { key: null, headers });
    expect(`${door} ${status}`).toBe(`${door} ${method === 'GET' ? 303 : 401}`);
    if (status === 303) {
      expect(said.get('location')).toBe(`/console/sign-in?to=${encodeURIComponent(path)}`);
    }
  }
});

test('a form from another site changes nothing, whoever is signed in', async () => {
  const app = await setup();
  const { call } = await signedIn(app, 'owner');
  const { body, headers } = form({ address: 'eva@example.com', role: 'owner' });
  for (const site of ['cross-site', 'same-site', 'none']) {
    const sent = { body, headers: { ...headers, 'sec-fetch-site': site } };
    expect((await call('POST', '/console/settings/editors', sent)).status).toBe(403);
  }
  expect(await app.db.$count(editors)).toBe(1);
});

test('an editor names themselves, and signs one of their browsers out, never another’s', async () => {
  const app = await setup();
  const [desk, phone] = [await signedIn(app, 'viewer'), await signedIn(app, 'viewer')];
  const other = await signedIn(app, 'owner');
  await desk.call('POST', '/console/settings/name', form({ name: 'Mari' }));
  const page = await desk.call('GET', '/console/settings/sessions', { headers: english });
  expect(page.text).toContain('value="Mari"');
  expect(
    page.text.split('Chrome, Linux</').length + page.text.split('Chrome, Linux ').length,
  ).toBeGreaterThan(2);
  const end = (id: string) => desk.call('POST', `/console/settings/sessions/${id}`, form({}));
  expect((await end(other.editor.sessionId)).status).toBe(404);
  expect((await end(phone.editor.sessionId)).status).toBe(303);
  expect((await phone.call('GET', '/api/lists')).status).toBe(401);
  expect(await app.db.$count(sessions)).toBe(2);
});

test('an owner invites, changes and removes an editor, and is told why where they cannot', async () => {
  const app = await setup();
  const owner = await signedIn(app, 'owner');
  const post = (path: string, fields: Record<string, string>) => {
    const { body, headers } = form(fields);
    return owner.call('POST', `/console/settings/${path}`, {
      body,
      headers: { ...headers, ...english },
    });
  };
  const wrong = await post('editors', { address: 'nobody', name: 'N', role: 'writer' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="nobody"');
  const invited = await post('editors', { address: 'new@example.com', name: 'N', role: 'writer' });
  expect(invited.status).toBe(303);
  const after = await owner.call('GET', invited.headers.get('location') ?? '', {
    headers: english,
  });
  expect(after.text).toContain('on its way to new@example.com');
  expect(
    (await post('editors', { address: 'new@example.com', name: '', role: 'owner' })).text,
  ).toContain('is an editor’s already');
  const rows = await app.db.select().from(editors);
  const id = rows.find(({ address }) => address === 'new@example.com')?.id;
  await post(`editors/${id}`, { name: 'Nao', role: 'sender' });
  expect((await owner.call('GET', `/console/settings/editors/${id}`)).text).toContain('Nao');
  expect((await post(`editors/${owner.editor.id}/remove`, {})).text).toContain('the last owner');
  expect((await post(`editors/${id}/remove`, {})).status).toBe(303);
  expect(await app.db.$count(editors)).toBe(1);
  const acts = await app.db.select({ action: auditEntries.action }).from(auditEntries);
  expect(acts.map(({ action }) => action)).toEqual([
    'postEditors',
    'patchEditorsById',
    'deleteEditorsById',
  ]);
  const log = await owner.call('GET', '/console/settings/audit', { headers: english });
  expect(log.text).toContain('Invite an editor');
});

test('a key is shown once, works, and ends', async () => {
  const app = await setup();
  const owner = await signedIn(app, 'owner');
  const made = await owner.call(
    'POST',
    '/console/settings/keys',
    form({ name: 'Robot', scopes: 'read' }),
  );
  const key = /cd_[\w-]{43}/.exec(made.text)?.[0] ?? '';
  expect(made.headers.get('cache-control')).toBe('no-store');
  expect((await app.call('GET', '/api/lists', { key })).status).toBe(200);
  const later = await owner.call('GET', '/console/settings/keys');
  expect(later.text).toContain('Robot');
  expect(later.text).not.toContain(key);
  const id = /settings\/keys\/([0-9a-f-]{36})/.exec(later.text)?.[1];
  await owner.call('POST', `/console/settings/keys/${id}`, form({}));
  expect((await app.call('GET', '/api/lists', { key })).status).toBe(401);
  expect((await owner.call('POST', '/console/settings/keys', form({ name: '' }))).status).toBe(422);
});

test('what was done narrows by who and by days, on every page of it and in its file', async () => {
  const app = await setup();
  const owner = await signedIn(app, 'owner');
  const { id } = owner.editor;
  for (let minute = 0; minute < 40; minute++) {
    const by = { kind: 'editor', id } as const;
    const act = { by, action: 'postLists', network: null, browser: '' };
    const at = new Date(Date.UTC(2026, 2, 2, 0, minute));
    await writeAct(app.db, { ...act, target: `/api/lists/n${minute}` }, at);
  }
  await app.call('POST', '/api/lists', { body: { slug: 'evening', name: 'Evening' } });
  const look = async (query: string) => {
    const { text } = await owner.call('GET', `/console/settings/audit?${query}`, {
      headers: english,
    });
    return text.replaceAll('&amp;', '&');
  };
  const query = `actor=${id}&from=2026-03-02&to=2026-03-02`;
  const first = await look(query);
  expect(first).toContain(`<option value="${id}" selected="">owner@example.com</option>`);
  expect(first).toContain('name="from" value="2026-03-02"');
  expect(first).toContain(`href="/api/audit/export?${query}&format=csv"`);
  const next = /settings\/audit\?([^"]*cursor=[^"]*)/.exec(first)?.[1] ?? '';
  expect(next).toContain(query);
  const second = await look(next);
  expect(second).toContain('/api/lists/n0<');
  expect(second).toContain(`href="/console/settings/audit?${query}"`);
  expect(second).not.toContain('/api/lists/evening');
  const none = await look('actor=&from=2026-03-03&to=2026-03-03');
  expect(none).toContain('Nothing in these days');
  // What is no day narrows nothing, and a former editor stays chosen.
  const odd = await look('actor=0190c8f0-0000-7000-8000-000000000000&from=soon');
  expect(odd).toContain('selected="">a former editor');
  expect(odd).toContain('name="from" value=""');
});
