import { expect, test } from 'vitest';
import { japanese } from '../../digest/pages.ts';
import { setup } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';

test('the history tells what changed by field, and restoring makes a new revision', async () => {
  const app = await setup();
  const owner = await signedIn(app, 'owner');
  const viewer = await signedIn(app, 'viewer');
  const begun = await owner.call('POST', '/api/working-copies', { body: { text: japanese } });
  const { id, fields } = begun.json;
  const page = `/console/digests/${id}/history`;
  expect((await owner.call('GET', page)).status).toBe(200);
  await owner.call('POST', `/api/digests/${id}/revisions`);
  const body = { face: 'fields', fields: { ...fields, lead: '新しいリード' }, basedOn: 1 };
  const headers = { 'if-match': '"1"' };
  await owner.call('PUT', `/api/digests/${id}/working-copy`, { body, headers });
  await owner.call('POST', `/api/digests/${id}/revisions`);

  const { text } = await owner.call('GET', page);
  expect(text).toContain('新しいリード');
  expect(text).toContain('最後の一冊を綴じ終えるまでの三十日。');
  expect(text).toContain('owner@example.com');
  expect((await viewer.call('GET', page)).text).not.toContain('name="revision"');
  const wish = form({ revision: '1' });
  expect((await viewer.call('POST', page, wish)).status).toBe(403);
  expect((await owner.call('POST', page, wish)).status).toBe(303);
  const restored = await owner.call('GET', `/api/digests/${id}`);
  expect(restored.json).toMatchObject({ revision: 3, content: { lead: fields.lead } });
  const { data } = (await app.call('GET', '/api/audit?limit=1')).json;
  expect(data).toMatchObject([
    { action: 'postDigestsByIdRevisions', target: `/api/digests/${id}` },
  ]);
});

test('without a script a plain form saves, adds and moves, and loses nothing over a conflict', async () => {
  const app = await setup();
  const owner = await signedIn(app, 'owner');
  const begun = await owner.call('POST', '/api/working-copies', { body: { text: japanese } });
  const path = `/console/digests/${begun.json.id}`;
  const read = async () =>
    (await owner.call('GET', `/api/digests/${begun.json.id}/working-copy`)).json;
  const typed = { version: '1', basedOn: '', face: 'fields', headline: '夜', 'conclusion.0': 'a' };
  const added = await owner.call('POST', path, form({ ...typed, do: 'add:conclusion' }));
  expect(added.status).toBe(303);
  expect((await read()).fields).toMatchObject({ headline: '夜', conclusion: ['a', ''] });
  const late = await owner.call('POST', path, form({ ...typed, headline: 'おそい', do: 'save' }));
  expect(late.status).toBe(412);
  expect(late.text).toContain('おそい');
  expect((await read()).fields.headline).toBe('夜');
  const half = await owner.call('POST', path, form({ ...typed, version: '2', do: 'review' }));
  expect(half.status).toBe(422);
});
