// The review before a send: what it shows, and every way in which its press mails nobody.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setupWithEngine } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';
import { confirmReaders, writeDigest } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

/** The fields of the page's form as a browser would send them. */
function fieldsOf(page: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [, attributes = ''] of page.matchAll(/<input ([^>]*)>/g)) {
    const read = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
    const type = read('type') ?? 'text';
    const isChosen = !['radio', 'checkbox'].includes(type) || / checked/.test(` ${attributes}`);
    const name = read('name');
    if (name && isChosen) fields[name] = (read('value') ?? '').replaceAll('&quot;', '"');
  }
  return fields;
}

async function setup(readers = 10) {
  const app = await setupWithEngine({ HOLD: '20' });
  const { engine } = app;
  await confirmReaders(engine, readers);
  // So that the number is a usual one.
  await startSend(engine);
  await engine.drain();
  const id = await writeDigest(engine);
  const editor = await signedIn(app, 'owner');
  const path = `/console/digests/${id}/review`;
  const open = async (query = '') => (await editor.call('GET', path + query)).text;
  const press = (fields: Record<string, string>) => editor.call('POST', path, form(fields));
  const sends = async () => {
    const [row] = await app.db.execute(
      sql`select count(*)::int as count from sends where digest_id = ${id}`,
    );
    return row?.count;
  };
  return { ...app, id, editor, path, open, press, sends };
}

test('the press sends to the number that was shown, after its hold, once however often it comes', async () => {
  const { open, press, sends, engine } = await setup();
  const page = await open();
  expect(page).toContain('Send to 10 readers now');
  expect(page).toContain('Nobody of these lists is left out.');
  expect(page).toContain('The last send to these lists went to 10 readers');
  const fields = fieldsOf(page);
  const first = await press(fields);
  const again = await press(fields);
  expect([first.status, again.status]).toEqual([303, 303]);
  expect(again.headers.get('location')).toBe(first.headers.get('location'));
  expect(await sends()).toBe(1);
  await engine.passTime(20);
  await engine.drain({ delayed: true });
  expect((await engine.stats()).accepted).toBe(20);
});

test('what changed since the page was made is shown, and nothing is sent', async () => {
  const { open, press, sends, call, id, db, editor } = await setup(1000);
  const fields = fieldsOf(await open());
  const at = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const chosen = await press({ ...fields, when: 'at', day: at });
  expect([chosen.status, chosen.text.includes('chose something else')]).toEqual([409, true]);
  await db.execute(sql`
    with people as (insert into subscribers (email)
      select 'new' || n || '@example.com' from generate_series(1, 11) n returning id)
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    select 1, id, 'confirmed', now() from people`);
  const more = await press(fields);
  expect([more.status, more.text.includes('it is 1,011 now, not 1,000')]).toEqual([409, true]);
  // Pressed again it is what was looked at.
  expect((await editor.call('GET', `/console/digests/${id}/review`)).text).toContain('1,011');
  const { json, headers } = await call('GET', `/api/digests/${id}`);
  const content = { ...json.content, headline: '変わった見出し' };
  const ifMatch = { 'if-match': headers.get('etag') ?? '' };
  expect(
    (await call('PUT', `/api/digests/${id}`, { body: content, headers: ifMatch })).status,
  ).toBe(200);
  const changed = await press(fieldsOf(more.text));
  expect([changed.status, changed.text.includes('has changed since')]).toEqual([409, true]);
  expect(await sends()).toBe(0);
});

test('who leaves while somebody looks changes nothing', async () => {
  const { open, press, db } = await setup(30);
  const fields = fieldsOf(await open());
  await db.execute(sql`
    update subscriptions set status = 'unsubscribed', unsubscribed_at = now() where subscriber_id <= 12`);
  expect((await press(fields)).status).toBe(303);
});

