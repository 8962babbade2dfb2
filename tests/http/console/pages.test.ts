// The lists of digests, sends and lists, and the first page: what they show, and what their forms do.
import { expect, test } from 'vitest';
import { setup, setupWithEngine } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';
import { confirmReaders, plainDigest } from '../../support/engine.ts';

const title = /<h1>(.*?)<\/h1>/s;
const plain = (html: string) => html.replace(/<wbr\/?>|<[^>]+>/g, '');

test('a new digest begins empty, from a text or as a copy, and stands in the list at once', async () => {
  const app = await setup();
  const { call } = await signedIn(app, 'writer');
  const begin = async (fields: Record<string, string>) =>
    (await call('POST', '/console/digests/new', form(fields))).headers.get('location') ?? '';
  const blank = await begin({ do: 'blank', language: 'en' });
  expect(blank).toMatch(/^\/console\/digests\/[\w-]{36}$/);
  const text = '# 夜の図書館\n\n## 灯\n\n本文。\n';
  const pasted = await begin({ do: 'text', text });
  const copy = await begin({ do: 'copy', copyOf: pasted.split('/').at(-1) ?? '' });
  expect(new Set([blank, pasted, copy]).size).toBe(3);
  const list = await call('GET', '/console/digests');
  for (const path of [blank, pasted, copy]) expect(list.text).toContain(`href="${path}"`);
  expect(list.text.split('夜の図書館').length - 1).toBeGreaterThanOrEqual(2);
  const empty = await call('POST', '/console/digests/new', form({ do: 'text', text: ' ' }));
  expect([empty.status, empty.text.includes('aria-invalid')]).toEqual([422, true]);
});

test('digests are listed by state, page by page, each one once', async () => {
  const app = await setupWithEngine();
  const { call } = await signedIn(app, 'viewer');
  await confirmReaders(app.engine, 3);
  const ids: string[] = [];
  for (let n = 0; n < 31; n++) {
    const body = { ...plainDigest, headline: `第${n}号` };
    ids.push((await app.call('POST', '/api/digests', { body })).json.id);
  }
  const [digestId] = ids;
  const send = { digestId, revision: 1, lists: ['digest'] };
  expect((await app.call('POST', '/api/sends', { body: send })).status).toBe(202);
  await app.engine.drain();
  const shown = (html: string) =>
    [...html.matchAll(/<th scope="row"[^>]*><a href="\/console\/digests\/([\w-]+)"/g)].map(
      ([, id]) => id,
    );
  const first = (await call('GET', '/console/digests')).text;
  const next = /href="(\/console\/digests\?cursor=[^"]+)" rel="next"/.exec(first)?.[1] ?? '';
  const second = (await call('GET', next.replaceAll('&amp;', '&'))).text;
  expect([...shown(first), ...shown(second)]).toEqual(ids.toReversed());
  expect(shown((await call('GET', '/console/digests?state=sent')).text)).toEqual([digestId]);
  expect(shown((await call('GET', '/console/digests?state=draft')).text)).toHaveLength(30);
  expect(shown((await call('GET', '/console/digests?state=nonsense')).text)).toHaveLength(30);
  // Who may not write is offered nothing to write with.
  expect(first).not.toContain('/console/digests/new');
  expect((await call('GET', '/console/digests/new')).status).toBe(403);
});

test('sends are listed with how far they are, and a part of the page is answered alone', async () => {
  const app = await setupWithEngine();
  const { call } = await signedIn(app, 'viewer');
  expect(plain((await call('GET', '/console/sends')).text)).toContain('Nothing was sent yet');
  await confirmReaders(app.engine, 250);
  const { id: digestId } = (await app.call('POST', '/api/digests', { body: plainDigest })).json;
  const body = { digestId, revision: 1, lists: ['digest'] };
  await app.call('POST', '/api/sends', { body });
  await app.engine.drain();
  const list = await call('GET', '/console/sends?part=over');
  expect(plain(list.text)).toMatch(/Sent250.*of 250 delivered/s);
  expect(plain((await call('GET', '/console/sends?part=active')).text)).toContain(
    'No send is in this state',
  );
  const headers = { 'hx-request': 'true', 'hx-request-type': 'partial' };
  const part = (await call('GET', '/console/sends', { headers })).text;
  expect(part).toMatch(/^<!doctype html><section class="card" id="sends"/);
});

