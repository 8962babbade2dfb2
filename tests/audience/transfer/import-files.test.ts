import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutCsv } from '../../../src/audience/transfer/import/cut.ts';
import { readText } from '../../../src/audience/transfer/import/decode.ts';
import { joinName, oneLine } from '../../../src/audience/transfer/import/records/person-name.ts';
import { parseDigits } from '../../../src/audience/transfer/import/records/raw-row.ts';
import { ImportQuery } from '../../../src/audience/transfer/import/schema.ts';
import { guessEncoding } from '../../../src/base/text-encoding.ts';
import { subscribers } from '../../../src/db/schema/audience.ts';
import { imports } from '../../../src/db/schema/imports.ts';
import { confirmed, setupImports } from './import-setup.ts';

const asked = { lists: 'digest', status: 'confirmed', consent: 'They moved with us' } as const;
const people = 'email,name\r\na@example.com,';

/** Text of one byte a character: what is above ASCII stands for itself. */
function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

async function decode(bytes: Uint8Array, encoding?: 'windows-1252' | 'shift_jis'): Promise<string> {
  let text = '';
  for await (const piece of readText(new Blob([bytes as BlobPart]).stream(), encoding))
    text += piece;
  return text;
}

test('a file in ISO-2022-JP is recognised by its escapes, wherever they begin', async () => {
  // 佐藤, and half-width カナ, between the escapes.
  const sato = '\x1b$B:4F#\x1b(B';
  expect(await decode(latin(`${people}${sato}\r\n`))).toBe('email,name\na@example.com,佐藤\n');
  const long = 'x@example.com,X\n'.repeat(9000);
  expect(
    (await decode(latin(`email,name\n${long}b@example.com,${sato}\n`))).endsWith(',佐藤\n'),
  ).toBe(true);
});

test.each([
  'José',
  'Müller',
  'Señor Pérez',
  'O\x92Brien',
  'Łódź'.replace(/[^ -~]/g, '\xf3'),
  'Ñandú, Zoë',
])('a Western name such as %s is asked about, not read as Japanese', async (name) => {
  const file = latin(`${people}${name}\r\n`);
  await expect(decode(file)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('encoding=windows-1252'),
  });
  const text = await decode(file, 'windows-1252');
  expect(text).toContain(name.includes('\x92') ? 'O’Brien' : name);
});

test('Japanese in Shift_JIS is never taken for Western text', () => {
  // 表 ソ 能 have a second byte of ASCII; 佐藤 and 髙 stand for the rest.
  for (const bytes of [
    [0x95, 0x5c],
    [0x83, 0x5c],
    [0x94, 0x5c],
    [0x8d, 0xb2, 0x93, 0xa1],
    [0xfb, 0xfc],
    [0xbb, 0xc4, 0xb3],
  ]) {
    const file = [...latin('email,name\na@example.com,'), ...bytes, ...latin(',Tokyo\n')];
    expect(guessEncoding(Uint8Array.from(file))).toBe('shift_jis');
  }
});

test('the first line may tell Excel what separates cells', async () => {
  for (const [head, delimiter] of [
    ['sep=;', ';'],
    ['"sep=|"', '|'],
    ['SEP=\t', '\t'],
    ['sep=,', ','],
  ] as const) {
    const text = `${head}\r\nemail${delimiter}name\r\na@x.jp${delimiter}"A;,|"\r\n`;
    const read = await cutCsv(readText(new Blob([text]).stream()));
    expect(read.columns).toEqual(['email', 'name']);
    expect(read.headerRow).toBe(2);
    const all: string[][] = [];
    for await (const batch of read.records) all.push(...batch);
    expect(all).toEqual([['a@x.jp', 'A;,|']]);
  }
});

test('headings are known in both languages and any width, and blank rows are no rows', async () => {
  const { run, person } = await setupImports();
  const file = [
    '\ufeffＥメール,お名前（姓）,お名前（名）, 都道府県 ',
    'a@x.jp,佐藤,花子, 東京　',
    ',,,',
    ' ,　,,',
    'b@x.jp,Smith,John,Ōsaka',
    '',
  ];
  const done = await run(file.join('\r\n'));
  expect(done).toMatchObject({ processed: 2, created: 2, rejected: 0 });
  expect(await person('a@x.jp')).toMatchObject({
    name: '佐藤 花子',
    attributes: { 都道府県: '東京' },
  });
  expect((await person('b@x.jp')).name).toBe('Smith John');
  expect(done.columns).toEqual([
    { column: 'Ｅメール', as: 'email' },
    { column: 'お名前（姓）', as: 'lastName' },
    { column: 'お名前（名）', as: 'firstName' },
    { column: '都道府県', as: 'attribute' },
  ]);
  expect(done.states).toEqual({ confirmed: 2, pending: 0, unsubscribed: 0 });
});

