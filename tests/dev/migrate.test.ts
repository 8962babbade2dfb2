import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { completeUrl } from '../../dev/database-url.ts';
import { migrateDatabase } from '../../dev/migrate.ts';
import { databaseUrl } from '../../dev/postgres.ts';
import { createKey } from '../../src/access/keys/api-key.ts';
import { createApp } from '../../src/app.ts';
import { openDatabase } from '../../src/db/client.ts';
import { sessionSettings } from '../../src/db/session.ts';
import { createDeps } from '../../src/wiring.ts';
import { setup } from '../support/app.ts';
import { testBindings } from '../support/engine.ts';

interface EmptyDatabase {
  url: string;
  admin: postgres.Sql;
  name: string;
  /** A role that may only connect, and the address by which it does. */
  role(): Promise<{ role: string; url: string }>;
}

/** An empty database, with a connection of the superuser inside it. */
async function createDatabase(options = ''): Promise<EmptyDatabase> {
  const server = inject('postgresUrl');
  const outside = postgres(server, { max: 1, onnotice: () => {} });
  const name = `test_${randomBytes(6).toString('hex')}`;
  await outside.unsafe(`create database ${name} template template0 ${options}`);
  const url = databaseUrl(server, name);
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  const roles: string[] = [];
  onTestFinished(async () => {
    await admin.end();
    await outside.unsafe(`drop database ${name} with (force)`);
    for (const role of roles) await outside.unsafe(`drop role ${role}`);
    await outside.end();
  });
  return {
    ...{ url, admin, name },
    async role() {
      const role = `role_${randomBytes(6).toString('hex')}`;
      await outside.unsafe(`create role ${role} login password 'secret'`);
      roles.push(role);
      const itsUrl = new URL(url);
      itsUrl.username = role;
      itsUrl.password = 'secret';
      return { role, url: itsUrl.href };
    },
  };
}

const libc = "locale_provider libc lc_collate 'C' lc_ctype 'C'";

for (const encoding of ['LATIN1', 'EUC_JP', 'SQL_ASCII']) {
  test(`a database in ${encoding} is refused with the way out, and nothing is made in it`, async () => {
    const { url, admin } = await createDatabase(`encoding '${encoding}' ${libc}`);
    const refused = new RegExp(`in ${encoding}, .* create database digest encoding 'UTF8'`);
    await expect(migrateDatabase(url)).rejects.toThrow(refused);
    expect(await admin`select from pg_namespace where nspname = 'drizzle'`).toHaveLength(0);
  });
}

test('a role that may not create is refused with the grants it needs, and with these it works', async () => {
  const { name, admin, role } = await createDatabase();
  const { role: poor, url } = await role();
  const grants = `grant create on database ${name} to ${poor}; grant create on schema public to ${poor};`;
  await expect(migrateDatabase(url)).rejects.toThrow(
    `Let the owner of the database run: ${grants}`,
  );
  await admin.unsafe(grants);
  await migrateDatabase(url);
});

test('whatever the database says of sessions, those of the role are fit after the migration', async () => {
  const { url, admin, name } = await createDatabase();
  await admin.unsafe('create schema app');
  for (const [setting, value] of Object.entries({
    ...{ search_path: 'app, public', DateStyle: 'German', TimeZone: 'Asia/Tokyo' },
    ...{ IntervalStyle: 'iso_8601', bytea_output: 'escape', extra_float_digits: '-15' },
    default_transaction_isolation: 'serializable',
  })) {
    await admin.unsafe(`alter database ${name} set ${setting} to ${quoteList(value)}`);
  }
  await migrateDatabase(url);
  expect(await admin`select from pg_tables where schemaname = 'app'`).toHaveLength(0);
  expect(await ask(url, '/ready')).toMatchObject({ status: 200 });
  const lists = await ask(url, '/api/lists');
  expect(lists).toMatchObject({ status: 200, json: { data: [{ slug: 'digest' }] } });
  // Again, as every deploy does.
  await migrateDatabase(url);
});

test('a session that is not fit is not ready, and the answer says which setting and what to do', async () => {
  const { call, url } = await setup();
  const name = new URL(url).pathname.slice(1);
  const admin = postgres(url, { max: 1 });
  onTestFinished(() => admin.end());
  const set = (setting: string, value: string) =>
    admin.unsafe(`alter database ${name} set ${setting} to ${quoteList(value)}`);
  for (const [setting, value] of Object.entries(sessionSettings)) await set(setting, value);
  for (const [setting, value, said] of [
    ['DateStyle', 'SQL, DMY', 'DateStyle is SQL, DMY'],
    ['TimeZone', 'Asia/Tokyo', 'TimeZone is Asia/Tokyo'],
    ['search_path', 'drizzle', 'search_path is drizzle'],
    ['default_transaction_read_only', 'on', 'transaction_read_only is on'],
  ] as const) {
    await set(setting, value);
    const answer = await call('GET', '/ready', { key: null });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(answer.json.detail).toContain(said);
    await set(setting, { ...sessionSettings, default_transaction_read_only: 'off' }[setting]);
  }
  // What the answer said to do.
  await migrateDatabase(url);
  expect((await call('GET', '/ready', { key: null })).status).toBe(200);
});

test('a server that does not let us in, or is not there, is told in one sentence', async () => {
  const server = new URL(inject('postgresUrl'));
  const { host } = server;
  const change = (edit: (url: URL) => void) => {
    const url = new URL(server);
    edit(url);
    return migrateDatabase(url.href);
  };
  await expect(
    change((url) => {
      url.password = '';
    }),
  ).rejects.toThrow(
    `PostgreSQL at ${host} does not let postgres in, and DATABASE_URL holds no password.`,
  );
  await expect(
    change((url) => {
      url.pathname = '/nowhere';
    }),
  ).rejects.toThrow(`PostgreSQL at ${host} has no database nowhere: create it first.`);
  await expect(
    change((url) => {
      url.port = '9';
    }),
  ).rejects.toThrow('PostgreSQL at 127.0.0.1:9 cannot be reached (ECONNREFUSED).');
});

test('an address is completed as other clients do, and one without a host is refused', () => {
  expect(completeUrl('postgres://mai:s%40@db.example')).toBe(
    'postgres://mai:s%40@db.example:5432/mai',
  );
  expect(completeUrl('postgres://mai@localhost/digest')).toBe(
    'postgres://mai:none@localhost:5432/digest',
  );
  for (const text of [
    'postgres:///digest',
    'postgres://mai@%2Ftmp/digest',
    'postgres:///d?host=/tmp',
  ]) {
    expect(() => completeUrl(text)).toThrow('DATABASE_URL names no host');
  }
  for (const text of ['digest', 'mysql://a@b/c', 'host=localhost dbname=digest']) {
    expect(() => completeUrl(text)).toThrow('DATABASE_URL must look like postgres://');
  }
});

function quoteList(value: string): string {
  return value
    .split(', ')
    .map((one) => `'${one}'`)
    .join(', ');
}

async function ask(url: string, path: string) {
  const { bindings } = testBindings(url, 'http://127.0.0.1:9');
  const database = openDatabase(url);
  const { key } = await createKey(database.db, { name: 'test', scopes: ['read'] }, new Date());
  await database.close();
  const app = createApp((env) => createDeps(env));
  const headers = { authorization: `Bearer ${key}` };
  const answer = await app.fetch(new Request(`https://a.example${path}`, { headers }), bindings);
  return { status: answer.status, json: await answer.json() };
}
