import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unsubscribe } from '../../src/audience/choosing/unsubscribe.ts';
import { eraseSubscriber } from '../../src/audience/erasure/erasure.ts';
import { exportSubscribers } from '../../src/audience/export/export.ts';
import { writeRejectedCsv } from '../../src/audience/import/report.ts';
import { runImport, takeChunk } from '../../src/audience/import/run.ts';
import { ImportQuery, ImportView } from '../../src/audience/import/schema.ts';
import { readImport, startImport } from '../../src/audience/import/upload.ts';
import { createList } from '../../src/audience/lists/lists.ts';
import {
  consents,
  importChunks,
  importRejections,
  imports,
  subscribers,
  subscriptions,
  suppressions,
} from '../../src/db/schema.ts';
import { setup } from './setup.ts';

const confirmed = ImportQuery.parse({
  lists: 'digest',
  status: 'confirmed',
  consent: 'At the fair',
});

function streamOf(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream();
}

async function setupImports() {
  const bundle = await setup();
  const { db, doors } = bundle;
  async function run(text: string, query = confirmed, format: 'csv' | 'ndjson' = 'csv') {
    const { id } = await startImport(db, format, query, streamOf(text));
    while ((await runImport(doors, id)).kind === 'more');
    return readImport(db, id);
  }
  async function report(id: string): Promise<string> {
    let text = '';
    for await (const piece of writeRejectedCsv(db, id)) text += piece;
    return text;
  }
  async function dump(format: 'csv' | 'ndjson', list?: string): Promise<string> {
    let text = '';
    for await (const piece of exportSubscribers(db, format, list)) text += piece;
    return text;
  }
  return { ...bundle, run, report, dump };
}

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
  const { db, doors, tokens, run, report, person, standing } = await setupImports();
  await run('email\nleft@x.jp\nerased@x.jp\n');
  const leave = async (email: string) => {
    const { id } = await person(email);
    const token = tokens.sign({ purpose: 'unsubscribe', subscriber: id, list: 1, send: null });
    await unsubscribe(doors, token, { method: 'page', network: null });
  };
  await leave('left@x.jp');
  await eraseSubscriber(doors, (await person('erased@x.jp')).id);
  await db.insert(suppressions).values([
    { address: 'bounced@x.jp', reason: 'bounce' },
    { address: 'angry@x.jp', reason: 'complaint' },
  ]);
  const again = await run(
    'email,status\nLEFT@x.jp,\nerased@x.jp,\nbounced@x.jp,pending\nangry@x.jp,\nx..y@docomo.ne.jp,\nnobody,\nok@x.jp,\nok2@x.jp,maybe\n',
  );
  expect(again).toMatchObject({ processed: 8, created: 1, updated: 0, rejected: 7 });
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
  expect(lines[7]).toMatch(/^9,ok2@x\.jp,"?status:/);
  expect(await standing('left@x.jp')).toEqual({ digest: 'unsubscribed' });
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

test('importing a file again writes nothing', async () => {
  const { db, run } = await setupImports();
  const file = `email,name,city\n${Array.from({ length: 50 }, (_, n) => `r${n}@x.jp,N${n},C`).join('\n')}`;
  await run(file);
  const versions = async () => [
    await db.execute(sql`select xmin, xmax, ctid, * from subscribers order by id`),
    await db.execute(sql`select xmin, xmax, ctid, * from subscriptions order by subscriber_id`),
    await db.execute(sql`select xmin, ctid, * from consents order by id`),
  ];
  const before = await versions();
  expect(await run(file)).toMatchObject({ processed: 50, created: 0, updated: 50, rejected: 0 });
  expect(await versions()).toEqual(before);
});

test('many workers at once, and one that dies in a chunk, take every row in exactly once', async () => {
  const { db, doors } = await setupImports();
  const file = `email\n${Array.from({ length: 12_000 }, (_, n) => `r${n}@x.jp`).join('\n')}`;
  const { id } = await startImport(db, 'csv', confirmed, streamOf(file));
  expect(await db.$count(importChunks)).toBeGreaterThan(1);
  const dying = doors.db.transaction(async (tx) => {
    await takeChunk(
      { ...doors, db: Object.assign(Object.create(tx), { transaction: tx.transaction.bind(tx) }) },
      id,
    );
    throw new Error('killed before the commit');
  });
  await expect(dying).rejects.toThrow('killed');
  for (let alive = true; alive; ) {
    const ends = await Promise.all([1, 2, 3].map(() => takeChunk(doors, id)));
    alive = ends.some((end) => end.kind === 'more');
  }
  expect(await readImport(db, id)).toMatchObject({
    status: 'done',
    processed: 12_000,
    created: 12_000,
    updated: 0,
    rejected: 0,
  });
  for (const table of [subscribers, subscriptions, consents]) {
    expect(await db.$count(table)).toBe(12_000);
  }
});

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const address = fc.oneof(
  fc.constantFrom('a@x.jp', 'B@x.jp', 'b@X.jp', '=c@x.jp', '', 'no', '.a@x.jp'),
  fc.emailAddress(),
  text,
);

test('of any file every row is counted once: created, updated or rejected with its reason', async () => {
  const { db, run } = await setupImports();
  const quote = (cell: string) => `"${cell.replaceAll('"', '""').replaceAll('\0', '')}"`;
  const row = fc.tuple(
    address,
    text,
    fc.constantFrom('', 'pending', 'confirmed', 'unsubscribed', 'x'),
    text,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
      const lines = rows.map((cells) => cells.map(quote).join(','));
      const people = await db.$count(subscribers);
      const done = await run(['email,name,status,note', ...lines].join('\n'));
      expect(done.processed).toBe(rows.length);
      expect(done.created + done.updated + done.rejected).toBe(rows.length);
      expect(await db.$count(subscribers)).toBe(people + done.created);
      expect(await db.$count(importRejections, sql`import_id = ${done.id}`)).toBe(done.rejected);
    }),
    { numRuns: 40 },
  );
});