test('a number that is unusual must be typed, and another one mails nobody', async () => {
  const { open, press, sends, db } = await setup(10);
  await db.execute(sql`
    update subscriptions set status = 'unsubscribed', unsubscribed_at = now() - interval '1 day'
    where subscriber_id > 4`);
  const page = await open();
  expect(page).toContain('Type 4');
  const fields = fieldsOf(page);
  for (const typed of ['', '5', 'four']) {
    const wrong = await press({ ...fields, typed });
    expect([wrong.status, wrong.text.includes('That is another number')]).toEqual([409, true]);
  }
  expect(await sends()).toBe(0);
  expect((await press({ ...fields, typed: ' ４ ' })).status).toBe(303);
});

test('a morning in Tokyo is scheduled by the clocks there', async () => {
  const { open, press, db } = await setup();
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const query = `?when=at&day=${day}&time=07:00&zone=Asia/Tokyo`;
  const page = await open(query);
  expect(page).toContain('Schedule (10 readers today)');
  expect((await press(fieldsOf(page))).status).toBe(303);
  const [row] = await db.execute(sql`
    select to_char(scheduled_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI') as at,
      hold_seconds as hold, fewest_recipients as fewest, most_recipients as most
    from sends where status = 'scheduled'`);
  expect(row).toEqual({ at: `${day} 07:00`, hold: null, fewest: 5, most: 20 });
  expect(await open('?when=at&day=2026-02-30')).toContain('Stops it');
});

test('subject and preheader are changed on the spot, over nobody else’s change', async () => {
  const { open, path, editor, call, id } = await setup();
  const page = await open();
  const { version = '', revision = '' } = fieldsOf(page);
  const row = { version, revision, subject: '野菜はなぜ安い', preheader: '' };
  expect((await editor.call('POST', `${path}/row`, form(row))).status).toBe(303);
  const { json } = await call('GET', `/api/digests/${id}`);
  expect(json).toMatchObject({ revision: 2, content: { subject: '野菜はなぜ安い' } });
  const stale = await editor.call('POST', `${path}/row`, form({ ...row, subject: 'Mine' }));
  expect([stale.status, stale.text.includes('has changed since')]).toEqual([409, true]);
});

test('nobody to mail, no list chosen, sending off, a digest that is only typed: each is said', async () => {
  const app = await setupWithEngine({ SENDING: 'off' });
  const id = await writeDigest(app.engine);
  const editor = await signedIn(app, 'owner');
  const open = async (path: string) => (await editor.call('GET', path)).text;
  const page = await open(`/console/digests/${id}/review`);
  expect(page).toContain('Nobody would get it');
  expect(page).toContain('Sending is switched off');
  expect(page).toMatch(/<button[^>]* disabled/);
  await app.db.execute(sql`insert into lists (slug, name) values ('second', 'Second')`);
  expect(await open(`/console/digests/${id}/review`)).toContain('Choose a list first');
  const begun = await app.call('POST', '/api/working-copies', { body: {} });
  const typed = await open(`/console/digests/${begun.json.id}/review`);
  expect(typed).toContain('has no revision yet');
  expect(typed).not.toContain('readers now');
});

test('a writer sees the review and cannot send by it; a viewer changes nothing', async () => {
  const app = await setup();
  const fields = fieldsOf(await app.open());
  const writer = await signedIn(app, 'writer');
  expect((await writer.call('GET', app.path)).text).toContain('Your role does not send');
  expect((await writer.call('POST', app.path, form(fields))).status).toBe(403);
  const viewer = await signedIn(app, 'viewer');
  expect((await viewer.call('POST', `${app.path}/row`, form(fields))).status).toBe(403);
  expect(await app.sends()).toBe(0);
});

test('a large list does not keep the page waiting: its number is asked for once the page stands', async () => {
  const { path, editor, db } = await setup();
  await db.execute(sql`
    insert into subscriptions (list_id, subscriber_id, status)
    select 1, 1000000 + n, 'unsubscribed' from generate_series(1, 50001) n`);
  const page = await editor.call('GET', path);
  expect(page.text).toContain('Counting the readers');
  expect(page.text).not.toContain('readers now');
  const part = await editor.call('GET', path, { headers: { 'hx-request': 'true' } });
  expect(part.text).toContain('Send to 10 readers now');
  expect((await editor.call('GET', `${path}?count=1`)).text).toContain('Send to 10 readers now');
});