test('the parts of a name stand in the order of its language', () => {
  expect(joinName('佐藤', '花子', 'en', false)).toBe('佐藤 花子');
  expect(joinName('Sato', 'Hanako', 'ja-JP', false)).toBe('Sato Hanako');
  expect(joinName('Sato', 'Hanako', 'en', true)).toBe('Hanako Sato');
  expect(joinName('Nagy', 'Anna', 'hu', false)).toBe('Nagy Anna');
  expect(joinName('Lee', 'Ann', '', false)).toBe('Ann Lee');
  expect(joinName('', 'Ann', '', true)).toBe('Ann');
  expect(oneLine('佐藤　\n 花子')).toBe('佐藤 花子');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const line = oneLine(text);
      expect(line).not.toMatch(/\s\s|[^\S ]/);
      expect(line.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

test('numbers keep the digits they are written with', async () => {
  expect(parseDigits('{"id":9007199254740993,"f":1.10,"n":[1e400,-0.0],"t":"1.10"}')).toEqual({
    id: '9007199254740993',
    f: '1.10',
    n: ['1e400', '-0.0'],
    t: '1.10',
  });
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.nat(99), (whole, rest) => {
      const number = `${whole}.${rest}`;
      expect(parseDigits(`{"a": ${number}, "b":[${whole}]}`)).toMatchObject({ a: number });
    }),
  );
  const { run, person } = await setupImports();
  const line =
    '{"email":"a@x.jp","member":12345678901234567890,"attributes":{"price":1.50," city":" Kyōto "}}';
  expect(await run(line, confirmed, 'ndjson')).toMatchObject({ created: 1, rejected: 0 });
  expect((await person('a@x.jp')).attributes).toEqual({
    member: '12345678901234567890',
    price: '1.50',
    ' city': 'Kyōto',
  });
});

test('keys of NDJSON are known, asked about and mapped like columns', async () => {
  const { db, run, standing } = await setupImports();
  const lines = [
    { メール: 'a@x.jp', 配信状態: '配信中', tier: '甲' },
    { メール: 'b@x.jp', 配信状態: '配信停止', tier: '乙' },
    {
      メール: 'c@x.jp',
      配信状態: '配信中',
      opted_out: true,
      lists: [{ slug: 'digest', status: 'confirmed' }],
    },
  ].map((line) => JSON.stringify(line));
  const file = lines.join('\n');
  const done = await run(file, confirmed, 'ndjson');
  expect(done).toMatchObject({
    created: 3,
    rejected: 0,
    states: { confirmed: 1, unsubscribed: 2 },
  });
  expect(await standing('a@x.jp')).toEqual({ digest: 'confirmed' });
  expect(await standing('b@x.jp')).toEqual({ digest: 'unsubscribed' });
  expect(await standing('c@x.jp')).toEqual({ digest: 'unsubscribed' });
  const inDoubt = file.replaceAll('配信状態', 'ステータス').replace('配信停止', '乙');
  await expect(run(inDoubt, confirmed, 'ndjson')).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('“乙”'),
  });
  const map = JSON.stringify({ ステータス: { 乙: 'unsubscribed' }, tier: '' });
  const again = await run(inDoubt, ImportQuery.parse({ ...asked, map }), 'ndjson');
  expect(again).toMatchObject({ updated: 3, rejected: 0 });
  expect(await db.$count(imports)).toBe(3);
});

test('an import in doubt leaves nobody, only its question', async () => {
  const { db, run } = await setupImports();
  const rows = Array.from({ length: 12_000 }, (_, n) => `r${n}@x.jp,配信中`).join('\n');
  const file = `email,配信状態\n${rows}\nlast@x.jp,休会\n`;
  await expect(run(file)).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ path: 'header.配信状態', message: expect.stringContaining('“休会”') }],
  });
  expect(await db.$count(subscribers)).toBe(0);
  const map = JSON.stringify({ 配信状態: { 休会: 'unsubscribed' } });
  const done = await run(file, ImportQuery.parse({ ...asked, map }));
  expect(done).toMatchObject({ created: 12_001, states: { confirmed: 12_000, unsubscribed: 1 } });
  expect(done.columns[1]).toEqual({
    column: '配信状態',
    as: 'status',
    words: [
      { word: '配信中', rows: 12_000, status: 'confirmed' },
      { word: '休会', rows: 1, status: 'unsubscribed' },
    ],
  });
});

test('every rejected row has its address, also where its cells cannot be laid out', async () => {
  const { run, report } = await setupImports();
  const csv = await run('email,name,note\nb1@x.jp\nb2@x.jp,Bob,a,note\nLee,b3@x.jp\nb4@x.jp,B,\n');
  expect(
    (await report(csv.id))
      .split('\r\n')
      .slice(1, 4)
      .map((line) => line.split(',')[1]),
  ).toEqual(['b1@x.jp', 'b2@x.jp', 'b3@x.jp']);
  const lines =
    '{"email":"b5@x.jp","name":\n["b6@x.jp"]\n{"email":"b7@x.jp","tags":{"a":[]}}\nnothing\n';
  const ndjson = await run(lines, confirmed, 'ndjson');
  expect(
    (await report(ndjson.id))
      .split('\r\n')
      .slice(1, 5)
      .map((line) => line.split(',')[1]),
  ).toEqual(['b5@x.jp', 'b6@x.jp', 'b7@x.jp', '']);
});

test('zones say where and languages are registered; the reason proposes what was meant', async () => {
  const { run, report, person } = await setupImports();
  const rows = [
    'a@x.jp,ja_JP,Asia/Tokyo',
    'b@x.jp,jp,',
    'c@x.jp,,EST',
    'd@x.jp,日本語,',
    'e@x.jp,zh_TW,UTC',
  ];
  const done = await run(`email,language,timezone\n${rows.join('\n')}\n`);
  expect(done).toMatchObject({ created: 2, rejected: 3 });
  expect((await person('a@x.jp')).language).toBe('ja-JP');
  const said = await report(done.id);
  expect(said).toMatch(/b@x\.jp.*did you mean ja\?/);
  expect(said).toMatch(/c@x\.jp.*did you mean America\/New_York\?/);
  expect(said).toMatch(/d@x\.jp.*did you mean ja\?/);
});