test('what is exported, as CSV or NDJSON, is the same after it is imported into an empty house', async () => {
  const line = text
    .filter((value) => /^[^\p{C}\p{Z}\ufffd]+$/u.test(value))
    .map((value) => value.normalize('NFC'));
  const person = fc.record({
    email: fc.emailAddress(),
    name: fc.option(fc.oneof(line, fc.constantFrom('=SUM(A1)', '+1', '"q", x', "'=y"))),
    language: fc.constantFrom(null, 'ja', 'en-GB'),
    timezone: fc.constantFrom(null, 'Asia/Tokyo'),
    attributes: fc.dictionary(
      fc.constantFrom('city', '−x', '=f', 'constructor', '__proto__', "'=quoted", 'a,b'),
      line,
    ),
    lists: fc.uniqueArray(
      fc.record({
        slug: fc.constantFrom('digest', 'news'),
        status: fc.constantFrom('pending', 'confirmed', 'unsubscribed'),
        frequency: fc.constantFrom(undefined, 'every', 'weekly', 'monthly'),
      }),
      { selector: (list) => list.slug },
    ),
  });
  const { db, run, dump } = await setupImports();
  await createList(db, {
    slug: 'news',
    name: 'News',
    visibility: 'public',
    doubleOptIn: true,
    welcome: false,
  });
  const source = { ...ImportQuery.parse({}), consent: 'moved' };
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(person, { selector: (one) => one.email.toLowerCase(), maxLength: 8 }),
      fc.constantFrom('csv' as const, 'ndjson' as const),
      async (people, format) => {
        await db.delete(subscribers);
        const first = people.map((one) => JSON.stringify(one)).join('\n');
        expect((await run(first, source, 'ndjson')).rejected).toBe(0);
        const out = await dump('ndjson');
        const file = await dump(format);
        await db.delete(subscribers);
        expect((await run(file, source, format)).rejected).toBe(0);
        expect(await dump('ndjson')).toBe(out);
      },
    ),
    { numRuns: 40 },
  );
});

test('how often somebody gets a list comes along, and a file changes nobody’s own choice', async () => {
  const { run, dump } = await setupImports();
  const file = 'email,lists\na@x.jp,digest:weekly\nb@x.jp,digest:hourly\nc@x.jp,digest\n';
  expect(await run(file)).toMatchObject({ created: 2, rejected: 1 });
  const said = await dump('csv');
  expect(said).toContain('a@x.jp,,confirmed,digest:weekly,,');
  expect(said).toContain('c@x.jp,,confirmed,digest,,');
  await run('email,lists\na@x.jp,digest:monthly\nc@x.jp,digest:weekly\n');
  expect(await dump('csv')).toBe(said);
});

test('an export of one list holds its people only', async () => {
  const { db, run, dump } = await setupImports();
  await createList(db, {
    slug: 'news',
    name: 'News',
    visibility: 'public',
    doubleOptIn: true,
    welcome: false,
  });
  await run('email,lists\na@x.jp,digest\nb@x.jp,news|digest\n');
  expect(await dump('csv', 'news')).toBe(
    'email,name,status,lists,language,timezone\r\nb@x.jp,,confirmed,news,,\r\n',
  );
  await expect(dump('csv', 'nope')).rejects.toMatchObject({ code: 'not_found' });
});
