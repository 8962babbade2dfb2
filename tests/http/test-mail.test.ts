// A test mail: who may have one, and what becomes of it.
import { expect, test } from 'vitest';
import { parseFeedback } from '../../src/resend/feedback.ts';
import { takeFeedback } from '../../src/sending/feedback/fold.ts';
import { japanese } from '../digest/pages.ts';
import { setup } from '../support/app.ts';
import { signedIn } from '../support/console.ts';

async function writeDigest({ call }: Awaited<ReturnType<typeof setup>>): Promise<string> {
  const { json } = await call('POST', '/api/working-copies', { body: { text: japanese } });
  await call('POST', `/api/digests/${json.id}/revisions`);
  return `/api/digests/${json.id}/test`;
}

test('what became of a test mail is told as it becomes known, in any order', async () => {
  const app = await setup();
  const path = await writeDigest(app);
  const sent = await app.call('POST', path, { body: { to: ['hana@example.com'] } });
  const [id] = sent.json.emails;
  const fate = async () => (await app.call('GET', `/api/emails/${id}`)).json.state;
  expect(await fate()).toBe('ready');
  const tell = async (name: string, type: string) => {
    const payload = { type, created_at: '2026-11-26T10:00:00Z', data: { tags: { letter: id } } };
    const event = parseFeedback(name, payload, new Date());
    if (event) await takeFeedback(app.db, [event]);
  };
  await tell('1', 'email.delivered');
  expect(await fate()).toBe('delivered');
  await tell('2', 'email.delivery_delayed');
  expect(await fate()).toBe('delivered');
  await tell('3', 'email.bounced');
  expect(await fate()).toBe('bounced');
  expect(
    (await app.call('GET', path.replace('/test', '').replace('digests', 'emails'))).status,
  ).toBe(404);
});

test('a writer tests to themselves and to testers, a sender to anybody', async () => {
  const app = await setup();
  const path = await writeDigest(app);
  const writer = await signedIn(app, 'writer');
  const sender = await signedIn(app, 'sender');
  const by = async (editor: typeof writer, to: string) =>
    (await editor.call('POST', path, { body: { to: [to] } })).status;
  expect(await by(writer, 'writer@example.com')).toBe(202);
  expect(await by(writer, 'colleague@example.com')).toBe(403);
  const body = { address: 'Colleague@Example.com' };
  expect((await writer.call('POST', '/api/testers', { body })).status).toBe(403);
  const made = await sender.call('POST', '/api/testers', { body });
  expect(made.json.address).toBe('colleague@example.com');
  expect((await sender.call('POST', '/api/testers', { body })).json.id).toBe(made.json.id);
  expect(await by(writer, 'colleague@example.com')).toBe(202);
  expect(await by(sender, 'anybody@example.com')).toBe(202);
  await sender.call('DELETE', `/api/testers/${made.json.id}`);
  expect(await by(writer, 'colleague@example.com')).toBe(403);
});

test('a key that may only send tests to anybody, one that may only write to testers', async () => {
  const app = await setup();
  const path = await writeDigest(app);
  const by = async (scope: 'send' | 'write' | 'read') => {
    const key = await app.keyWith(scope);
    return (await app.call('POST', path, { key, body: { to: ['anybody@example.com'] } })).status;
  };
  expect([await by('send'), await by('write'), await by('read')]).toEqual([202, 403, 403]);
});
