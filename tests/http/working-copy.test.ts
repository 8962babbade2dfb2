import { expect, test } from 'vitest';
import { run } from '../../src/db/statement.ts';
import { keepRevisions } from '../../src/editing/working-copy/keep.ts';
import { japanese } from '../digest/pages.ts';
import { setup, type TestApp } from '../support/app.ts';

const match = (version: number) => ({ 'if-match': `"${version}"` });

async function begin(app: TestApp, body: object = {}) {
  const begun = await app.call('POST', '/api/working-copies', { body });
  expect(begun.status).toBe(201);
  return { copy: begun.json, path: `/api/digests/${begun.json.id}` };
}

interface Copy {
  id: string;
  version: number;
  basedOn: number | null;
  fields: object;
}

/** Saves the fields of this version with a change. */
async function save(app: TestApp, { id, version, fields, basedOn }: Copy, change: object) {
  const body = { face: 'fields', fields: { ...fields, ...change }, basedOn };
  return app.call('PUT', `/api/digests/${id}/working-copy`, { body, headers: match(version) });
}

test('what is typed is kept before it is a digest, and becomes one under the same id', async () => {
  const app = await setup();
  const { copy, path } = await begin(app);
  expect(copy).toMatchObject({
    version: 1,
    revision: null,
    fields: { headline: '', language: 'ja' },
  });
  expect(copy.errors.map(({ path: at }: { path: string }) => at)).toContain('headline');
  expect((await app.call('GET', path)).status).toBe(404);

  const half = await save(app, copy, { headline: '夜の図書館\n' });
  expect(half).toMatchObject({
    status: 200,
    json: { version: 2, fields: { headline: '夜の図書館\n' } },
  });
  const refused = await app.call('POST', `${path}/revisions`);
  expect(refused.status).toBe(422);
  expect(refused.json.errors).toContainEqual({ path: 'conclusion', message: expect.any(String) });

  const [section] = half.json.fields.sections;
  const whole = await save(app, half.json, {
    sections: [{ ...section, heading: '灯' }],
    conclusion: ['おわり'],
  });
  expect(whole.json.errors).toEqual([]);
  const kept = await app.call('POST', `${path}/revisions`);
  expect(kept).toMatchObject({ status: 200, json: { id: copy.id, revision: 1 } });
  expect(kept.json.content).toMatchObject({ headline: '夜の図書館', conclusion: ['おわり'] });
  const after = await app.call('GET', `${path}/working-copy`);
  expect(after.json).toMatchObject({ version: 3, basedOn: 1, revision: 1, changedAt: null });
  expect(after.json.fields.headline).toBe('夜の図書館\n');
  expect((await app.call('POST', `${path}/revisions`)).json.revision).toBe(1);
});

