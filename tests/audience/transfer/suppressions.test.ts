import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eraseSubscriber } from '../../../src/audience/people/erasure.ts';
import { exportSuppressions } from '../../../src/audience/transfer/suppression-export.ts';
import { importSuppressions } from '../../../src/audience/transfer/suppression-import.ts';
import { createTokenRing } from '../../../src/base/token.ts';
import { setupImports, streamOf } from './import-setup.ts';

async function setup(keys?: string[]) {
  const bundle = await setupImports();
  const deps = keys ? { ...bundle.deps, tokens: createTokenRing(keys) } : bundle.deps;
  return {
    ...bundle,
    deps,
    take: (text: string, format: 'csv' | 'ndjson' = 'csv') =>
      importSuppressions(deps, format, streamOf(text)),
    async write(format: 'csv' | 'ndjson' = 'csv', limit?: number) {
      let text = '';
      let after: string | undefined;
      do {
        const part = await exportSuppressions(deps, { format, limit, after });
        for await (const piece of part.pieces) text += piece;
        after = part.nextCursor ?? undefined;
      } while (after !== undefined);
      return text;
    },
    async held() {
      const rows = await bundle.db.execute<{ note: string }>(sql`
        select coalesce(address, 'hash') || ' ' || reason as note from suppressions order by 1`);
      return rows.map((row) => row.note);
    },
  };
}

const fill = sql`
  insert into suppressions (address, reason, detail, source_event, created_at) values
    ('hard@x.jp', 'bounce', null, 'msg_1', '2025-01-02T03:04:05.678Z'),
    ('soft@x.jp', 'bounce', 'transient bounces in a row', null, '2025-02-02Z'),
    ('angry@x.jp', 'complaint', null, 'msg_2', '2025-03-02Z'),
    ('asked@x.jp', 'manual', '=asked, by "phone"', null, '2025-04-02Z')`;

for (const format of ['csv', 'ndjson'] as const) {
  test(`a house takes over the suppressions of another, erased people among them (${format})`, async () => {
    const here = await setup();
    await here.db.execute(fill);
    await here.run('email\ngone@x.jp\n');
    await eraseSubscriber(here.deps, (await here.person('gone@x.jp')).id);
    const file = await here.write(format);
    expect(file).not.toContain('gone@');
    expect(await here.write(format, 2)).toBe(file);

    const there = await setup();
    const answer = await there.take(file, format);
    expect(answer).toMatchObject({ processed: 5, taken: 5, known: 0, rejected: 0 });
    const lines = (text: string) => text.split('\n').sort();
    expect(lines(await there.write(format))).toEqual(lines(file));
    expect(await there.take(file, format)).toMatchObject({ taken: 0, known: 5 });
    expect(await there.run('email\ngone@x.jp\n')).toMatchObject({ created: 0, rejected: 1 });
  });
}

test('hashes of another key refuse the whole file and say which key is needed', async () => {
  const old = 'the-key-of-the-old-house-of-32-characters';
  const here = await setup([old]);
  await here.db.execute(fill);
  await here.run('email\ngone@x.jp\n');
  await eraseSubscriber(here.deps, (await here.person('gone@x.jp')).id);
  const file = await here.write();
  const { hashKeyName } = here.deps.tokens;
  const newest = 'the-key-of-the-new-house-of-32-characters';
  // Held, but not the one that makes the hashes here: they would keep nobody out.
  for (const keys of [[newest], [old, newest]]) {
    const there = await setup(keys);
    const refused = there.take(file);
    await expect(refused).rejects.toMatchObject({ code: 'conflict' });
    await expect(refused).rejects.toThrow(new RegExp(`key ${hashKeyName};.*SIGNING_KEYS`));
    await expect(there.take(file.replaceAll(hashKeyName, ''))).rejects.toThrow('does not name');
    expect(await there.held()).toEqual([]);
  }
  const there = await setup([newest, old]);
  expect(await there.take(file)).toMatchObject({ taken: 5 });
});

test('a plain list of addresses is an editor’s, and what is wrong in it is named', async () => {
  const { take, held } = await setup();
  const answer = await take(
    'E-Mail;Why;reason\na@x.jp;;\nA@X.jp;;spam\nno address;;\n;;\nb@x.jp;;complaint\n;;bounce\n',
  );
  expect(answer).toEqual({
    processed: 5,
    taken: 2,
    known: 0,
    rejected: 3,
    rejections: [
      { row: 3, email: 'A@X.jp', reason: expect.stringContaining('reason: Must be bounce') },
      { row: 4, email: 'no address', reason: expect.stringContaining('email: ') },
      { row: 7, email: '', reason: 'Must have an email or a hash, and not both' },
    ],
    ignoredColumns: ['Why'],
  });
  expect(await held()).toEqual(['a@x.jp manual', 'b@x.jp complaint']);
});

test('what is known stays, but a complaint outweighs, also within one file', async () => {
  const { db, take, held, write } = await setup();
  await db.execute(fill);
  const again = 'email,reason\nhard@x.jp,complaint\nangry@x.jp,manual\nasked@x.jp,bounce\n';
  expect(
    await take(`${again}new@x.jp,bounce\nnew@x.jp,complaint\nnew@x.jp,manual\n`),
  ).toMatchObject({ processed: 6, taken: 2, known: 4 });
  expect(await held()).toEqual([
    'angry@x.jp complaint',
    'asked@x.jp manual',
    'hard@x.jp complaint',
    'new@x.jp complaint',
    'soft@x.jp bounce',
  ]);
  expect(await write()).not.toContain('2099');
});

test('no file stores the address of somebody who was erased, here or there', async () => {
  const { deps, take, held, run, person } = await setup();
  await run('email\ngone@x.jp\nreads@x.jp\n');
  await eraseSubscriber(deps, (await person('gone@x.jp')).id);
  await take('email,reason\ngone@x.jp,complaint\nreads@x.jp,bounce\nother@x.jp,erased\n');
  expect(await held()).toEqual(['hash complaint', 'hash erased', 'reads@x.jp bounce']);
});

test('a file of too many rows is refused before it is whole, and leaves nothing', async () => {
  const { take, held } = await setup();
  const file = `email\n${'reader@example.com\n'.repeat(100_001)}`;
  await expect(take(file)).rejects.toMatchObject({ code: 'too_large' });
  expect(await held()).toEqual([]);
});

test('a moment to come is not believed', async () => {
  const { take, write } = await setup();
  await take('email,createdAt\na@x.jp,2099-01-01T00:00:00Z\n');
  expect(await write()).not.toContain('2099');
});

test('of any text a file is taken in or refused in words', async () => {
  const { take } = await setup();
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      'a@x.jp',
      'bounce',
      'erased',
      'f'.repeat(64),
      '{"email":1}',
      '2025-01-01T00:00:00Z',
      '"',
    ),
  );
  const file = fc
    .tuple(
      fc.constantFrom('email,reason,createdAt\n', 'hash,key,email\n', ''),
      fc.array(fc.array(cell)),
    )
    .map(([header, rows]) => header + rows.map((cells) => cells.join(',')).join('\n'));
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.constantFrom('csv' as const, 'ndjson' as const),
      async (text, format) => {
        const answer = await take(text, format).catch((error: { code?: string }) => error.code);
        if (typeof answer === 'object') {
          expect(answer.taken + answer.known + answer.rejected).toBe(answer.processed);
        } else expect(['invalid', 'conflict']).toContain(answer);
      },
    ),
    { numRuns: 150 },
  );
});