test('a list is made, changed form by form, and what is wrong is said beside its field', async () => {
  const app = await setup();
  const { call } = await signedIn(app, 'writer');
  const made = await call(
    'POST',
    '/console/lists/new',
    form({ slug: 'weekend', name: '週末', doubleOptIn: 'on' }),
  );
  expect(made.headers.get('location')).toBe('/console/lists/weekend?done=made');
  const again = await call('POST', '/console/lists/new', form({ slug: 'weekend', name: 'Other' }));
  expect(again.status).toBe(422);
  expect(plain(again.text)).toContain('There is a list with this short name already.');
  const change = (fields: Record<string, string>) =>
    call('POST', '/console/lists/weekend', form(fields));
  const saved = await change({ do: 'sender', from: 'a@example.com', replyTo: '' });
  expect(saved.headers.get('location')).toBe('/console/lists/weekend?done=sender#sender');
  await change({ do: 'brand', accent: '#1f5f8b', brandName: 'Harbour' });
  await change({
    do: 'basics',
    name: '週末の読みもの',
    visibility: 'private',
    frequencies: 'weekly',
  });
  expect((await app.call('GET', '/api/lists/weekend')).json).toMatchObject({
    name: '週末の読みもの',
    visibility: 'private',
    doubleOptIn: false,
    frequencies: ['every', 'weekly'],
    from: 'a@example.com',
    replyTo: null,
    brand: { accent: '#1f5f8b', name: 'Harbour' },
  });
  const wrong = await change({ do: 'brand', accent: '#ffd700', brandName: 'Kept' });
  expect(wrong.status).toBe(422);
  expect(plain(wrong.text)).toMatch(/Not readable enough\. #[0-9a-f]{6} would do/);
  // What was typed is there still, and nothing of it was saved.
  expect(wrong.text).toContain('value="Kept"');
  expect((await app.call('GET', '/api/lists/weekend')).json.brand.name).toBe('Harbour');
  expect((await change({ do: 'sender', from: 'nobody' })).status).toBe(422);
});

test('the look is shown before it is saved, under the policy of a mail', async () => {
  const app = await setup();
  const { call } = await signedIn(app, 'viewer');
  const shown = await call(
    'GET',
    '/console/lists/digest/preview?brandName=Harbour&accent=%231f5f8b',
  );
  expect(shown.text).toContain('#1f5f8b');
  expect(shown.headers.get('content-security-policy')).toContain('sandbox');
  const not = await call('GET', '/console/lists/digest/preview?accent=nonsense');
  expect([not.status, not.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/plain'),
  ]);
});

test('a list goes by its own page, which names what it touches; not while a send to it runs', async () => {
  const app = await setupWithEngine();
  const { call } = await signedIn(app, 'writer');
  await confirmReaders(app.engine, 12);
  const ask = plain((await call('GET', '/console/lists/digest/delete')).text);
  expect(ask).toContain('12 confirmed readers lose their subscription');
  const { id: digestId } = (await app.call('POST', '/api/digests', { body: plainDigest })).json;
  const body = { digestId, revision: 1, lists: ['digest'] };
  const { id } = (await app.call('POST', '/api/sends', { body })).json;
  const busy = await call('POST', '/console/lists/digest/delete', form({}));
  expect([busy.status, plain(busy.text)]).toEqual([
    409,
    expect.stringContaining('A send to this list is not over'),
  ]);
  await app.call('POST', `/api/sends/${id}/cancel`);
  expect((await call('POST', '/console/lists/digest/delete', form({}))).status).toBe(303);
  expect((await app.call('GET', '/api/lists')).json.data).toEqual([]);
});

test('beyond ten thousand readers nobody counts', async () => {
  const app = await setupWithEngine();
  const { call } = await signedIn(app, 'viewer');
  await confirmReaders(app.engine, 10_002);
  expect(plain((await call('GET', '/console/lists')).text)).toContain('more than 10,000');
});

test('the first page says what is to be done first, then what waits and what became of the last send', async () => {
  const app = await setupWithEngine();
  const { call } = await signedIn(app, 'owner');
  const before = plain((await call('GET', '/console')).text);
  expect(before).toContain('Before the first send');
  expect(before).toContain('Nothing waits');
  await confirmReaders(app.engine, 4);
  const write = async (headline: string) =>
    (await app.call('POST', '/api/digests', { body: { ...plainDigest, headline } })).json.id;
  const body = { digestId: await write('First'), revision: 1, lists: ['digest'] };
  await app.call('POST', '/api/sends', { body });
  await app.engine.drain();
  await write('Second');
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const next = { ...body, digestId: await write('Third'), scheduledAt: tomorrow };
  expect((await app.call('POST', '/api/sends', { body: next })).status).toBe(202);
  const after = plain((await call('GET', '/console')).text);
  expect(after).not.toContain('Before the first send');
  expect(after).toMatch(/Second.*Nothing stands against sending it/s);
  expect(after).toMatch(/Last send.*First.*Accepted4of 4 readers/s);
  expect(after).toMatch(/Next scheduled send.*Third/s);
});

test('every page has one heading, and is in the language that was asked for', async () => {
  const app = await setup();
  const { call } = await signedIn(app, 'owner');
  for (const [path, heading] of [
    ['', '今日'],
    ['/digests', 'ダイジェスト'],
    ['/sends', '配信'],
    ['/lists', 'リスト'],
  ] as const) {
    const { text } = await call('GET', `/console${path}`, { headers: { 'accept-language': 'ja' } });
    expect([path, plain(title.exec(text)?.[1] ?? ''), text.split('<h1>').length]).toEqual([
      path,
      heading,
      2,
    ]);
  }
});

test('what the forms change is in the audit log, under the names of the API', async () => {
  const app = await setup();
  const { call } = await signedIn(app, 'owner');
  await call('POST', '/console/lists/new', form({ slug: 'weekend', name: 'Weekend' }));
  await call('POST', '/console/lists/weekend', form({ do: 'sender', from: 'a@example.com' }));
  await call('POST', '/console/lists/weekend', form({ do: 'sender', from: 'nobody' }));
  await call('POST', '/console/lists/weekend/delete', form({}));
  await call('POST', '/console/digests/new', form({ do: 'blank' }));
  const { data } = (await app.call('GET', '/api/audit')).json;
  expect(data.map(({ action }: { action: string }) => action).toReversed()).toEqual([
    'postLists',
    'patchListsBySlug',
    'deleteListsBySlug',
    'postWorkingCopies',
  ]);
});
