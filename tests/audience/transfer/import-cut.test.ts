import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardCell, unguardCell, writeCsvRow } from '../../../src/audience/transfer/csv.ts';
import { cutCsv, cutLines, packChunks } from '../../../src/audience/transfer/import/cut.ts';
import { readText } from '../../../src/audience/transfer/import/decode.ts';

/** The bytes in pieces of these sizes, over and over. */
function streamOf(bytes: Uint8Array, sizes: readonly number[]): ReadableStream<Uint8Array> {
  let at = 0;
  let turn = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      const size = sizes[turn++ % sizes.length] ?? 1;
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
    },
  });
}

async function readCsv(text: string | Uint8Array, sizes: readonly number[] = [7]) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const { columns, headerRow, records } = await cutCsv(readText(streamOf(bytes, sizes)));
  const all: string[][] = [];
  for await (const batch of records) all.push(...batch);
  return { columns, headerRow, records: all };
}

const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\0\r]/g, ''));
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

test('no cut anywhere in the stream splits a record or changes a cell', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }),
      sizes,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      async (rows, pieces, separator, lineEnd, mark) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = [['email', 'a', 'b'], ...rows].map((row) => row.map(quote).join(separator));
        const text = (mark ? '\ufeff' : '') + lines.join(lineEnd);
        const read = await readCsv(text, pieces);
        expect(read.columns).toEqual(['email', 'a', 'b']);
        expect(read.records).toEqual(rows);
      },
    ),
  );
});

test('every kind of small file is read whole', async () => {
  for (const [text, records] of [
    ['email', []],
    ['email\n', []],
    ['email\na@x.jp', [['a@x.jp']]],
    ['email\na@x.jp\n', [['a@x.jp']]],
    ['\n\nemail\r\na@x.jp\r\n', [['a@x.jp']]],
    ['Name;E;Email\n;;a@x.jp\n', [['', '', 'a@x.jp']]],
    ['"email"\n"a""b"\n', [['a"b']]],
    ['email,note\na,"x\ny"\n\nb,z', [['a', 'x\ny'], [''], ['b', 'z']]],
  ] as const) {
    expect((await readCsv(text)).records, text).toEqual(records);
  }
});

test('packed chunks number every record as it stands in the file', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 12_000 }), { maxLength: 6 }),
      async (sizes) => {
        async function* batches() {
          for (const size of sizes) yield Array.from({ length: size }, (_, n) => `${n}`);
        }
        let next = 2;
        for await (const chunk of packChunks(batches(), 2)) {
          expect(chunk.firstRow).toBe(next);
          expect(chunk.records.length).toBeLessThanOrEqual(10_000);
          next += chunk.records.length;
        }
        expect(next - 2).toBe(sizes.reduce((sum, size) => sum + size, 0));
      },
    ),
    { numRuns: 20 },
  );
});

test('lines of NDJSON are cut at line ends only', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string()), sizes, async (values, pieces) => {
      const lines = values.map((value) => JSON.stringify({ value }));
      const bytes = new TextEncoder().encode(lines.join('\n'));
      const read: string[] = [];
      for await (const some of cutLines(readText(streamOf(bytes, pieces)))) read.push(...some);
      expect(read).toEqual(lines);
    }),
  );
});

test('what cannot be trusted is refused with a reason', async () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  for (const [file, said] of [
    ['', /email/],
    ['contact,name\na@x.jp,A\n', /email/],
    ['a@x.jp,A\nb@x.jp,B\n', /looks like a person/],
    [bytes(0x65, 0xff, 0xff, 0x0a), /UTF-8/],
    [new TextEncoder().encode('email\nあ').subarray(0, -1), /UTF-8/],
    ['email\na\0b\n', /NUL/],
    ['email,name\na@x.jp,"open\nb@x.jp,B\n', /row 2/],
    ['email,name\na@x.jp,A\nb@x.jp,"B"b\nc@x.jp,C\n', /row 3/],
    [`email,name\na@x.jp,"${'x'.repeat(300_000)}`, /[Rr]ow 2/],
  ] as const) {
    await expect(readCsv(file), String(said)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(said),
    });
  }
});

test('no cell starts a formula, and every cell comes back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(cell, fc.constantFrom('=1+1', "'=x", "''-", '+', '@a', '\tx', '－1', "'a")),
        {
          minLength: 1,
        },
      ),
      async (cells) => {
        for (const text of cells) {
          expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
          expect(unguardCell(guardCell(text))).toBe(text);
        }
        const header = writeCsvRow(['email', ...cells.map((_, n) => `c${n}`)]);
        const { records } = await readCsv(header + writeCsvRow(['a@x.jp', ...cells]));
        expect(records[0]?.map(unguardCell)).toEqual(['a@x.jp', ...cells]);
      },
    ),
  );
});
