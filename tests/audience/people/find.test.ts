import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setup, type TestApp } from '../../support/app.ts';

const everybody: [string, string | null][] = [
  ['mai@example.com', '舞'],
  ['maiko@example.com', 'Maiko'],
  ['ma_i@example.com', null],
  ['m%i@example.com', '50% off'],
  ['taro@example.com', 'Maier, Taro'],
  ['ann@example.com', 'mai tanaka'],
  ['zoe@example.com', 'Zoë Łuk'],
  ['müller@example.com', 'Müller'],
];

async function people(app: TestApp): Promise<void> {
  for (const [email, name] of everybody) {
    await app.db.execute(sql`insert into subscribers (email, name) values (${email}, ${name})`);
  }
}

async function find(app: TestApp, query: Record<string, string>): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const asked = new URLSearchParams({ ...query, ...(cursor === null ? {} : { cursor }) });
    const answer = await app.call('GET', `/api/subscribers?${asked}`);
    expect([answer.status, answer.json.errors]).toEqual([200, undefined]);
    found.push(...answer.json.data.map((one: { email: string }) => one.email.split('@')[0]));
    cursor = answer.json.nextCursor;
  } while (cursor !== null);
  return found;
}

test('people are found by how their address begins, then by their name, whatever the case', async () => {
  const app = await setup();
  await people(app);
  for (const prefix of ['mai', 'MAI', ' Mai ', 'ｍａｉ']) {
    const named = prefix === 'ｍａｉ' ? [] : ['ann', 'taro'];
    expect(await find(app, { prefix }), prefix).toEqual(['mai', 'maiko', ...named]);
  }
  expect(await find(app, { prefix: '舞' })).toEqual(['mai']);
  expect(await find(app, { prefix: 'ZOË ł' })).toEqual(['zoe']);
  expect(await find(app, { prefix: 'mu\u0308' })).toEqual(['müller']);
  expect(await find(app, { prefix: 'mai@example.com' })).toEqual(['mai']);
  expect(await find(app, { prefix: 'nobody' })).toEqual([]);
});

test('what LIKE would take for a pattern is itself', async () => {
  const app = await setup();
  await people(app);
  expect(await find(app, { prefix: 'ma_' })).toEqual(['ma_i']);
  expect(await find(app, { prefix: 'm%' })).toEqual(['m%i']);
  expect(await find(app, { prefix: '50%' })).toEqual(['m%i']);
  for (const prefix of ['%', '_', '\\', '*', '.', "'"]) {
    expect(await find(app, { prefix }), prefix).toEqual([]);
  }
});

test('pages of any size make the whole, each person once', async () => {
  const app = await setup();
  await people(app);
  const same = Array.from({ length: 7 }, (_, n) => sql`(${`x${n}@example.com`}, 'Mai')`);
  await app.db.execute(
    sql`insert into subscribers (email, name) values ${sql.join(same, sql`, `)}`,
  );
  const whole = await find(app, { prefix: 'm', limit: '200' });
  expect(whole).toHaveLength(5 + 2 + 7);
  for (const limit of ['1', '2', '3', '5', '7']) {
    expect(await find(app, { prefix: 'm', limit }), limit).toEqual(whole);
  }
});

test('a beginning and the other filters narrow together', async () => {
  const app = await setup();
  await people(app);
  await app.db.execute(sql`
    insert into subscriptions (list_id, subscriber_id, status)
    select 1, id, case when name is null then 'pending' else 'confirmed' end
    from subscribers where email like 'm%'`);
  expect(await find(app, { prefix: 'ma', list: 'digest' })).toEqual(['ma_i', 'mai', 'maiko']);
  expect(await find(app, { prefix: 'ma', status: 'pending' })).toEqual(['ma_i']);
  const confirmed = { list: 'digest', status: 'confirmed' };
  expect(await find(app, { prefix: 'ma', ...confirmed })).toEqual(['mai', 'maiko']);
  expect(await find(app, { prefix: 'ma', status: 'unsubscribed' })).toEqual([]);
  expect(await find(app, { prefix: 'm', email: 'mai@example.com' })).toEqual(['mai']);
  expect(await find(app, confirmed)).toEqual(['müller', 'm%i', 'maiko', 'mai']);
  expect(await find(app, { status: 'pending', limit: '1' })).toEqual(['ma_i']);
  expect(await find(app, { ...confirmed, limit: '1' })).toEqual(['müller', 'm%i', 'maiko', 'mai']);
});

test('a beginning of nothing, a strange cursor and one whose person is gone are told apart', async () => {
  const app = await setup();
  await people(app);
  const wrong = async (query: string) => {
    const { status, json } = await app.call('GET', `/api/subscribers?${query}`);
    return [status, json.errors?.[0]?.path];
  };
  expect(await wrong('prefix=')).toEqual([422, 'prefix']);
  expect(await wrong('prefix=%20%E3%80%80')).toEqual([422, 'prefix']);
  expect(await wrong('prefix=%00')).toEqual([422, 'prefix']);
  expect(await wrong(`prefix=${'x'.repeat(201)}`)).toEqual([422, 'prefix']);
  const plain = (await app.call('GET', '/api/subscribers?limit=1')).json.nextCursor;
  expect(await wrong(`prefix=m&cursor=${plain}`)).toEqual([422, 'cursor']);
  const { nextCursor } = (await app.call('GET', '/api/subscribers?prefix=m&limit=1')).json;
  expect(await wrong(`cursor=${nextCursor}`)).toEqual([422, 'cursor']);
  await app.db.execute(sql`delete from subscribers`);
  expect(await wrong(`prefix=m&cursor=${nextCursor}`)).toEqual([422, 'cursor']);
});
