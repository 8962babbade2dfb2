// The page of one send: what it shows in each state, and what its presses do.

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setupWithEngine } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';
import { confirmReaders } from '../../support/engine.ts';
import { newSend, startSend } from '../../support/sends.ts';

async function setup() {
  const app = await setupWithEngine();
  await confirmReaders(app.engine, 3);
  const sender = await signedIn(app, 'sender');
  const open = async (id: string) => (await sender.call('GET', `/console/sends/${id}`)).text;
  const press = (id: string, fields: Record<string, string>) =>
    sender.call('POST', `/console/sends/${id}`, form(fields));
  return { ...app, sender, open, press };
}

test('in its hold a send shows its clock, and Cancel mails nobody', async () => {
  const { engine, open, press } = await setup();
  const { id } = await newSend(engine, { holdSeconds: 20, expectedRecipients: 3 });
  const page = await open(id);
  expect(page).toContain('It goes to 3 readers in a moment');
  expect(page).toMatch(/data-until="[^"]+"/);
  const pressed = await press(id, { act: 'cancel' });
  expect([pressed.status, pressed.headers.get('location')]).toEqual([303, `/console/sends/${id}`]);
  await engine.passTime(60);
  await engine.tick();
  await engine.drain({ delayed: true });
  expect((await engine.stats()).accepted).toBe(0);
  expect(await open(id)).toContain('nobody was mailed');
});

test('a send that stopped for its readers shows both numbers, and goes on by the new one', async () => {
  const { engine, open, press, db } = await setup();
  const id = await startSend(engine, { expectedRecipients: 3 });
  await db.execute(sql`
    with people as (insert into subscribers (email) values ('fourth@example.com') returning id)
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at) select 1, id, 'confirmed', now() from people`);
  await engine.drain();
  expect(await open(id)).toContain('4 readers, not 3');
  expect((await press(id, { act: 'resume' })).status).toBe(409);
  expect((await press(id, { act: 'resume', expected: '4' })).status).toBe(303);
  await engine.drain();
  expect((await engine.stats()).accepted).toBe(4);
});

test('whom it did not reach stands there by reason, and who they are', async () => {
  const { engine, open, sender, press, db } = await setup();
  const id = await startSend(engine);
  await engine.drain();
  await db.execute(sql`
    update batches set state = 'rejected', provider_ids = null,
      error = '{"name":"internal_server_error"}',
      skipped = '[{"id":1,"reason":"unsubscribed"}]', subscriber_ids = '{2,3}'`);
  const page = await open(id);
  expect(page).toContain('Resend failed: may pass');
  expect(page).toContain('unsubscribed');
  expect(page).toContain('Try 2 again');
  const who = await sender.call('GET', `/console/sends/${id}/recipients?outcome=rejected`);
  expect(who.text).toContain('reader2@example.com');
  const answer = await sender.call('GET', `/api/sends/${id}/problems`, {
    headers: { accept: 'application/json' },
  });
  expect(answer.json).toEqual({
    rejected: [{ reason: 'internal_server_error', people: 2, mayPass: true }],
    unknown: [],
    skipped: [{ reason: 'unsubscribed', people: 1, mayPass: false }],
  });
  expect((await press(id, { act: 'retry' })).status).toBe(303);
});

test('a scheduled send is moved by the clocks of a zone; a moment that is none is refused in place', async () => {
  const { engine, open, press, db } = await setup();
  const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
  const { id } = await newSend(engine, { scheduledAt });
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const move = { act: 'move', day, time: '07:00', zone: 'Asia/Tokyo' };
  expect((await press(id, move)).status).toBe(303);
  const [row] = await db.execute(sql`
    select to_char(scheduled_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI') as at from sends`);
  expect(row?.at).toBe(`${day} 07:00`);
  expect(await open(id)).toContain('07:00 Japan Time');
  const wrong = await press(id, { ...move, zone: 'Nowhere' });
  expect([wrong.status, wrong.text.includes('Nothing was done')]).toEqual([409, true]);
});

test('a viewer sees how it stands, no press, and nobody’s address', async () => {
  const app = await setupWithEngine();
  await confirmReaders(app.engine, 2);
  const viewer = await signedIn(app, 'viewer');
  const { id } = await newSend(app.engine, { holdSeconds: 20 });
  const page = await viewer.call('GET', `/console/sends/${id}`);
  expect(page.status).toBe(200);
  expect(page.text).not.toContain('name="act"');
  expect((await viewer.call('POST', `/console/sends/${id}`, form({ act: 'cancel' }))).status).toBe(
    403,
  );
  const who = await viewer.call('GET', `/console/sends/${id}/recipients?outcome=skipped`);
  expect(who.status).toBe(403);
  expect((await viewer.call('GET', '/console/sends/none')).status).toBe(404);
});

test('a scheduled send names its revision, and says that what was typed since is not in it', async () => {
  const { engine, open, call } = await setup();
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const send = await newSend(engine, { scheduledAt: at });
  const { json } = await call('GET', `/api/sends/${send.id}`);
  const first = await open(send.id);
  expect(first).toContain('revision 1');
  expect(first).toContain(`href="/console/digests/${json.digestId}"`);
  expect(first).not.toContain('in no revision yet');
  const path = `/api/digests/${json.digestId}/working-copy`;
  const { json: copy } = await call('GET', path);
  const body = { face: 'fields', fields: { ...copy.fields, lead: 'あとから。' }, basedOn: 1 };
  await call('PUT', path, { body, headers: { 'if-match': '"0"' } });
  expect(await open(send.id)).toContain('this send mails revision 1, without it');
});

test('once somebody was mailed, the part that comes anew offers the correction', async () => {
  const { engine, sender } = await setup();
  const id = await startSend(engine);
  await engine.drain();
  const headers = { 'hx-request': 'true' };
  const part = await sender.call('GET', `/console/sends/${id}`, { headers });
  expect(part.text).toContain('/correct#mail');
  expect(part.text).not.toContain('<html');
});

test('a send to a segment says of which list it is, and which segment', async () => {
  const { engine, call, open } = await setup();
  const segment = { name: 'Regulars', rule: { kind: 'all', rules: [] } };
  const made = await call('POST', '/api/segments', { body: segment });
  const id = await startSend(engine, { segment: made.json.id });
  expect(await open(id)).toContain('Send · “Regulars” of ');
});
