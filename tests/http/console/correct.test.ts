// A mistake after a send: a note on the page, and a mail to those who received it.

import { expect, test } from 'vitest';
import { setupWithEngine } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';
import { confirmReaders, plainDigest } from '../../support/engine.ts';
import { startSend } from '../../support/sends.ts';

async function setup() {
  const app = await setupWithEngine();
  await confirmReaders(app.engine, 3);
  const editor = await signedIn(app, 'sender');
  const made = await app.call('POST', '/api/digests', { body: plainDigest });
  const { id } = made.json;
  const path = `/console/digests/${id}/correct`;
  const open = async () => (await editor.call('GET', path)).text;
  const press = (fields: Record<string, string>) => editor.call('POST', path, form(fields));
  return { ...app, editor, id, open, press, etag: made.headers.get('etag') ?? '' };
}

test('the page of a sent digest shows the corrected revision with its note', async () => {
  const { open, press, engine, id, call, etag } = await setup();
  expect(await open()).toContain('Nobody was mailed this digest yet');
  await startSend(engine, { digestId: id });
  await engine.drain();
  expect(await open()).toContain('Write the correction in the editor first');
  const body = { ...plainDigest, lead: '正しくは、遅く起きる。' };
  await call('PUT', `/api/digests/${id}`, { body, headers: { 'if-match': etag } });
  expect(await open()).toContain('Publish revision 2');
  const empty = await press({ act: 'page', revision: '2', note: '' });
  expect([empty.status, empty.text.includes('Nothing was changed')]).toEqual([422, true]);
  const pressed = await press({ act: 'page', revision: '2', note: 'リードを直しました。' });
  expect(pressed.status).toBe(303);
  const { json } = await call('GET', `/api/digests/${id}`);
  expect(json).toMatchObject({
    publishedRevision: 2,
    corrections: [{ note: 'リードを直しました。' }],
  });
});

test('a correction by mail is a digest of its own, for those who received the first', async () => {
  const { open, press, engine, id, editor } = await setup();
  await startSend(engine, { digestId: id });
  await engine.drain();
  // Who came since has nothing to be corrected.
  await engine.database.db.execute(`
    with people as (insert into subscribers (email) values ('late@example.com') returning id)
    insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
    select 1, id, 'confirmed', now() from people`);
  expect(await open()).toContain('訂正：朝の市場で野菜が安い理由');
  const pressed = await press({
    act: 'mail',
    headline: '訂正：朝の市場',
    text: '距離は三分の一ではありません。\r\n\r\n正しくは二分の一です。',
    closing: 'おわびして訂正します。',
  });
  expect(pressed.status).toBe(303);
  const review = await editor.call('GET', pressed.headers.get('location') ?? '');
  expect(review.text).toContain('Only those who received');
  // An inbox shows the correction itself beside the subject.
  expect(review.text).toContain('<span class="soft">距離は三分の一ではありません。</span>');
  expect(review.text).toContain('Send to 3 readers now');
  expect((await press({ act: 'mail', headline: 'x', text: '', closing: 'x' })).status).toBe(422);
});

test('what was only typed is made a revision where the page is corrected', async () => {
  const { open, press, engine, id, editor, call } = await setup();
  await startSend(engine, { digestId: id });
  await engine.drain();
  const page = (await editor.call('GET', `/console/digests/${id}`)).text;
  expect(page).toContain('what you type here does not change them');
  const { json: copy } = await call('GET', `/api/digests/${id}/working-copy`);
  const body = { face: 'fields', fields: { ...copy.fields, lead: '二分の一。' }, basedOn: 1 };
  const headers = { 'if-match': '"0"' };
  const saved = await call('PUT', `/api/digests/${id}/working-copy`, { body, headers });
  expect(saved.status).toBe(200);
  const before = await open();
  expect(before).toContain('changes that are in no revision yet');
  expect(before).not.toContain('Write the correction in the editor first');
  expect((await press({ act: 'keep' })).status).toBe(303);
  expect(await open()).toContain('Publish revision 2');
});
