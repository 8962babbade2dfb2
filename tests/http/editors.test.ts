import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { type Act, auditSteps, writeAct } from '../../src/access/audit/audit.ts';
import { Role, scopesOf } from '../../src/access/caller.ts';
import { auditEntries, sessions } from '../../src/db/schema/editors.ts';
import { operations } from '../../src/http/api/routes.ts';
import { editorial } from '../audience/people/named.ts';
import { setup, setupWithEngine } from '../support/app.ts';
import { signedIn } from '../support/console.ts';
import { plainDigest } from '../support/engine.ts';

const filled = (path: string) =>
  path.replace(':id', '0190c8f0-0000-7000-8000-000000000000').replace(':slug', 'digest');

test('each operation takes the roles that hold its scope, and no other', async () => {
  // One set of connections for all of its calls.
  const app = await setupWithEngine();
  for (const role of Role.options) {
    const { call } = await signedIn(app, role);
    for (const { method, path, scope, orScope, showsReaders } of operations) {
      if (scope === null) continue;
      const { status } = await call(method.toUpperCase(), filled(path), {
        headers: { accept: 'application/json' },
      });
      const isAllowed =
        [scope, orScope].some((one) => one && scopesOf(role).includes(one)) &&
        !(showsReaders && role === 'viewer');
      expect(`${role} ${method} ${path} ${status === 403}`).toBe(
        `${role} ${method} ${path} ${!isAllowed}`,
      );
    }
  }
});

test('an invited editor gets a mail that leads to the sign-in page', async () => {
  const app = await setupWithEngine();
  const owner = await signedIn(app, 'owner');
  const invited = await owner.call('POST', '/api/editors', {
    body: { address: 'New@Example.com', name: 'Nao', role: 'writer' },
    headers: { accept: 'application/json' },
  });
  expect(invited.json).toMatchObject({ address: 'new@example.com', name: 'Nao', signedInAt: null });
  await app.engine.drain();
  const [mail] = await app.engine.messages();
  expect(mail?.text).toContain('https://digest.example.com/console/sign-in\n');
  const again = { address: 'new@example.com', role: 'owner' };
  expect((await app.call('POST', '/api/editors', { body: again })).status).toBe(409);
});

