import { expect, test } from 'vitest';
import { createList } from '../../../src/audience/lists/lists.ts';
import { eraseSubscriber } from '../../../src/audience/people/erasure.ts';
import { unsubscribe } from '../../../src/audience/preferences/unsubscribe.ts';
import { ImportQuery, ImportView } from '../../../src/audience/transfer/import/schema.ts';
import { readImport, startImport } from '../../../src/audience/transfer/import/upload.ts';
import { consents, suppressions } from '../../../src/db/schema/audience.ts';
import { importChunks, imports } from '../../../src/db/schema/imports.ts';
import { confirmed, setupImports, streamOf } from './import-setup.ts';

test('a file becomes people, subscriptions and consent records, and its chunks are gone', async () => {
  const { db, run, person, standing } = await setupImports();
  const done = await run(
    '\ufeffName;EMAIL;city;language;timezone\r\n"Mai; 舞";Mai@Example.com;東京;JA;asia/tokyo\r\n;b@example.com;;;\r\n',
  );
  expect(ImportView.parse(done)).toMatchObject({
    status: 'done',
    processed: 2,
    created: 2,
    updated: 0,
    rejected: 0,
  });
  expect(await person('mai@example.com')).toMatchObject({
    name: 'Mai; 舞',
    language: 'ja',
    timezone: 'Asia/Tokyo',
    attributes: { city: '東京' },
  });
  expect(await standing('b@example.com')).toEqual({ digest: 'confirmed' });
  expect(await db.select().from(consents)).toMatchObject([
    { action: 'confirmed', method: 'import', wording: 'At the fair', importId: done.id },
    { action: 'confirmed' },
  ]);
  expect(await db.$count(importChunks)).toBe(0);
});

test('rows have their own status and lists, and leaving by a file is taken in', async () => {
  const { db, run, standing } = await setupImports();
  await createList(db, {
    slug: 'news',
    name: 'News',
    visibility: 'private',
    doubleOptIn: true,
    welcome: false,
  });
  await run(
    'email,status,lists\na@x.jp,,\nb@x.jp,pending,news\nc@x.jp,unsubscribed,news|digest\nd@x.jp,confirmed,"news | digest"\n',
  );
  expect(await standing('a@x.jp')).toEqual({ digest: 'confirmed' });
  expect(await standing('b@x.jp')).toEqual({ news: 'pending' });
  expect(await standing('c@x.jp')).toEqual({ digest: 'unsubscribed', news: 'unsubscribed' });
  expect(await standing('d@x.jp')).toEqual({ digest: 'confirmed', news: 'confirmed' });
  await run('email,status\nd@x.jp,unsubscribed\nb@x.jp,confirmed\n', {
    ...confirmed,
    lists: 'news',
  });
  expect(await standing('d@x.jp')).toEqual({ digest: 'confirmed', news: 'unsubscribed' });
  expect(await standing('b@x.jp')).toEqual({ news: 'confirmed' });
});

test('without any lists the default list is meant', async () => {
  const { run, standing } = await setupImports();
  await run('email\na@x.jp\n', ImportQuery.parse({}));
  expect(await standing('a@x.jp')).toEqual({ digest: 'pending' });
  await run('email,lists\nb@x.jp,\n', ImportQuery.parse({}));
  expect(await standing('b@x.jp')).toEqual({});
});

