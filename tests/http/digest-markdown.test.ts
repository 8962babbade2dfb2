import fs from 'node:fs';
import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';

const sample = fs.readFileSync('dev/samples/digest-ja.txt', 'utf8');
const markdown = { 'content-type': 'text/markdown' };

test('a digest is read as Markdown, and written back without a new revision', async () => {
  const { call, path, headline } = await writeSample();
  const read = await call('GET', `${path}?format=markdown`);
  expect(read.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(read.headers.get('etag')).toBe('"1"');
  expect(read.text).toContain(`# ${headline}`);
  const back = await call('PUT', path, {
    body: read.text,
    headers: { ...markdown, 'if-match': '"1"' },
  });
  expect(back.json).toMatchObject({ revision: 1, warnings: [] });
});

test('Markdown makes the next revision, and the one before can still be read as Markdown', async () => {
  const { call, path, headline } = await writeSample();
  const { text } = await call('GET', `${path}?format=markdown`);
  const body = text.replace(`# ${headline}`, '# もうひとつの見出し');
  const headers = { ...markdown, 'if-match': '"1"' };
  const written = await call('PUT', path, { body, headers });
  expect(written.json).toMatchObject({ revision: 2, content: { headline: 'もうひとつの見出し' } });
  expect((await call('GET', `${path}?format=markdown&revision=1`)).text).toBe(text);
  expect((await call('GET', `${path}?format=yaml`)).status).toBe(422);
});

test('a line without a place is refused where it would overwrite a digest', async () => {
  const { call, path } = await writeSample();
  const { text } = await call('GET', `${path}?format=markdown`);
  const headers = { ...markdown, 'if-match': '"1"' };
  const refused = await call('PUT', path, { body: `${text}\n###### lost\n`, headers });
  expect(refused.status).toBe(422);
  expect(refused.json.errors).toEqual([
    { path: expect.stringMatching(/^line \d+$/), message: expect.any(String) },
  ]);
  expect((await call('PUT', path, { body: 'nothing', headers })).status).toBe(422);
  expect((await call('GET', path)).json.revision).toBe(1);
});

async function writeSample() {
  const { call } = await setup();
  const headers = { 'content-type': 'text/plain' };
  const { json } = await call('POST', '/api/digests/import', { body: sample, headers });
  return { call, path: `/api/digests/${json.id}`, headline: json.content.headline };
}
