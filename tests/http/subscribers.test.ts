import { expect, test } from 'vitest';
import { setup, setupWithEngine } from '../support/app.ts';

test('a subscriber is added, found, changed and erased', async () => {
  const { call } = await setup();
  const body = {
    email: ' Mai@Example.COM ',
    name: '舞',
    language: 'ja',
    attributes: { city: '京都' },
    lists: [{ slug: 'digest', status: 'confirmed' }],
    consent: 'Signed on paper at the fair',
  };
  const made = await call('POST', '/api/subscribers', { body });
  expect(made).toMatchObject({ status: 201, json: { email: 'mai@example.com', name: '舞' } });
  const path = made.headers.get('location') ?? '';
  const found = await call('GET', '/api/subscribers?email=MAI@example.com&status=confirmed');
  expect(found.json.data).toEqual([made.json]);
  const changed = await call('PATCH', path, { body: { name: null, attributes: { city: null } } });
  expect(changed.json).toMatchObject({ name: null, attributes: {} });
  const data = await call('GET', `${path}/data`);
  expect(data.json.consents[0]).toMatchObject({ list: 'digest', action: 'confirmed' });
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).status).toBe(404);
  const again = await call('POST', '/api/subscribers', { body });
  expect(again).toMatchObject({ status: 422, json: { type: '/docs#subscriber_suppressed' } });
});

test('a confirmed list needs consent, and a known address is a conflict', async () => {
  const { call } = await setup();
  const lists = [{ slug: 'digest', status: 'confirmed' }];
  const bare = await call('POST', '/api/subscribers', { body: { email: 'a@example.com', lists } });
  expect(bare.json.errors[0].path).toBe('consent');
  await call('POST', '/api/subscribers', { body: { email: 'a@example.com' } });
  const twice = await call('POST', '/api/subscribers', { body: { email: 'A@example.com' } });
  expect(twice.status).toBe(409);
});

test('addresses that cannot be mailed are refused with a helpful message', async () => {
  const { call } = await setup();
  for (const email of ['no-at', 'a..b@docomo.ne.jp', 'a@b', '', `${'x'.repeat(400)}@example.com`]) {
    const { status, json } = await call('POST', '/api/subscribers', { body: { email } });
    expect(status).toBe(422);
    expect(json.errors[0].path).toBe('email');
  }
});

test('an editor suppresses an address and lifts what they made', async () => {
  const { call } = await setup();
  const body = { email: 'press@example.com', detail: 'Asked by phone' };
  const made = await call('POST', '/api/suppressions', { body });
  expect(made.json).toMatchObject({ email: 'press@example.com', reason: 'manual' });
  const found = await call('GET', '/api/suppressions?email=PRESS@example.com');
  expect(found.json.data).toEqual([made.json]);
  const add = () => call('POST', '/api/subscribers', { body: { email: 'press@example.com' } });
  expect((await add()).status).toBe(422);
  expect((await call('DELETE', `/api/suppressions/${made.json.id}`)).status).toBe(204);
  expect((await add()).status).toBe(201);
});

test('a CSV is taken in, and the rows that were not are told with their reasons', async () => {
  const { call, engine } = await setupWithEngine();
  await call('POST', '/api/suppressions', { body: { email: 'gone@example.com' } });
  const body = [
    '\ufeffemail;name;city',
    'a@example.com;"Aoi; the first";Kyoto',
    'not an address;B;Osaka',
    'gone@example.com;C;Nara',
    'a@example.com;Aoi;Kobe',
    '',
  ].join('\r\n');
  const headers = { 'content-type': 'text/csv', 'idempotency-key': 'fair' };
  const path = '/api/subscribers/import?status=confirmed&consent=Fair&lists=digest';
  const started = await call('POST', path, { body, headers });
  expect(started.status).toBe(202);
  await engine.drain();
  const place = started.headers.get('location') ?? '';
  const done = (await call('GET', place)).json;
  expect(done).toMatchObject({ status: 'done', processed: 4, created: 1, rejected: 2 });
  const rejected = await call('GET', `${place}/rejected.csv`);
  expect(rejected.headers.get('content-type')).toContain('text/csv');
  expect(rejected.text.split(/\r?\n/).slice(1, 3).join('\n')).toMatch(/^3,.*\n4,.*suppressed/);
  const again = await call('POST', path, { body, headers });
  expect(again.json.id).toBe(started.json.id);
  const other = await call('POST', path, { body: 'email\nb@example.com', headers });
  expect(other.json.type).toBe('/docs#idempotency_mismatch');
});

