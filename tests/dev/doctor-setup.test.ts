import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import type { Examined } from '../../dev/doctor/finding.ts';
import { examine } from '../../dev/doctor.ts';
import { openDatabase } from '../../src/db/client.ts';
import { setupWithEngine } from '../support/app.ts';
import { fitSessions, freshDatabase, type TestDatabase } from '../support/database.ts';
import { examined, goodConfig } from '../support/doctor.ts';
import { startEngine } from '../support/engine.ts';
import { serve } from '../support/serve.ts';

async function statesOf(database: Pick<TestDatabase, 'url' | 'db'>, changes?: Partial<Examined>) {
  const findings = await examine(examined(database, changes), 'setup');
  const states = Object.fromEntries(findings.map(({ name, state }) => [name, state]));
  const said = Object.fromEntries(findings.map(({ name, message }) => [name, message]));
  return { states, said };
}

test('the doctor tries what it can, and of the rest it says how to see it', async () => {
  const database = await freshDatabase();
  await fitSessions(database.url);
  const { states, said } = await statesOf(database);
  expect(states).toEqual({
    database: 'ok',
    schema: 'ok',
    tls: 'ok',
    settings: 'ok',
    plan: 'look',
    hyperdrive: 'look',
    'start-up': 'look',
    resend: 'look',
    worker: 'look',
  });
  expect(said.plan).toContain('Workers Paid');
  expect(said.hyperdrive).toContain('wrangler hyperdrive get');
  expect(said.worker).toContain('API_KEY');
});

test('a database that lacks a migration or has unfit sessions fails', async () => {
  const database = await freshDatabase();
  expect((await statesOf(database)).states).toMatchObject({ schema: 'fail' });
  await fitSessions(database.url);
  await database.db.execute(sql`delete from drizzle.__drizzle_migrations`);
  const { states, said } = await statesOf(reopened(database));
  expect(states).toMatchObject({ schema: 'fail' });
  expect(said.schema).toContain('db:migrate');
});

test('elsewhere than on this machine, TLS and the versions of Hyperdrive are asked for', async () => {
  const database = await freshDatabase();
  const databaseUrl = 'postgres://role:secret@db.kiku.example:5432/digest';
  const { states, said } = await statesOf(database, { databaseUrl });
  expect(states).toMatchObject({ tls: 'fail' });
  const [{ major } = { major: 0 }] = (await database.db.execute(
    sql`select current_setting('server_version_num')::int / 10000 as major`,
  )) as unknown as { major: number }[];
  expect(states.database).toBe(major > 17 ? 'warn' : 'ok');
  expect(JSON.stringify(said)).not.toContain('secret');
});

test('what is left as it came in wrangler.toml fails, each by its name', async () => {
  const config = {
    ...goodConfig,
    routes: [],
    limits: {},
    workers_dev: true,
    hyperdrive: [{ binding: 'DB', id: '0'.repeat(32) }],
    vars: { ...goodConfig.vars, PUBLIC_URL: 'https://digest.example.com', SENDER_ADDRESS: '' },
  };
  const { states, said } = await statesOf(await freshDatabase(), { config });
  expect(states).toMatchObject({ settings: 'fail', plan: 'fail', hyperdrive: 'look' });
  for (const fault of ['PUBLIC_URL', 'routes', 'workers_dev', 'SENDER_ADDRESS', 'Hyperdrive']) {
    expect(said.settings).toContain(fault);
  }
});

test.each([
  ['{ "id": "5", "caching": { "disabled": true } }', 'ok'],
  ['{ "id": "5", "caching": { "max_age": 60 } }', 'fail'],
  ['{ "id": "5" }', 'fail'],
])('Hyperdrive that Cloudflare describes as %s', async (said, state) => {
  const environment = { CLOUDFLARE_API_TOKEN: 'token' };
  const wrangler = async () => said;
  const { states } = await statesOf(await freshDatabase(), { environment, wrangler });
  expect(states.hyperdrive).toBe(state);
});

test.each([
  ['48.8', 'ok'],
  ['512.0', 'warn'],
  ['1200.1', 'fail'],
])('a worker that starts in %s ms', async (ms, state) => {
  const wrangler = async () =>
    `│ Bundle: 2953.86 KiB / gzip: 691.21 KiB\n│   Active: ${ms} ms (including`;
  const { states, said } = await statesOf(await freshDatabase(), { wrangler });
  expect(states['start-up']).toBe(state);
  expect(said['start-up']).toContain('691.21 KiB');
});

test('with the key of Resend its account is asked, and a domain to verify comes with its records', async () => {
  const { mailbox, database } = await startEngine();
  const order = (domains: object[]) =>
    fetch(`${mailbox.url}/_mailbox/domains`, { method: 'POST', body: JSON.stringify(domains) });
  await order([{ name: 'kiku.example', status: 'pending' }]);
  const environment = { RESEND_API_KEY: 're_test', RESEND_BASE_URL: mailbox.url };
  const { states, said } = await statesOf(database, { environment });
  expect(states).toMatchObject({ resend_key: 'ok', from_domain: 'fail', webhook: 'fail' });
  expect(said.from_domain).toMatch(/MX send → feedback-smtp\S+ \(priority 10\): pending/);
});

test('with an API key the deployed worker is asked what it sees', async () => {
  const scene = await setupWithEngine({ SENDING: 'off' });
  const environment = { DIGEST_URL: await serve(scene), API_KEY: scene.key };
  const { states } = await statesOf(scene.engine.database, { environment });
  expect(states).toMatchObject({ sending: 'warn', database_cache: 'ok', resend_key: 'ok' });
  const wrong = { ...environment, API_KEY: 'wrong' };
  const refused = await statesOf(scene.engine.database, { environment: wrong });
  expect(refused.states.worker).toBe('fail');
});

test('the command measures the start of this very worker, and ends with 1 where something fails', async () => {
  const { url } = await freshDatabase();
  await fitSessions(url);
  const { RESEND_API_KEY: _, API_KEY: __, CLOUDFLARE_API_TOKEN: ___, ...environment } = process.env;
  const ran = await promisify(execFile)(process.execPath, ['dev/doctor.ts'], {
    env: { ...environment, DATABASE_URL: url },
  }).catch((error: { code: number; stdout: string }) => error);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.stdout).toMatch(/^(ok|warn) +start-up +The worker starts in [\d.]+ ms of CPU/m);
  expect(ran.stdout).toMatch(/^fail +settings +\S*wrangler\.toml: PUBLIC_URL is not yours/m);
  expect(ran.stdout).toMatch(/^ok +equation/m);
});

/** By a connection of its own: what a role is given holds for new sessions. */
function reopened({ url }: TestDatabase) {
  const handle = openDatabase(url, 1);
  onTestFinished(async () => {
    await handle.close();
  });
  return { db: handle.db, url };
}