test('the last owner can be neither removed nor made less', async () => {
  const app = await setup();
  const [one, two] = [
    await signedIn(app, 'owner'),
    await signedIn(app, 'owner', 'two@example.com'),
  ];
  const path = (id: string) => `/api/editors/${id}`;
  const demote = (id: string) => app.call('PATCH', path(id), { body: { role: 'viewer' } });
  const answers = await Promise.all([demote(one.editor.id), demote(two.editor.id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { json } = await app.call('GET', '/api/editors');
  const owner = json.data.find((editor: { role: string }) => editor.role === 'owner');
  expect((await app.call('DELETE', path(owner.id))).status).toBe(409);
  expect((await app.call('PATCH', path(owner.id), { body: { name: 'Still here' } })).status).toBe(
    200,
  );
});

test('a removed editor is signed out, and named nowhere', async () => {
  const app = await setupWithEngine();
  await signedIn(app, 'owner');
  const gone = await signedIn(app, 'sender', 'secret-name@example.com');
  await app.call('PATCH', `/api/editors/${gone.editor.id}`, { body: { name: 'Secret Name' } });
  await gone.call('POST', '/api/segments', {
    body: { name: 'Some', rule: { language: ['ja'] } },
    headers: { accept: 'application/json' },
  });
  await app.call('POST', '/console/sign-in', {
    key: null,
    body: 'address=secret-name@example.com',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
  });
  const holding = async () => {
    const places = [...Object.keys(editorial), 'letters.address', 'testers.address'];
    const held = [];
    for (const place of places) {
      const [table = '', column = ''] = place.split('.');
      const rows = await app.db.execute(sql`
        select 1 from ${sql.identifier(table)} where ${sql.identifier(column)}::text ilike '%secret%name%'`);
      if (rows.length > 0) held.push(place);
    }
    return held;
  };
  expect(await holding()).toEqual(['editors.address', 'editors.name', 'letters.address']);
  expect((await app.call('DELETE', `/api/editors/${gone.editor.id}`)).status).toBe(204);
  expect(await holding()).toEqual([]);
  expect((await gone.call('GET', '/api/lists')).status).toBe(401);
  expect(await app.db.$count(sessions)).toBe(1);
});

test('each act is one row of the audit log, by whom and on what; looks and refusals are none', async () => {
  const app = await setup();
  const owner = await signedIn(app, 'owner');
  const json = { accept: 'application/json', 'cf-connecting-ip': '203.0.113.77' };
  const made = await owner.call('POST', '/api/lists', {
    body: { slug: 'evening', name: 'Evening' },
    headers: {
      ...json,
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0',
    },
  });
  expect(made.status).toBe(201);
  await owner.call('GET', '/api/lists');
  await owner.call('POST', '/api/lists', {
    body: { slug: 'evening', name: 'Twice' },
    headers: json,
  });
  await app.call('PATCH', '/api/lists/evening', { body: { name: 'Late' } });
  const { json: log } = await app.call('GET', '/api/audit');
  expect(log.data.map(({ id: _, at: __, ...act }: { id: string; at: string }) => act)).toEqual([
    expect.objectContaining({
      actorKind: 'key',
      actorName: 'test',
      action: 'patchListsBySlug',
      target: '/api/lists/evening',
    }),
    {
      actorKind: 'editor',
      actorId: owner.editor.id,
      actorName: 'owner@example.com',
      action: 'postLists',
      target: '/api/lists/evening',
      network: '203.0.113.0/24',
      browser: 'Firefox, Windows',
    },
  ]);
  const mine = await app.call('GET', `/api/audit?actor=${owner.editor.id}&limit=1`);
  expect(mine.json.data.length).toBe(1);
  const file = await app.call('GET', '/api/audit/export?format=csv&bom=0');
  expect(file.text.split('\r\n').length).toBe(4);
  const lines = await app.call('GET', '/api/audit/export?format=ndjson');
  expect(
    lines.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).action),
  ).toEqual(['patchListsBySlug', 'postLists']);
});

test('a repeated request under its Idempotency-Key is one act', async () => {
  const app = await setup();
  const once = { body: plainDigest, headers: { 'idempotency-key': 'k' } };
  for (let turn = 0; turn < 2; turn++) {
    expect((await app.call('POST', '/api/digests', once)).status).toBe(201);
  }
  expect(await app.db.$count(auditEntries)).toBe(1);
});

test('the audit log forgets what is older than its days', async () => {
  const app = await setup();
  await app.call('POST', '/api/lists', { body: { slug: 'evening', name: 'Evening' } });
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);
  for (const step of auditSteps(app.db, 400, days(399))) await step.run();
  expect(await app.db.$count(auditEntries)).toBe(1);
  for (const step of auditSteps(app.db, 400, days(401))) await step.run();
  expect(await app.db.$count(auditEntries)).toBe(0);
});

test('the audit log narrows to days of the house, whole, and its export follows', async () => {
  const app = await setup();
  // In Tokyo, a day begins at 15:00 of the day before in UTC.
  for (const at of [
    '2026-03-01T14:59:59.999Z',
    '2026-03-01T15:00:00Z',
    '2026-03-02T14:59:59.999Z',
    '2026-03-02T15:00:00Z',
  ]) {
    await writeAct(app.db, actAt(at), new Date(at));
  }
  const times = async (query: string) => {
    const { json } = await app.call('GET', `/api/audit?${query}`);
    const file = await app.call('GET', `/api/audit/export?format=ndjson&${query}`);
    const exported = file.text.split('\n').filter(Boolean);
    const targets = json.data.map(({ target }: { target: string }) => target);
    expect(exported.map((line) => JSON.parse(line).target)).toEqual(targets);
    return targets.toReversed();
  };
  expect(await times('from=2026-03-02&to=2026-03-02')).toEqual([
    '2026-03-01T15:00:00Z',
    '2026-03-02T14:59:59.999Z',
  ]);
  expect((await times('from=2026-03-03')).length).toBe(1);
  expect((await times('to=2026-03-01')).length).toBe(1);
  expect(await times('from=2026-03-03&to=2026-03-01')).toEqual([]);
  const first = await app.call('GET', '/api/audit?to=2026-03-02&limit=2');
  const cursor = first.json.nextCursor;
  const second = await app.call('GET', `/api/audit?to=2026-03-02&limit=2&cursor=${cursor}`);
  expect(second.json.data.length).toBe(1);
  for (const day of ['yesterday', '2026-02-30', '0001-01-01', '9999-12-31']) {
    expect((await app.call('GET', `/api/audit?from=${day}`)).status).toBe(422);
  }
});

const actAt = (target: string): Act => ({
  by: { kind: 'link', id: '0190c8f0-0000-7000-8000-000000000000' },
  action: 'postLists',
  target,
  network: null,
  browser: '',
});
