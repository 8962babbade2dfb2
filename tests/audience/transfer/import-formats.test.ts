import { expect, test } from 'vitest';
import { readText } from '../../../src/audience/transfer/import/decode.ts';
import { runImport } from '../../../src/audience/transfer/import/run.ts';
import { ImportQuery } from '../../../src/audience/transfer/import/schema.ts';
import { readImport, startImport } from '../../../src/audience/transfer/import/upload.ts';
import { subscribers } from '../../../src/db/schema/audience.ts';
import { imports } from '../../../src/db/schema/imports.ts';
import { setup } from '../setup.ts';

const asked = { lists: 'digest', status: 'confirmed', consent: 'They moved with us' } as const;

async function setupImports() {
  const bundle = await setup();
  const { db, deps } = bundle;
  return {
    ...bundle,
    async run(file: string | Uint8Array, query: Record<string, string> = {}) {
      const body = new Blob([file as BlobPart]).stream();
      const { id } = await startImport(db, 'csv', ImportQuery.parse({ ...asked, ...query }), body);
      while ((await runImport(deps, id)).kind === 'more');
      return readImport(db, id);
    },
  };
}

// 舞,東京 and カナ in the encodings of Japanese tools; ASCII is the same in all of them.
const encoded = {
  shift_jis: { mai: [0x95, 0x91], tokyo: [0x93, 0x8c, 0x8b, 0x9e], kana: [0x83, 0x4a, 0x83, 0x69] },
  'euc-jp': { mai: [0xc9, 0xf1], tokyo: [0xc5, 0xec, 0xb5, 0xfe], kana: [0xa5, 0xab, 0xa5, 0xca] },
};

function fileIn(encoding: keyof typeof encoded): Uint8Array {
  const { mai, tokyo, kana } = encoded[encoding];
  const ascii = (text: string) => [...new TextEncoder().encode(text)];
  return Uint8Array.from([
    ...ascii('email,name,city,note\r\na@example.com,'),
    ...mai,
    ...ascii(','),
    ...tokyo,
    ...ascii(','),
    ...kana,
    ...ascii('\r\n'),
  ]);
}

test.each(['shift_jis', 'euc-jp'] as const)(
  'a file in %s is recognised by its bytes',
  async (encoding) => {
    const { run, person } = await setupImports();
    expect(await run(fileIn(encoding))).toMatchObject({ status: 'done', created: 1, rejected: 0 });
    expect(await person('a@example.com')).toMatchObject({
      name: '舞',
      attributes: { city: '東京', note: 'カナ' },
    });
  },
);

test('wherever the file leaves ASCII, and however it is cut, its text is the same', async () => {
  const plain = new TextEncoder().encode(`email,name\n${'x@example.com,X\n'.repeat(5000)}`);
  for (const [encoding, { tokyo }] of Object.entries(encoded)) {
    const file = new Uint8Array([...plain, ...tokyo, ...tokyo]);
    for (const size of [1, 7, 65_536, file.length]) {
      if (size === 1 && encoding !== 'shift_jis') continue;
      let text = '';
      for await (const piece of readText(inPieces(file.subarray(size === 1 ? -9 : 0), size))) {
        text += piece;
      }
      expect(text.endsWith('東京東京'), `${encoding} ${size}`).toBe(true);
    }
  }
});

test('UTF-8 and UTF-16 with their marks are text without them', async () => {
  const utf8 = new TextEncoder().encode('\ufeffemail\nあ');
  const utf16 = Uint8Array.from([0xff, 0xfe, 0x65, 0, 0x0a, 0, 0x42, 0x30]);
  let text = '';
  for await (const piece of readText(inPieces(utf8, 2))) text += piece;
  expect(text).toBe('email\nあ');
  text = '';
  for await (const piece of readText(inPieces(utf16, 3))) text += piece;
  expect(text).toBe('e\nあ');
});

test('a mapping names columns as they are meant, and leaves out what is not wanted', async () => {
  const { run, person } = await setupImports();
  const map = JSON.stringify({ Kontakt: 'email', Vorname: 'name', Ort: 'city', Notiz: '' });
  const done = await run('Kontakt;Vorname;Ort;Notiz\na@example.com;Ann;Wien;secret\n', { map });
  expect(done).toMatchObject({ format: 'own', created: 1, rejected: 0 });
  expect(await person('a@example.com')).toMatchObject({
    name: 'Ann',
    attributes: { city: 'Wien' },
  });
  const twice = JSON.stringify({ Kontakt: 'email', Vorname: 'email' });
  await expect(run('Kontakt,Vorname\na@x.jp,b\n', { map: twice })).rejects.toMatchObject({
    code: 'invalid',
  });
  expect(ImportQuery.safeParse({ map: '[1]' }).success).toBe(false);
  expect(ImportQuery.safeParse({ map: '{' }).success).toBe(false);
});

test('a dry run counts and reports, and changes nobody', async () => {
  const { db, run } = await setupImports();
  await run('email,name\nold@example.com,Old\n');
  const before = await db.select().from(subscribers);
  const file = 'email,name\nold@example.com,New\nnew@example.com,N\nnew@example.com,M\nbad,B\n';
  const dry = await run(file, { dryRun: 'true' });
  const counts = { status: 'done', processed: 4, created: 1, updated: 2, rejected: 1 };
  expect(dry).toMatchObject({ dryRun: true, ...counts });
  expect(await db.select().from(subscribers)).toEqual(before);
  expect(await run(file)).toMatchObject({ dryRun: false, ...counts });
  expect(await db.$count(imports)).toBe(3);
});

function inPieces(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}