test('a save over a version that was not read is refused, and one without a version', async () => {
  const app = await setup();
  const { copy, path } = await begin(app);
  await save(app, copy, { headline: 'mine' });
  const late = await save(app, copy, { headline: 'theirs' });
  expect(late.status).toBe(412);
  const body = { face: 'fields', fields: copy.fields, basedOn: null };
  expect((await app.call('PUT', `${path}/working-copy`, { body })).status).toBe(428);
  expect((await app.call('GET', `${path}/working-copy`)).json.fields.headline).toBe('mine');
  const both = await Promise.all(
    ['a', 'b', 'c'].map((headline) => save(app, { ...copy, version: 2 }, { headline })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
});

test('a digest that is revised beside its copy is written over by nobody who has not seen it', async () => {
  const app = await setup();
  const { copy, path } = await begin(app, { text: japanese });
  const first = await app.call('POST', `${path}/revisions`);
  const copyAt1 = (await app.call('GET', `${path}/working-copy`)).json;
  const typed = await save(app, copyAt1, { headline: '打ちかけ' });
  const other = { ...first.json.content, headline: '別の人の見出し' };
  await app.call('PUT', path, { body: other, headers: match(1) });

  const behind = await app.call('GET', `${path}/working-copy`);
  expect(behind.json).toMatchObject({ isBehind: true, revision: 2, basedOn: 1 });
  expect((await app.call('POST', `${path}/revisions`)).status).toBe(412);
  expect((await save(app, typed.json, { headline: '続き' })).status).toBe(412);
  const seen = await save(app, { ...typed.json, basedOn: 2 }, { headline: '続き' });
  expect(seen).toMatchObject({ status: 200, json: { isBehind: false } });
  expect((await app.call('POST', `${path}/revisions`)).json.content.headline).toBe('続き');
  expect(copy.id).toBe(first.json.id);
});

test('nobody types: the copy is the newest revision, whoever wrote it', async () => {
  const app = await setup();
  const { path } = await begin(app, { text: japanese });
  const { json } = await app.call('POST', `${path}/revisions`);
  const body = { ...json.content, headline: '新しい見出し' };
  await app.call('PUT', path, { body, headers: match(1) });
  const copy = (await app.call('GET', `${path}/working-copy`)).json;
  expect(copy).toMatchObject({ isBehind: false, basedOn: 2, fields: { headline: '新しい見出し' } });
  expect(await save(app, copy, { headline: 'あ' })).toMatchObject({ status: 200 });
});

test('switching the face changes no byte of the other', async () => {
  const app = await setup();
  const { copy, path } = await begin(app, { text: japanese });
  const typed = (await save(app, copy, { headline: '  夜\n\nの図書館  ', lead: 'a\nb' })).json;
  const put = (body: object, version: number) =>
    app.call('PUT', `${path}/working-copy`, {
      body: { ...body, basedOn: null },
      headers: match(version),
    });
  const asText = await put({ face: 'markdown', markdown: typed.markdown }, typed.version);
  expect(asText.json).toMatchObject({ face: 'markdown', fields: typed.fields });
  const own = `${typed.markdown}\n<!-- a note -->\n\n\n`;
  const edited = (await put({ face: 'markdown', markdown: own }, asText.json.version)).json;
  expect(edited.markdown).toBe(own);
  const back = await put({ face: 'fields', fields: edited.fields }, edited.version);
  expect(back.json).toMatchObject({ face: 'fields', markdown: own, fields: edited.fields });
});

test('a copy that was typed a quarter of an hour ago becomes a revision by itself', async () => {
  const app = await setup();
  const { path } = await begin(app, { text: japanese });
  const { path: half } = await begin(app, { language: 'en' });
  await keepRevisions(app.db, 'Asia/Tokyo');
  expect((await app.call('GET', path)).status).toBe(404);
  await run(
    app.db,
    'age',
  )`update working_copies set changed_at = changed_at - interval '16 minutes'`;
  await keepRevisions(app.db, 'Asia/Tokyo');
  expect((await app.call('GET', path)).json).toMatchObject({ revision: 1 });
  expect((await app.call('GET', half)).status).toBe(404);
});

test('a page is read into fields though it is no digest yet, and a digest is copied', async () => {
  const app = await setup();
  const text = japanese.split('🚩')[0] ?? '';
  const read = await app.call('POST', '/api/working-copies/read', { body: { text } });
  expect(read.json.fields).toMatchObject({
    headline: '川べりの製本所が残したもの',
    conclusion: [''],
    sections: [{ source: { points: { length: 3 } } }, {}],
  });
  const { copy } = await begin(app, { text });
  const other = await begin(app, { copyOf: copy.id });
  expect(other.copy.fields).toEqual({ ...copy.fields, publishedOn: '' });
  const list = await app.call('GET', '/api/working-copies');
  expect(list.json.data.map(({ id }: { id: string }) => id)).toEqual([other.copy.id, copy.id]);
});

test('what is thrown away goes back to the newest revision, or for good', async () => {
  const app = await setup();
  const { path } = await begin(app, { text: japanese });
  await app.call('POST', `${path}/revisions`);
  const copy = (await app.call('GET', `${path}/working-copy`)).json;
  const typed = (await save(app, copy, { headline: 'x' })).json;
  const headers = match(typed.version);
  expect((await app.call('DELETE', `${path}/working-copy`, { headers })).status).toBe(204);
  const back = (await app.call('GET', `${path}/working-copy`)).json;
  expect(back).toMatchObject({ version: 0, fields: { headline: copy.fields.headline } });
  const unborn = await begin(app);
  const at = `${unborn.path}/working-copy`;
  expect((await app.call('DELETE', at, { headers: match(1) })).status).toBe(204);
  expect((await app.call('GET', at)).status).toBe(404);
  await app.call('DELETE', path, { headers: match(1) });
  expect((await app.call('GET', `${path}/working-copy`)).status).toBe(404);
});