test('a state that nobody understands is a 422 with the words and the mapping, and nobody is there', async () => {
  const { call } = await setup();
  const asked = 'status=confirmed&consent=Fair&lists=digest';
  const headers = { 'content-type': 'text/csv' };
  const body = 'メールアドレス,配信状態\na@example.com,配信中\nb@example.com,休会\n';
  const answer = await call('POST', `/api/subscribers/import?${asked}`, { body, headers });
  expect(answer.status).toBe(422);
  expect(answer.json.errors).toEqual([
    { path: 'header.配信状態', message: expect.stringContaining('map={"配信状態":{"休会":') },
  ]);
  expect((await call('GET', '/api/subscribers')).json.data).toEqual([]);
  const map = encodeURIComponent('{"配信状態":{"休会":"unsubscribed"}}');
  const mapped = `/api/subscribers/import?${asked}&map=${map}`;
  expect((await call('POST', mapped, { body, headers })).status).toBe(202);
  const wrong = encodeURIComponent('{"配信状態":{"休会":"gone"}}');
  const refused = await call('POST', `/api/subscribers/import?map=${wrong}`, { body, headers });
  expect(refused.status).toBe(422);
});

test('a file without a header that can be used, or not in UTF-8, is refused whole', async () => {
  const { call } = await setup();
  const post = (body: string | Uint8Array, query = '') =>
    call('POST', `/api/subscribers/import${query}`, {
      body,
      headers: { 'content-type': 'text/csv' },
    });
  expect((await post('name,city\nA,Kyoto')).status).toBe(422);
  expect((await post('')).status).toBe(422);
  expect((await post(Uint8Array.of(0xff, 0xfe, 0x65, 0x00))).status).toBe(422);
  expect((await post(`email,${Array.from({ length: 300 }, (_, n) => `c${n}`)}\n`)).status).toBe(
    422,
  );
  expect((await post('email\na@example.com', '?status=confirmed')).status).toBe(422);
  expect((await post('email\na@example.com', '?lists=nowhere')).status).toBe(422);
});

test('what is exported can be imported again, by either format', async () => {
  const { call, engine } = await setupWithEngine();
  const lists = [{ slug: 'digest', status: 'confirmed' }];
  for (const email of ['a@example.com', 'b@example.com']) {
    const body = { email, name: '=SUM(A1)', attributes: { city: 'Kōbe' }, lists, consent: 'Fair' };
    await call('POST', '/api/subscribers', { body });
  }
  const people = async () => (await call('GET', '/api/subscribers')).json.data;
  const before = await people();
  for (const [format, type] of [
    ['csv', 'text/csv'],
    ['ndjson', 'application/x-ndjson'],
  ] as const) {
    const exported = await call('GET', `/api/subscribers/export?format=${format}`);
    expect(exported.headers.get('content-type')).toContain(type);
    const started = await call('POST', '/api/subscribers/import?consent=Fair', {
      body: exported.text,
      headers: { 'content-type': type },
    });
    await engine.drain();
    const done = (await call('GET', started.headers.get('location') ?? '')).json;
    expect(done).toMatchObject({ status: 'done', processed: 2, created: 0, rejected: 0 });
  }
  const names = (await people()).map(
    ({ name, attributes }: { name: string; attributes: object }) => [name, attributes],
  );
  expect(names).toEqual(before.map(() => ['=SUM(A1)', { city: 'Kōbe' }]));
});

test('an export of an unknown list is a 404, and Accept chooses the format', async () => {
  const { call } = await setup();
  expect((await call('GET', '/api/subscribers/export?list=nowhere')).status).toBe(404);
  const headers = { accept: 'application/x-ndjson' };
  const lines = await call('GET', '/api/subscribers/export', { headers });
  expect(lines).toMatchObject({ status: 200, text: '' });
});
