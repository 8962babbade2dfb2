import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { preferencesOf } from '../../../src/base/token-claims.ts';
import { type Fields, type Visitor, visit } from './visitor.ts';

async function setup() {
  const at = await visit();
  await at.db.execute(sql`insert into lists (slug, name) values ('weekend', '週末')`);
  const id = await at.reader('mai@example.com');
  const path = `/preferences/${at.tokens.sign(preferencesOf(id, 'mai@example.com'))}`;
  const press = (fields: Fields) => at.post(path, fields);
  return { at, path, press };
}

async function person(at: Visitor) {
  const [row] = await at.db.execute(sql`
    select name, language, timezone, paused_until is not null as paused from subscribers`);
  return row;
}

test('lists are joined and left by their boxes, and the page says so after a redirect', async () => {
  const { at, path, press } = await setup();
  const answer = await press({ do: 'lists', list: ['weekend'] });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?done=saved`]);
  expect(await at.standing('mai@example.com')).toEqual({
    digest: 'unsubscribed',
    weekend: 'confirmed',
  });
  const page = await at.get(`${path}?done=saved`);
  expect(page.text).toContain('保存しました');
  expect(page.text).toMatch(/value="weekend" checked/);
});

test('a list that offers it may come less often: a choice of its own, saved with the boxes', async () => {
  const { at, path, press } = await setup();
  expect((await at.get(path)).text).not.toContain('frequency-');
  await at.db.execute(sql`
    update lists set frequencies = '{every,weekly,monthly}' where slug = 'digest'`);
  const before = await at.get(path);
  expect(before.text.match(/<select id="frequency-/g)).toHaveLength(1);
  expect(before.text).toContain('<label for="frequency-digest"');
  expect(before.text).toMatch(/<option value="every" selected[^>]*>毎号/);
  const choice = { do: 'lists', list: ['digest'], 'frequency-digest': 'weekly' };
  expect((await press(choice)).status).toBe(303);
  const page = await at.get(path);
  expect(page.text).toMatch(/<option value="weekly" selected[^>]*>週に1通まで/);
  const english = await at.get(path, { 'accept-language': 'en' });
  expect(english.text).toMatch(/<option value="weekly" selected[^>]*>At most one a week/);
  for (const [name, value] of [
    ['frequency-digest', 'hourly'],
    ['frequency-digest', ''],
  ] as const) {
    expect((await press({ do: 'lists', list: ['digest'], [name]: value })).status).toBe(422);
  }
  // Who sends no choice changes none; nor does one for lists that are not there.
  const others = { 'frequency-__proto__': 'weekly', 'frequency-secret': 'weekly' };
  expect((await press({ do: 'lists', list: ['digest'], ...others })).status).toBe(303);
  expect((await at.get(path)).text).toMatch(/<option value="weekly" selected/);
});

test('name, language and time zone are kept, and can be taken back', async () => {
  const { at, path, press } = await setup();
  await press({ do: 'profile', name: '舞', language: 'en', timezone: 'Asia/Tokyo' });
  expect(await person(at)).toMatchObject({ name: '舞', language: 'en', timezone: 'Asia/Tokyo' });
  expect((await at.get(path)).text).toContain('<html lang="en"');
  await press({ do: 'profile', name: '', language: '', timezone: '' });
  expect(await person(at)).toMatchObject({ name: null, language: null, timezone: null });
});

test('a pause begins and ends', async () => {
  const { at, path, press } = await setup();
  expect((await press({ do: 'pause', days: '14' })).status).toBe(303);
  expect(await person(at)).toMatchObject({ paused: true });
  expect((await at.get(path)).text).toContain('お届けを休んでいます');
  await press({ do: 'resume' });
  expect(await person(at)).toMatchObject({ paused: false });
});

test('a pause ends on the day that the list of the mail shows, else on that of the house', async () => {
  const { at, path } = await setup();
  const [row] = await at.db.execute<{ id: string }>(sql`
    update subscribers set paused_until = '2999-01-31T20:00:00Z' returning id`);
  const mailed = at.tokens.signMail({
    subscriber: Number(row?.id),
    list: 1,
    send: null,
    address: 'mai@example.com',
  });
  const shown = async (link: string) => (await at.get(link)).text;
  expect(await shown(path)).toContain('2999年2月1日');
  await at.call('PATCH', '/api/lists/digest', { body: { timezone: 'America/New_York' } });
  for (const link of [path, `/preferences/${mailed.preferences}`]) {
    expect(await shown(link)).toContain('2999年1月31日');
  }
});

test('a change of address writes an email to the new one; a bad one is explained', async () => {
  const { at, press } = await setup();
  const bad = await press({ do: 'address', address: 'mai@' });
  expect(bad.status).toBe(422);
  expect(bad.text).toContain('value="mai@"');
  expect((await press({ do: 'address', address: 'new@example.com' })).status).toBe(303);
  expect(at.take('letters')).toHaveLength(1);
  const token = await at.confirmToken('new@example.com');
  const page = await at.get(`/confirm/${token}`);
  expect(page.text).toContain('n***@example.com');
  expect((await at.post(`/confirm/${token}`, {})).status).toBe(200);
  expect(await at.standing('new@example.com')).toEqual({ digest: 'confirmed' });
});

test('all lists are left at once', async () => {
  const { at, press } = await setup();
  await press({ do: 'leave' });
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'unsubscribed' });
});

test('everything held about a person comes as a file', async () => {
  const { press } = await setup();
  const answer = await press({ do: 'download' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  expect(JSON.stringify(answer.json)).toContain('mai@example.com');
});

test('erasing asks once more, then nothing of the person is left', async () => {
  const { at, path, press } = await setup();
  const asked = await press({ do: 'erase' });
  expect(asked.text).toContain('value="erase-now"');
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'confirmed' });
  const done = await press({ do: 'erase-now' });
  expect([done.status, done.text.includes('すべて削除しました')]).toEqual([200, true]);
  expect(await person(at)).toBeUndefined();
  expect((await at.get(path)).status).toBe(404);
  expect((await press({ do: 'lists', list: 'digest' })).status).toBe(404);
});

test('bad input is a 4xx and changes nothing', async () => {
  const { at, path, press } = await setup();
  const before = await person(at);
  expect((await press({})).status).toBe(422);
  expect((await press({ do: 'toString' })).status).toBe(422);
  expect((await press({ do: 'pause', days: '1e9' })).status).toBe(422);
  expect((await press({ do: 'profile', timezone: 'Mars/Olympus' })).status).toBe(422);
  expect((await press({ do: 'profile', language: '!!' })).status).toBe(422);
  expect((await press({ do: 'profile', name: 'a\u0000b' })).status).toBe(422);
  expect((await press({ do: 'lists', list: 'x'.repeat(200) })).status).toBe(422);
  expect((await at.post(path, { do: 'leave' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(
    403,
  );
  expect(await person(at)).toEqual(before);
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'confirmed' });
});

test('after a change of address the old links open nothing: they leave, and have today’s sent', async () => {
  const { at, path, press } = await setup();
  const before = await at.confirmToken('new@example.com').catch(() => null);
  expect(before).toBe(null);
  await press({ do: 'address', address: 'new@example.com' });
  const answer = await at.post(`/confirm/${await at.confirmToken('new@example.com')}`, {});
  const fresh = /href="(\/preferences\/[^"]+)"/.exec(answer.text)?.[1] ?? '';
  expect((await at.get(fresh)).text).toContain('new@example.com');
  at.take('letters');

  const page = await at.get(path);
  expect([page.status, page.text.includes('このリンクは古くなりました')]).toEqual([410, true]);
  expect(page.text).not.toMatch(/(mai|n\w*|\*)@example\.com/);
  const known = await person(at);
  for (const name of ['lists', 'profile', 'pause', 'resume', 'download', 'erase', 'erase-now']) {
    const fields = { do: name, name: 'Eve', days: '7', list: [] };
    const refused = await press(fields);
    expect([name, refused.status, refused.text.includes('new@')]).toEqual([name, 410, false]);
  }
  await press({ do: 'address', address: 'eve@example.com' });
  expect(at.take('letters')).toEqual([]);
  expect(await person(at)).toEqual(known);
  expect(await at.standing('new@example.com')).toEqual({ digest: 'confirmed' });

  expect((await press({ do: 'link' })).text).toContain('メールをご確認ください');
  const letters = await at.db.execute(sql`
    select address from letters where kind = 'preferences' and state = 'ready'`);
  expect([...letters]).toEqual([{ address: 'new@example.com' }]);
  const left = await press({ do: 'leave' });
  expect(left.headers.get('location')).toBe(`${path}?done=left`);
  expect((await at.get(`${path}?done=left`)).text).toContain('すべての配信を停止しました');
  expect(await at.standing('new@example.com')).toEqual({ digest: 'unsubscribed' });
});

test('the confirmation of an address that has changed since does not lead to the record', async () => {
  const at = await visit();
  await at.post('/subscribe', { email: 'old@example.com', list: 'digest' });
  const mail = `/confirm/${await at.confirmToken('old@example.com')}`;
  const linkIn = (text: string) => /href="(\/preferences\/[^"]+)"/.exec(text)?.[1] ?? '';
  expect((await at.get(linkIn((await at.post(mail, {})).text))).status).toBe(200);
  await at.db.execute(sql`update subscribers set email = 'new@example.com'`);
  const again = await at.get(linkIn((await at.post(mail, {})).text));
  expect([again.status, again.text.includes('new@')]).toEqual([410, false]);
});

test('a link that nobody signed is 404, whatever is asked of it', async () => {
  const { at } = await setup();
  const mail = at.tokens.sign({ purpose: 'letter', letter: crypto.randomUUID(), expiresAt: 0 });
  for (const token of ['nonsense', '%0a', 'a%0d%0ab', '%00', '%ff', 'x'.repeat(3000), mail]) {
    for (const name of ['lists', 'profile', 'pause', 'resume', 'address', 'leave', 'download']) {
      const fields = { do: name, address: 'new@example.com', days: '7' };
      expect((await at.post(`/preferences/${token}`, fields)).status, `${name} ${token}`).toBe(404);
    }
    expect((await at.post(`/preferences/${token}`, { do: 'erase-now' })).status).toBe(404);
    expect((await at.get(`/preferences/${token}`)).status).toBe(404);
  }
  expect(at.take('letters')).toEqual([]);
});

test('a private list is neither shown nor joined', async () => {
  const { at, path, press } = await setup();
  await at.db.execute(sql`
    insert into lists (slug, name, visibility) values ('secret', 'Secret', 'private')`);
  expect((await at.get(path)).text).not.toContain('Secret');
  await press({ do: 'lists', list: ['digest', 'secret'] });
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'confirmed' });
});
