// Text cut into whole records, and records packed into chunks.

import Papa from 'papaparse';
import { AppError } from '../../../base/errors.ts';
import { unguardCell } from '../csv.ts';
import { isEmailColumn } from './columns/layout.ts';

/** One record with its cells (CSV), or its line (NDJSON); empty for a blank line. */
export type ImportRecord = string[] | string;

export interface RecordChunk {
  /** Number of the first record in the file, from 1; the header of a CSV is number 1. */
  firstRow: number;
  records: ImportRecord[];
}

export const maximumColumns = 200;
/** Of a column that a mapping can name. */
const longestName = 500;
/** A longer record means a quote that nobody closed. */
const recordCharacters = 200_000;
/** Of a chunk: enough that its six round trips do not count, little enough for an isolate to hold two. */
const chunkCharacters = 400_000;
const chunkRecords = 10_000;

/** Lines of NDJSON. */
export async function* cutLines(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > recordCharacters) throw tooLong();
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
}

/**
 * The header and the records behind it. The separator is what a first line `sep=;` says, else the
 * one of `,` `;` and tab that shows a column of addresses. AppError `invalid` for a header without it, for more than 200 columns, and
 * for quotes that do not end where a cell ends: past such a place no row could be trusted.
 */
export async function cutCsv(
  pieces: AsyncIterable<string>,
  isEmail: (column: string) => boolean = (column) => isEmailColumn(column),
): Promise<{ columns: string[]; headerRow: number; records: AsyncIterable<string[][]> }> {
  const iterator = pieces[Symbol.asyncIterator]();
  let text = '';
  let ended = false;
  let blankLines = 0;
  async function more(): Promise<void> {
    const next = await iterator.next();
    if (next.done) ended = true;
    else text += next.value;
  }
  do {
    await more();
    const content = text.replace(/^\n+/, '');
    blankLines += text.length - content.length;
    text = content;
  } while (!ended && !hasHeader(text) && text.length <= recordCharacters);
  const said = /^"?sep=([,;\t|])"?\n/i.exec(text);
  if (said) {
    text = text.slice(said[0].length);
    blankLines++;
  }
  const delimiters = said?.[1] ? [said[1]] : [',', ';', '\t'];

  let head = readHeader(text, ended, isEmail, delimiters);
  while (head === null && !ended && text.length <= recordCharacters) {
    await more();
    head = readHeader(text, ended, isEmail, delimiters);
  }
  if (head === null) throw noEmailColumn(text.slice(0, text.search(/\n|$/)));
  const { columns, delimiter, length } = head;
  text = text.slice(length);

  async function* records(): AsyncGenerator<string[][]> {
    let row = blankLines + 2;
    for (;;) {
      const parsed = parseCsv(text, delimiter, ended);
      if (parsed.badQuote !== null) throw badQuote(row + parsed.badQuote);
      row += parsed.records.length;
      text = text.slice(parsed.length);
      if (parsed.records.length > 0) yield parsed.records;
      if (ended) return;
      if (text.length > recordCharacters) throw tooLong(row);
      await more();
    }
  }
  return { columns, headerRow: blankLines + 1, records: records() };
}

/** Packs records into chunks that one transaction can take in. */
export async function* packChunks(
  batches: AsyncIterable<readonly ImportRecord[]>,
  firstRow: number,
): AsyncGenerator<RecordChunk> {
  let chunk: RecordChunk = { firstRow, records: [] };
  let size = 0;
  for await (const batch of batches) {
    for (const record of batch) {
      chunk.records.push(record);
      size += sizeOf(record);
      if (size < chunkCharacters && chunk.records.length < chunkRecords) continue;
      yield chunk;
      chunk = { firstRow: chunk.firstRow + chunk.records.length, records: [] };
      size = 0;
    }
  }
  if (chunk.records.length > 0) yield chunk;
}

function sizeOf(record: ImportRecord): number {
  if (typeof record === 'string') return record.length;
  let size = record.length;
  for (const cell of record) size += cell.length;
  return size;
}

/** A line, or two if the first is the `sep=;` by which Excel is told what separates cells. */
function hasHeader(text: string): boolean {
  const end = text.indexOf('\n');
  return end >= 0 && (!/^"?sep=/i.test(text) || text.indexOf('\n', end + 1) >= 0);
}

/** Null while the header is not complete, or if no separator shows a column named email. */
function readHeader(
  text: string,
  ended: boolean,
  isEmail: (column: string) => boolean,
  delimiters: readonly string[],
) {
  const found = delimiters.flatMap((delimiter) => {
    const { records, length } = parseCsv(text, delimiter, ended, 1);
    const names = records[0]?.map(readName);
    return names?.some(isEmail) ? [{ columns: names, delimiter, length }] : [];
  });
  found.sort((a, b) => b.columns.length - a.columns.length);
  return found[0] ?? null;
}

/** What is too long for any column of ours stays as it is, to be refused by its length. */
function readName(cell: string): string {
  const name = unguardCell(cell).trim();
  return name.length > longestName ? name : name.normalize('NFC');
}

interface ParsedCsv {
  records: string[][];
  /** Characters that the records took, with their line ends. */
  length: number;
  /** Index of the first record whose quotes make no sense, or null. */
  badQuote: number | null;
}

// Papa's parser class reads one text at a time and says where its last whole record ended. With a
// preview, its fast mode would say where the record after it ended.
function parseCsv(text: string, delimiter: string, ended: boolean, preview = 0): ParsedCsv {
  const limit = preview > 0 ? { preview, fastMode: false } : {};
  const parser = new Papa.Parser({ delimiter, newline: '\n', ...limit });
  const { data, errors, meta } = trustPapa(parser.parse(text, 0, !ended));
  // A line end at the very end of the file starts no record.
  if (ended && data.at(-1)?.length === 1 && data.at(-1)?.[0] === '') data.pop();
  const bad = errors.find((error) => error.type === 'Quotes' && (ended || error.row < data.length));
  return { records: data, length: meta.cursor, badQuote: bad ? bad.row : null };
}

/** The shape that papaparse documents for results; its type says `any`. */
function trustPapa(result: unknown) {
  return result as {
    data: string[][];
    errors: { type: string; row: number }[];
    meta: { cursor: number };
  };
}

function noEmailColumn(line: string): AppError {
  const found = line.includes('@')
    ? 'it looks like a person'
    : `it is ${JSON.stringify(line.slice(0, 200).toWellFormed())}`;
  const message = `The first line must name the columns, and one of them must be email; ${found}. Another name can be mapped: map={"Contact":"email"}.`;
  return new AppError('invalid', message, { errors: [{ path: 'email', message }] });
}

function tooLong(row?: number): AppError {
  const where = row === undefined ? 'A line' : `Row ${row}`;
  return new AppError('invalid', `${where} is too long: perhaps a quote is never closed.`);
}

function badQuote(row: number): AppError {
  return new AppError(
    'invalid',
    `In row ${row} a quoted cell does not end where it should; quotes inside are written twice.`,
  );
}
