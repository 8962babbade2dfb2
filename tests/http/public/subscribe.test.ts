import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test, vi } from 'vitest';
import { visit } from './visitor.ts';

test('a new reader gets a page, a pending subscription, and its email is enqueued', async () => {
  const at = await visit();
  const answer = await at.post('/subscribe', { email: ' Mai@Example.com ', name: '舞' });
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('メールをご確認ください');
  expect(await at.standing('mai@example.com')).toEqual({ digest: 'pending' });
  expect(at.take('letters')).toEqual([{ kind: 'letter', letterId: expect.any(String) }]);
});

test('known, unknown, suppressed and unwritable lists get the same bytes', async () => {
  const at = await visit();
  await at.reader('known@example.com');
  await at.db.execute(sql`
    insert into suppressions (address, address_hash, reason)
    values ('gone@example.com', ${at.tokens.hashAddress('gone@example.com')}, 'complaint')`);
  await at.db.execute(sql`
    insert into lists (slug, name, visibility) values ('secret', 'Secret', 'private')`);
  const texts = [];
  for (const fields of [
    { email: 'new@example.com' },
    { email: 'known@example.com' },
    { email: 'gone@example.com' },
    { email: 'other@example.com', list: 'secret' },
    { email: 'other@example.com', list: 'no-such-list' },
    { email: 'robot@example.com', website: 'https://spam.example' },
  ]) {
    const answer = await at.post('/subscribe', fields);
    expect(answer.text).toContain(fields.email);
    texts.push(`${answer.status} ${answer.text.replaceAll(fields.email, 'ADDRESS')}`);
  }
  expect(new Set(texts).size).toBe(1);
  expect(at.take('letters')).toHaveLength(1);
  expect(await at.standing('other@example.com')).toEqual({});
  expect(await at.standing('robot@example.com')).toEqual({});
});

test('several lists of one form are asked for in one email', async () => {
  const at = await visit();
  await at.db.execute(sql`insert into lists (slug, name) values ('weekend', '週末')`);
  const form = await at.get('/subscribe?list=weekend');
  expect(form.text).toMatch(/value="weekend" checked/);
  await at.post('/subscribe', { email: 'a@example.com', list: ['digest', 'weekend'] });
  expect(await at.standing('a@example.com')).toEqual({ digest: 'pending', weekend: 'pending' });
  expect(at.take('letters')).toHaveLength(1);
});

test('a bad address gets the form again, filled in, with a message tied to its field', async () => {
  const at = await visit();
  const answer = await at.post('/subscribe', { email: 'mai@', name: '<舞>' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('value="mai@"');
  expect(answer.text).toContain('value="&lt;舞&gt;"');
  expect(answer.text).toMatch(/aria-invalid="true" aria-describedby="email-wrong"/);
  expect(answer.text).toContain('メールアドレスの形を確かめてください');
  const old = await at.post('/subscribe', { email: 'a..b@docomo.ne.jp' });
  expect(old.text).toContain('以前の携帯メール');
  const english = await at.post('/subscribe', { email: 'x' }, { 'accept-language': 'en-GB' });
  expect(english.text).toContain('<html lang="en"');
  expect(english.text).toContain('name@example.com');
});

test('a program may send JSON and gets JSON, with problems by field', async () => {
  const at = await visit();
  const post = (body: unknown) =>
    at.call('POST', '/subscribe', { key: null, body, headers: { accept: 'application/json' } });
  const asked = await post({ email: 'a@example.com', list: ['digest'] });
  expect([asked.status, asked.json]).toEqual([200, { status: 'asked' }]);
  const bad = await post({ email: 'nonsense' });
  expect(bad.status).toBe(422);
  expect(bad.json.errors).toEqual([{ path: 'email', message: expect.any(String) }]);
  const unknown = await post({ email: 'a@example.com', role: 'admin' });
  expect(unknown.status).toBe(422);
  expect(unknown.json.errors[0].path).toBe('role');
  expect((await post({ email: ['a', 5] })).status).toBe(422);
  expect((await post([])).status).toBe(400);
});

test('what cannot be read is a 4xx and writes nothing', async () => {
  const at = await visit();
  const send = (type: string, body: string | Uint8Array) =>
    at.call('POST', '/subscribe', { key: null, body, headers: { 'content-type': type } });
  const form = 'application/x-www-form-urlencoded';
  expect((await send('text/plain', 'email=a@example.com')).status).toBe(415);
  expect((await send(form, 'x='.padEnd(70_000, 'y'))).status).toBe(413);
  expect((await send(form, Uint8Array.of(0xff, 0xfe))).status).toBe(400);
  expect((await send('multipart/form-data; boundary=x', 'no parts')).status).toBe(400);
  expect((await send('multipart/form-data', 'no boundary')).status).toBe(400);
  expect((await send('application/json', '{"email":')).status).toBe(400);
  expect((await send(form, 'email=a%00b@example.com')).status).toBe(422);
  expect((await send(form, 'email=a@example.com&name=%00')).status).toBe(422);
  expect((await send(form, 'name=only')).status).toBe(422);
  const [people] = await at.db.execute<{ n: string }>(sql`select count(*) n from subscribers`);
  expect(Number(people?.n)).toBe(0);
});

test('a form embedded in another site works, and a queue that is away does not hurt', async () => {
  const at = await visit({
    LETTERS: { send: () => Promise.reject(new Error('away')), sendBatch: async () => {} },
  });
  const answer = await at.post(
    '/subscribe',
    { email: 'a@example.com' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://blog.example' },
  );
  expect(answer.status).toBe(200);
  expect(await at.standing('a@example.com')).toEqual({ digest: 'pending' });
});

test('the consent words that were shown, and the network, are kept with the consent', async () => {
  const at = await visit();
  await at.post(
    '/subscribe',
    { email: 'a@example.com' },
    { 'cf-connecting-ip': '2001:db8:1:2:3:4:5:6' },
  );
  const [consent] = await at.db.execute(sql`select wording, network from consents`);
  expect(consent).toEqual({
    wording: expect.stringContaining('確認がすむまで'),
    network: '2001:db8:1:2::/64',
  });
});

test('a form of more fields than any of ours is refused', async () => {
  const at = await visit();
  const names = Array.from({ length: 2001 }, (_, index) => [`f${index % 3}`, '']);
  const bodies = {
    'application/x-www-form-urlencoded': new URLSearchParams(names).toString(),
    'application/json': JSON.stringify({ list: names.map(() => 'digest') }),
  };
  for (const [type, body] of Object.entries(bodies)) {
    const headers = { 'content-type': type };
    const answer = await at.call('POST', '/subscribe', { key: null, body, headers });
    expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('2000 fields')]);
  }
});

test('a request that is lost is logged without the address it was for', async () => {
  const at = await visit();
  const lines: unknown[] = [];
  onTestFinished(() => void vi.restoreAllMocks());
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...said) => void lines.push(...said));
  }
  await at.db.execute(sql`alter table consents rename to elsewhere`);
  await at.post('/subscribe', { email: 'mai@example.com', name: '舞' });
  const said = lines.map((line) => inspect(line, { depth: 9 })).join('\n');
  expect(said).toContain('a request to join was lost');
  expect(said).not.toContain('mai@example.com');
});
