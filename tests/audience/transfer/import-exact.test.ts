import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeChunk } from '../../../src/audience/transfer/import/run.ts';
import { readImport, startImport } from '../../../src/audience/transfer/import/upload.ts';
import { consents, subscribers, subscriptions } from '../../../src/db/schema/audience.ts';
import { importChunks, importRejections } from '../../../src/db/schema/imports.ts';
import { confirmed, setupImports, streamOf } from './import-setup.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const address = fc.oneof(
  fc.constantFrom('a@x.jp', 'B@x.jp', 'b@X.jp', '=c@x.jp', '', 'no', '.a@x.jp'),
  fc.emailAddress(),
  text,
);

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
  const { db, deps } = await setupImports();
  const file = `email\n${Array.from({ length: 25_000 }, (_, n) => `r${n}@x.jp`).join('\n')}`;
  const { id } = await startImport(db, 'csv', confirmed, streamOf(file));
  expect(await db.$count(importChunks)).toBeGreaterThan(1);
  const dying = deps.db.transaction(async (tx) => {
    await takeChunk(
      { ...deps, db: Object.assign(Object.create(tx), { transaction: tx.transaction.bind(tx) }) },
      id,
    );
    throw new Error('killed before the commit');
  });
  await expect(dying).rejects.toThrow('killed');
  for (let alive = true; alive; ) {
    const ends = await Promise.all([1, 2, 3].map(() => takeChunk(deps, id)));
    alive = ends.some((end) => end.kind === 'more');
  }
  expect(await readImport(db, id)).toMatchObject({
    status: 'done',
    processed: 25_000,
    created: 25_000,
    updated: 0,
    rejected: 0,
  });
  for (const table of [subscribers, subscriptions, consents]) {
    expect(await db.$count(table)).toBe(25_000);
  }
});

test('a row counts after those before it, however far apart they stand', async () => {
  const { db, run, person, standing } = await setupImports();
  const others = Array.from({ length: 12_000 }, (_, n) => `r${n}@x.jp,N,C,`).join('\n');
  const file = `email,name,city,status\na@x.jp,One,東京,\n${others}\nA@x.jp,Two,,unsubscribed\n`;
  expect(await run(file)).toMatchObject({ created: 12_001, updated: 1, rejected: 0 });
  expect(await person('a@x.jp')).toMatchObject({ name: 'Two', attributes: { city: '東京' } });
  expect(await standing('a@x.jp')).toEqual({ digest: 'unsubscribed' });
  expect(await db.$count(importChunks)).toBe(0);
});

test('of any file every row is counted once: created, updated or rejected with its reason', async () => {
  const { db, run } = await setupImports();
  const quote = (cell: string) => `"${cell.replaceAll('"', '""').replaceAll('\0', '')}"`;
  const row = fc.tuple(
    address,
    text,
    fc.constantFrom('', 'pending', 'confirmed', 'unsubscribed', 'Bounced'),
    text,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
      const lines = rows.map((cells) => cells.map(quote).join(','));
      const people = await db.$count(subscribers);
      const done = await run(['email,name,status,note', ...lines].join('\n'));
      const said = rows.filter((cells) => cells.some((cell) => cell.replaceAll('\0', '').trim()));
      expect(done.processed).toBe(said.length);
      expect(done.created + done.updated + done.rejected).toBe(said.length);
      expect(await db.$count(subscribers)).toBe(people + done.created);
      expect(await db.$count(importRejections, sql`import_id = ${done.id}`)).toBe(done.rejected);
    }),
    { numRuns: 40 },
  );
});
