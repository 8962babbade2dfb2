import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';
import { plainDigest } from '../support/engine.ts';

const rule = {
  kind: 'all',
  rules: [
    { kind: 'subscription', list: 'digest', status: 'confirmed', olderThanDays: 30 },
    { kind: 'not', rule: { kind: 'opened', lastSends: 5 } },
  ],
};

test('a segment is saved, read, listed, changed and removed', async () => {
  const { call } = await setup();
  const made = await call('POST', '/api/segments', { body: { name: '眠っている読者', rule } });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({ name: '眠っている読者', rule });
  const place = made.headers.get('location') ?? '';
  expect((await call('GET', place)).json).toEqual(made.json);
  await call('POST', '/api/segments', { body: { name: 'Two', rule: { kind: 'any', rules: [] } } });
  const first = await call('GET', '/api/segments?limit=1');
  expect(first.json.data).toEqual([made.json]);
  const second = await call('GET', `/api/segments?limit=1&cursor=${first.json.nextCursor}`);
  expect(second.json).toMatchObject({ data: [{ name: 'Two' }], nextCursor: null });
  const changed = await call('PATCH', place, { body: { name: 'Asleep' } });
  expect(changed.json).toMatchObject({ name: 'Asleep', rule });
  expect((await call('PATCH', place, { body: { name: 'Two' } })).status).toBe(409);
  expect((await call('DELETE', place)).status).toBe(204);
  expect((await call('GET', place)).status).toBe(404);
});

test('what is wrong with a rule is named by its place', async () => {
  const { call } = await setup();
  const bad = {
    kind: 'all',
    rules: [{ kind: 'domain', in: ['a b'] }, { kind: 'sql' }, { kind: 'opened', lastSends: 0 }],
  };
  const answer = await call('POST', '/api/segments', { body: { name: 'Bad', rule: bad } });
  expect(answer.status).toBe(422);
  expect(answer.json.errors.map((error: { path: string }) => error.path)).toEqual([
    'rule.rules.0.in.0',
    'rule.rules.1.kind',
    'rule.rules.2.lastSends',
  ]);
});

test('an estimate takes a rule of its own, and refuses a segment that does not exist', async () => {
  const { call } = await setup();
  const { id: digestId } = (await call('POST', '/api/digests', { body: plainDigest })).json;
  const body = {
    digestId,
    revision: 1,
    lists: ['digest'],
    segment: { kind: 'language', in: ['JA-jp'] },
  };
  const estimate = await call('POST', '/api/sends/estimate', { body });
  expect(estimate.json).toMatchObject({ recipients: 0, excluded: { segment: 0 } });
  const gone = { ...body, segment: '00000000-0000-4000-8000-000000000000' };
  const refused = await call('POST', '/api/sends/estimate', { body: gone });
  expect(refused.json).toMatchObject({ status: 422, errors: [{ path: 'segment' }] });
});