test('nobody comes back by an import, and every refused row says why', async () => {
  const { db, deps, tokens, run, report, person, standing } = await setupImports();
  await run('email\nleft@x.jp\nerased@x.jp\n');
  const leave = async (email: string) => {
    const { id } = await person(email);
    const token = tokens.sign({ purpose: 'unsubscribe', subscriber: id, list: 1, send: null });
    await unsubscribe(deps, token, { method: 'page', network: null });
  };
  await leave('left@x.jp');
  await eraseSubscriber(deps, (await person('erased@x.jp')).id);
  await db.insert(suppressions).values([
    { address: 'bounced@x.jp', reason: 'bounce' },
    { address: 'angry@x.jp', reason: 'complaint' },
  ]);
  const again = await run(
    'email,status\nLEFT@x.jp,\nerased@x.jp,\nbounced@x.jp,pending\nangry@x.jp,\nx..y@docomo.ne.jp,\nnobody,\nok@x.jp,\n',
  );
  expect(again).toMatchObject({ processed: 7, created: 1, updated: 0, rejected: 6 });
  const lines = (await report(again.id)).split('\r\n');
  expect(lines.slice(0, 5)).toEqual([
    'row,email,reason',
    '2,left@x.jp,unsubscribed: only this person can come back',
    '3,erased@x.jp,erased: this person asked to be forgotten',
    '4,bounced@x.jp,suppressed: bounce',
    '5,angry@x.jp,suppressed: complaint',
  ]);
  expect(lines[5]).toMatch(/^6,x\.\.y@docomo\.ne\.jp,"?email: Dots in a row/);
  expect(lines[6]).toMatch(/^7,nobody,email:/);
  expect(await standing('left@x.jp')).toEqual({ digest: 'unsubscribed' });
});

test('who must not be mailed can still be noted as gone', async () => {
  const { db, run, standing } = await setupImports();
  await db.insert(suppressions).values({ address: 'bounced@x.jp', reason: 'bounce' });
  const done = await run('email,status\nbounced@x.jp,unsubscribed\nok@x.jp,\n');
  expect(done).toMatchObject({ created: 2, rejected: 0 });
  expect(await standing('bounced@x.jp')).toEqual({ digest: 'unsubscribed' });
  expect(await standing('ok@x.jp')).toEqual({ digest: 'confirmed' });
});

test('of an attribute that a line names twice the last counts', async () => {
  const { run, person } = await setupImports();
  const line = { email: 'a@x.jp', attributes: { city: '大阪' }, city: '"東京"', '\\': '\\n' };
  expect(await run(JSON.stringify(line), confirmed, 'ndjson')).toMatchObject({ created: 1 });
  const { attributes } = await person('a@x.jp');
  expect(attributes).toEqual({ city: '"東京"', '\\': '\\n' });
});

test('confirmed needs a word about consent, for the file and for each of its rows', async () => {
  const { db, run, report } = await setupImports();
  const bare = ImportQuery.parse({ status: 'confirmed' });
  await expect(startImport(db, 'csv', bare, streamOf('email\n'))).rejects.toMatchObject({
    errors: [{ path: 'consent' }],
  });
  const done = await run('email,status\na@x.jp,confirmed\n', ImportQuery.parse({}));
  expect(done).toMatchObject({ rejected: 1 });
  expect(await report(done.id)).toMatch(/consent/);
});

test('the same address again in one file changes the person of the row before', async () => {
  const { run, person, standing } = await setupImports();
  const done = await run(
    'email,name,city,status\na@x.jp,One,東京,\nA@X.jp,Two,,\na@x.jp,,京都,unsubscribed\na@x.jp,Four,,confirmed\n',
  );
  expect(done).toMatchObject({ processed: 4, created: 1, updated: 2, rejected: 1 });
  expect(await person('a@x.jp')).toMatchObject({ name: 'Two', attributes: { city: '京都' } });
  expect(await standing('a@x.jp')).toEqual({ digest: 'unsubscribed' });
});

test('a file that cannot be read leaves a failed import that says why, and nothing else', async () => {
  const { db } = await setupImports();
  const columns = Array.from({ length: 300 }, (_, n) => `c${n}`).join(',');
  for (const file of [
    '',
    'name\nx\n',
    `email,${columns}\n`,
    'email,Email\n',
    'email\na@x.jp\n"b',
    'email,a\nx',
  ]) {
    const started = startImport(db, 'csv', confirmed, streamOf(file));
    if (file === 'email,a\nx') await started;
    else await expect(started, file).rejects.toMatchObject({ code: 'invalid' });
  }
  const rows = await db.select().from(imports);
  expect(rows.filter((row) => row.status === 'failed' && row.error)).toHaveLength(5);
  expect(await db.$count(importChunks)).toBe(1);
});

test('an unknown list, or an import that does not exist, is named', async () => {
  const { db } = await setupImports();
  const query = { ...confirmed, lists: 'digest,nope' };
  await expect(startImport(db, 'csv', query, streamOf(''))).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ path: 'lists' }],
  });
  for (const id of ['x', crypto.randomUUID()]) {
    await expect(readImport(db, id)).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('half a row, and one with too many cells, is reported by its number', async () => {
  const { run, report } = await setupImports();
  const done = await run('email,name,city\na@x.jp,A,B\n\nb@x.jp\nc@x.jp,C,D,E\nd@x.jp,D,E,\n');
  expect(done).toMatchObject({ processed: 4, created: 2, rejected: 2 });
  expect((await report(done.id)).split('\r\n').slice(1, 3)).toEqual([
    expect.stringMatching(/^4,/),
    expect.stringMatching(/^5,/),
  ]);
});

test('NDJSON is read line by line, and a bad line harms no other', async () => {
  const { run, report, person, standing } = await setupImports();
  const lines = [
    { email: 'a@x.jp', name: 'A', points: 3, attributes: { city: '東京' } },
    { email: 'b@x.jp', lists: [{ slug: 'digest', status: 'pending' }] },
    { email: 'c@x.jp', lists: ['digest'], status: 'unsubscribed' },
    { email: 'd@x.jp', name: '\u0000\ud800' },
    { email: 'e@x.jp', deep: { er: 1 } },
    ['no'],
  ];
  const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{broken\n\n`;
  const done = await run(text, confirmed, 'ndjson');
  expect(done).toMatchObject({ processed: 7, created: 3, rejected: 4 });
  expect(await person('a@x.jp')).toMatchObject({ attributes: { points: '3', city: '東京' } });
  expect(await standing('b@x.jp')).toEqual({ digest: 'pending' });
  expect(await standing('c@x.jp')).toEqual({ digest: 'unsubscribed' });
  expect(await report(done.id)).toMatch(/7,,The line is not JSON/);
});

test('an import of before files were recognised is still shown, one of a foreign shape is not', async () => {
  const { db, run } = await setupImports();
  const { id } = await run('email\na@x.jp\n');
  const first = { format: 'csv', lists: ['digest'], status: 'confirmed', consent: 'At the fair' };
  await db.update(imports).set({ options: first });
  expect(await readImport(db, id)).toMatchObject({ dryRun: false, format: null, created: 1 });
  await db.update(imports).set({ options: { ...first, status: 'bought' } });
  await expect(readImport(db, id)).rejects.toThrow('status');
});
