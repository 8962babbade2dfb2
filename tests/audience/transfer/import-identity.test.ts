import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createList } from '../../../src/audience/lists/lists.ts';
import { ImportQuery } from '../../../src/audience/transfer/import/schema.ts';
import { subscribers } from '../../../src/db/schema/audience.ts';
import { setupImports } from './import-setup.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const news = {
  slug: 'news',
  name: 'News',
  visibility: 'public',
  doubleOptIn: true,
  welcome: false,
} as const;

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
  await createList(db, news);
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
  await createList(db, news);
  await run('email,lists\na@x.jp,digest\nb@x.jp,news|digest\n');
  expect(await dump('csv', 'news')).toBe(
    'email,name,status,lists,language,timezone,suppressed,pausedUntil\r\nb@x.jp,,confirmed,news,,,,\r\n',
  );
  await expect(dump('csv', 'nope')).rejects.toMatchObject({ code: 'not_found' });
});
