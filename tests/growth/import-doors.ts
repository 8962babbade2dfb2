// The parsers of imports: files cut into records, and records read as people.

import { watchCells, watchLines } from '../../src/audience/transfer/import/columns/file-watch.ts';
import { layOut } from '../../src/audience/transfer/import/columns/layout.ts';
import { cutCsv, cutLines, packChunks } from '../../src/audience/transfer/import/cut.ts';
import { readText } from '../../src/audience/transfer/import/decode.ts';
import { joinName, oneLine } from '../../src/audience/transfer/import/records/person-name.ts';
import { createRowReader } from '../../src/audience/transfer/import/row.ts';
import type { ImportFormat } from '../../src/audience/transfer/import/schema.ts';
import { guessEncoding } from '../../src/base/text-encoding.ts';
import {
  after,
  type Door,
  lineShapes,
  longThenShort,
  marks,
  repeat,
  type Shape,
} from './shapes.ts';

export const importDoors: Readonly<Record<string, Door>> = {
  'CSV in large pieces': { parse: (text) => readCsv(text, 65_536), shapes: csvShapes() },
  'CSV in small pieces': { parse: (text) => readCsv(text, 5), shapes: csvShapes() },
  'the header of a CSV': {
    parse: (text) => readCsv(`email,${text}\n`, 5),
    shapes: [...[',', '"', '""', 'a,', 'a;', "'="].map(repeat), after('"', repeat('a,')), marks],
  },
  'NDJSON in small pieces': {
    parse: async (text) => drain(cutLines(readText(streamOf(text, 5)))),
    shapes: [...lineShapes, repeat('{"email":"a@example.com"}\n')],
  },
  'a row': {
    parse: (text) => {
      const read = rowReader(['email', 'name', 'status', 'lists', 'language', 'timezone', 'city']);
      const row = ['a@example.com', '', '', '', '', '', ''];
      return row.map((_, at) => read(1, row.with(at, text)));
    },
    shapes: ['|', 'a|', ':', "'", "'=", 'en-', 'é'].map(repeat),
  },
  'a row of another tool': {
    parse: (text) => {
      const read = rowReader(['uuid', 'email', 'name', 'attributes', 'status']);
      return read(1, ['', 'a@example.com', text, JSON.stringify({ x: text }), text]);
    },
    shapes: [...lineShapes, repeat(' \n'), after('a', repeat('\t'))],
  },
  'a heading': {
    parse: (text) => layOut([text, `${text}状態`], { [text]: { [text]: '' } }),
    shapes: ['a', '状態', '配信', 'メール', 'unsub', 'is', ' ', '_', 'é', '（'].map(repeat),
  },
  'states of a CSV': {
    parse: (text) => {
      const columns = ['email', '配信状態', '解除日', 'group'];
      const watch = watchCells(columns, layOut(columns, {}));
      const row = rowReader(columns);
      watch.hear([['a@example.com', '配信中', '', text]]);
      return row(1, ['a@example.com', text, text, text]);
    },
    shapes: ['a', '1', '-', '1-', '2026-', 'jan', '0', ' ', '令和', 'é'].map(repeat),
  },
  'states of NDJSON': {
    parse: (text) => watchLines({}).hear([JSON.stringify({ [text]: 1, reason: text })]),
    shapes: ['a', ' 1', ',1.', '[', '状態'].map(repeat),
  },
  'numbers of NDJSON': {
    parse: (text) => rowReader([])(1, `{"email":"a@example.com","n":[${text}]}`),
    shapes: ['1', '1.', '1.5,', ': ', ',', '-'].map(repeat),
  },
  'bytes that may be in many encodings': {
    parse: (text) => guessEncoding(new TextEncoder().encode(text).map((byte) => byte ^ 0x60)),
    shapes: ['a', 'é', 'あ', 'éa', 'aé '].map(repeat),
  },
  'a person’s name in parts': {
    parse: (text) => oneLine(joinName(text, text, 'ja', true)),
    shapes: [' ', 'a ', '佐', '\n'].map(repeat),
  },
  'a line of NDJSON': {
    parse: (text) => rowReader([])(1, JSON.stringify({ email: 'a@example.com', [text]: text })),
    shapes: [repeat('é'), repeat('\\')],
  },
};

function csvShapes(): Shape[] {
  const cells = [',', '"', '""', '"a"', 'a,', 'a\n', '"a\n', '\n', '"\n"', '\r\n', 'あ\n', "'=\n"];
  return [
    ...cells.map(repeat),
    after('"', repeat('a')),
    after('"', repeat('a\n')),
    longThenShort('a', 'a\n'),
  ];
}

async function readCsv(text: string, pieceBytes: number): Promise<void> {
  const { records } = await cutCsv(readText(streamOf(text, pieceBytes)), () => true);
  await drain(packChunks(records, 1));
}

function streamOf(text: string, pieceBytes: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
}

async function drain(batches: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of batches);
}

function rowReader(columns: string[]) {
  const layout = layOut(columns, {});
  const format: ImportFormat = 'csv';
  const options = { format, lists: null, consent: null, dryRun: false, layout, columns: [] };
  const names = { bySlug: new Map([['digest', 1]]), defaultId: 1 };
  return createRowReader({ ...options, status: 'pending' }, names);
}