test('somebody is asked for approval of the revision that is shown, and each act is noted', async () => {
  const { path, open, editor, press, call, id } = await setup();
  expect(await open()).toContain('Nobody was asked');
  const question = { to: 'chief@example.com', revision: '1', note: 'いかがでしょう' };
  expect((await editor.call('POST', `${path}/approval`, form(question))).status).toBe(303);
  expect(await open()).toContain('chief@example.com');
  const nobody = await editor.call('POST', `${path}/approval`, form({ ...question, to: 'nobody' }));
  expect(nobody.status).toBe(409);
  await press(fieldsOf(await open()));
  const { json } = await call('GET', '/api/audit');
  const noted = json.data.map(({ action }: { action: string }) => action);
  expect(noted).toEqual(expect.arrayContaining(['postSends', 'postDigestsByIdApprovals']));
  expect(json.data.some(({ target }: { target: string }) => target === `/api/digests/${id}`)).toBe(
    true,
  );
});

test('of several lists it opens with those of the last send, until somebody chooses, if only none', async () => {
  const { open, call } = await setup();
  await call('POST', '/api/lists', { body: { slug: 'few', name: '読者会' } });
  const isTicked = (page: string, slug: string) =>
    new RegExp(`<input [^>]*value="${slug}"[^>]*>`).exec(page)?.[0].includes('checked');
  const first = await open();
  expect([isTicked(first, 'digest'), isTicked(first, 'few')]).toEqual([true, false]);
  expect(first).toContain('Send to 10 readers now');
  const other = await open('?lists=few');
  expect([isTicked(other, 'digest'), isTicked(other, 'few')]).toEqual([false, true]);
  const none = await open('?when=now');
  expect([isTicked(none, 'digest'), isTicked(none, 'few')]).toEqual([false, false]);
  expect(none).toContain('Choose a list first');
});

test('a digest opens with a list in its own language, whichever was mailed last', async () => {
  const { open, call, engine } = await setup();
  await call('POST', '/api/lists', {
    body: { slug: 'digest-en', name: 'English', language: 'en' },
  });
  await call('PATCH', '/api/lists/digest', { body: { language: 'ja' } });
  await engine.database.db.execute(sql`
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    select l.id, s.id, 'confirmed', now() from subscribers s, lists l where l.slug = 'digest-en'`);
  await startSend(engine, { lists: ['digest-en'] });
  await engine.drain();
  const page = await open();
  expect(page).toContain('<b>Chrysanthemum Digest</b>');
  expect(page).toContain('Send to 10 readers now');
});

test('with the number of another choice comes whom it is of', async () => {
  const { path, call, editor } = await setup();
  await call('POST', '/api/lists', { body: { slug: 'few', name: '読者会' } });
  const headers = { 'hx-request': 'true' };
  const part = await editor.call('GET', `${path}?lists=few&when=now`, { headers });
  expect(part.text).toMatch(/<p id="chosen" hx-swap-oob="true"><b>読者会<\/b>/);
  expect(part.text).not.toContain('<html');
});

test('a warning names its place in the digest, and leads there', async () => {
  const app = await setupWithEngine();
  const { call } = await signedIn(app, 'sender');
  const source = { title: 'T', url: 'https://a.example/', points: ['one', 'two'] };
  const sections = [{ heading: 'A lamp' }, { heading: 'A door', source }];
  const body = {
    version: 1,
    language: 'en',
    headline: 'A night',
    sections,
    conclusion: ['Light.'],
  };
  const { id } = (await app.call('POST', '/api/digests', { body })).json;
  const path = `/console/digests/${id}/review?lists=digest`;
  const { text } = await call('GET', path, { headers: { 'accept-language': 'ja' } });
  expect(text).toContain(
    `<a href="/console/digests/${id}#sections.1.source.points">節 2 · 出典 · 要点</a>：要点はふつう三つです（今は 2）`,
  );
});
