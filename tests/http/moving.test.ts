import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';
import { serve } from '../support/serve.ts';

const mark = [0xef, 0xbb, 0xbf];

test('every CSV begins with the mark of UTF-8, once, unless asked without', async () => {
  const at = await setup();
  await at.db.execute(sql`insert into subscribers (email) values ('a@x.jp'), ('b@x.jp')`);
  await at.db.execute(sql`insert into suppressions (address, reason) values ('a@x.jp', 'manual')`);
  const base = await serve(at);
  const read = async (path: string) => {
    const answer = await fetch(base + path, { headers: { authorization: `Bearer ${at.key}` } });
    return {
      bytes: new Uint8Array(await answer.arrayBuffer()),
      next: answer.headers.get('next-cursor'),
    };
  };
  const startOf = ({ bytes }: { bytes: Uint8Array }) => [...bytes.subarray(0, 3)];
  for (const what of ['subscribers', 'consents', 'suppressions']) {
    expect(startOf(await read(`/api/${what}/export`))).toEqual(mark);
    expect(startOf(await read(`/api/${what}/export?bom=0`))).not.toEqual(mark);
    expect(startOf(await read(`/api/${what}/export?format=ndjson`))).not.toEqual(mark);
  }
  const first = await read('/api/subscribers/export?limit=1');
  const second = await read(`/api/subscribers/export?limit=1&after=${first.next}`);
  expect(startOf(first)).toEqual(mark);
  expect(startOf(second)).not.toEqual(mark);
});

test('a file with the mark is taken in, and so are its suppressions', async () => {
  const { call, db } = await setup();
  const body = '\ufeffemail,reason\r\na@x.jp,complaint\r\nnobody,\r\n';
  const answer = await call('POST', '/api/suppressions/import', {
    headers: { 'content-type': 'text/csv' },
    body,
  });
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ processed: 2, taken: 1, rejected: 1 });
  const rows = await db.execute(sql`select address, reason from suppressions`);
  expect([...rows]).toEqual([{ address: 'a@x.jp', reason: 'complaint' }]);
});

test('hashes of another key are a conflict, in words, and nothing is taken in', async () => {
  const { call, db } = await setup();
  const body = `email,hash,key\na@x.jp,,\n,${'0'.repeat(64)},AAAAAAAA\n`;
  const answer = await call('POST', '/api/suppressions/import', {
    headers: { 'content-type': 'text/csv' },
    body,
  });
  expect(answer.status).toBe(409);
  expect(answer.json).toMatchObject({ detail: expect.stringContaining('SIGNING_KEYS') });
  expect((await db.execute(sql`select from suppressions`)).length).toBe(0);
});

test('a file of suppressions that cannot be understood is a 4xx', async () => {
  const { call } = await setup();
  const send = (body: string, type = 'text/csv') =>
    call('POST', '/api/suppressions/import', { headers: { 'content-type': type }, body });
  expect((await send('Adresse\na@x.jp\n')).status).toBe(422);
  expect((await send('email\n"a@x.jp\n')).status).toBe(422);
  expect((await send('[]', 'text/xml')).status).toBe(415);
  expect((await call('GET', '/api/suppressions/export?after=nonsense')).status).toBe(422);
});

test('a file may come within JSON, for clients that send nothing else', async () => {
  const { call, queues } = await setup();
  const rows = '\ufeffemail,name\r\nmai@x.jp,舞\r\n';
  const people = await call('POST', '/api/subscribers/import?dryRun=1', {
    body: { format: 'csv', text: rows },
  });
  expect([people.status, people.json.format]).toEqual([202, 'own']);
  const body = { format: 'ndjson', text: '{"email":"a@x.jp","reason":"complaint"}\n' };
  const kept = await call('POST', '/api/suppressions/import', { body });
  expect([kept.status, kept.json.taken]).toEqual([200, 1]);
  for (const [wrong, path] of [
    [{ format: 'xml', text: 'x' }, 'format'],
    [{ format: 'csv', text: '' }, 'text'],
    [{ format: 'csv' }, 'text'],
  ] as const) {
    const answer = await call('POST', '/api/suppressions/import', { body: wrong });
    expect([answer.status, answer.json.errors[0].path]).toEqual([422, path]);
  }
  const large = { text: 'x'.repeat(8 * 1024 ** 2) };
  expect((await call('POST', '/api/suppressions/import', { body: large })).status).toBe(413);
  expect(queues.jobs.messages.length).toBeLessThan(2);
});
