// A list with a sender of its own: whose mails come from where, and what stops them.
import { expect, test } from 'vitest';
import { setupWithEngine } from '../support/app.ts';
import { confirmReaders, writeDigest } from '../support/engine.ts';

const own = { from: 'Harbour@Example.com', replyTo: 'desk@harbour.example' };

test('a list’s digests come from its own sender, and answers go where it says', async () => {
  const { call, engine } = await setupWithEngine();
  await confirmReaders(engine, 1);
  const patched = await call('PATCH', '/api/lists/digest', { body: own });
  expect(patched.json).toMatchObject({ from: 'harbour@example.com', replyTo: own.replyTo });
  const digestId = await writeDigest(engine);
  const body = { digestId, revision: 1, lists: ['digest'] };
  expect((await call('POST', '/api/sends', { body })).status).toBe(202);
  const test = { to: ['editor@example.com'] };
  expect((await call('POST', `/api/digests/${digestId}/test`, { body: test })).status).toBe(202);
  await engine.drain();
  const messages = await engine.messages();
  expect(messages).toHaveLength(2);
  for (const { from, reply_to } of messages) {
    expect(from).toMatch(/<harbour@example\.com>$/);
    expect([reply_to].flat()).toEqual([own.replyTo]);
  }
});

test('a list’s sender at a domain that Resend does not know stops its sends, and no others', async () => {
  const { call, engine } = await setupWithEngine();
  await confirmReaders(engine, 1);
  await call('POST', '/api/lists', {
    body: { slug: 'harbour', name: 'Harbour', from: 'a@harbour.example' },
  });
  const digestId = await writeDigest(engine);
  const estimate = (lists: string[]) =>
    call('POST', '/api/sends/estimate', { body: { digestId, revision: 1, lists } });
  const refused = await estimate(['harbour', 'digest']);
  expect(refused.status).toBe(422);
  expect(refused.json.errors).toMatchObject([{ path: 'from' }]);
  expect(refused.json.errors[0].message).toMatch(
    /no domain harbour\.example, the one of the sender of the list harbour\..*set the sender of the list harbour to an address at example\.com/,
  );
  expect((await estimate(['digest', 'harbour'])).status).toBe(200);
  const checks = (list: string) => call('GET', `/api/digests/${digestId}/checks?list=${list}`);
  expect((await checks('harbour')).json.errors).toMatchObject([{ code: 'from_unverified' }]);
  expect((await checks('digest')).json.errors).toEqual([]);
});

test('null gives the house’s sender back, and what is no address is refused', async () => {
  const { call } = await setupWithEngine();
  await call('PATCH', '/api/lists/digest', { body: own });
  const back = await call('PATCH', '/api/lists/digest', { body: { from: null, replyTo: null } });
  expect(back.json).toMatchObject({ from: null, replyTo: null });
  const refused = await call('PATCH', '/api/lists/digest', {
    body: { from: 'Harbour <a@b.example>' },
  });
  expect(refused.status).toBe(422);
  expect(refused.json.errors).toMatchObject([{ path: 'from' }]);
});
