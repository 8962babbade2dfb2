// The mailbox's disk: an append-only log of decisions and an append-only file of messages.

import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** One accepted message as the log remembers it. `body` is [offset, length] in messages.ndjson. */
export interface LoggedMessage {
  id: string;
  to: string[];
  tags: Record<string, string>;
  from?: string;
  subject?: string;
  body?: [offset: number, length: number];
}

/** One line of the log: what was asked, what was decided, what was answered. */
export interface LogLine {
  at: string;
  requestId: string;
  idempotencyKey: string | null;
  endpoint: string;
  /** The status that was answered; null when the answer was withheld or cut. */
  status: number | null;
  name?: string;
  message?: string;
  /** The fault that was played, if any. */
  fault?: string;
  /** An earlier answer was given again; nothing was accepted by this request. */
  replayed: boolean;
  /** How many messages this request added: 0 for refusals and replays. */
  accepted: number;
  /** The refusal is kept under the idempotency key and answered again (F8). */
  cached?: boolean;
  bodyHash?: string;
  ids: string[];
  messages?: LoggedMessage[];
  errors?: { index: number; message: string }[];
}

export interface Place {
  offset: number;
  length: number;
}

export interface Store {
  /** Number of messages accepted so far: the ordinal of the next one. */
  readonly count: number;
  appendLine(line: LogLine): Place;
  readLine(place: Place): LogLine;
  /** Appends each part with a line end and returns where each begins and how long it is. */
  appendMessages(parts: readonly Uint8Array[]): [offset: number, length: number][];
  readMessage(body: [offset: number, length: number]): string;
  /** The accepting lines from the one that holds `ordinal`, forwards or backwards. */
  accepting(ordinal: number, forwards: boolean): Generator<{ first: number; line: LogLine }>;
  readonly logPath: string;
  clear(): void;
  close(): void;
}

/**
 * Opens or creates the files in `dir` and replays the log through `onLine`. Writes are synchronous
 * and happen before the answer, so what the log says survives a kill of this process; a torn last
 * line, which no client was answered for, is cut off.
 */
export function openStore(dir: string, onLine: (line: LogLine, place: Place) => void): Store {
  mkdirSync(dir, { recursive: true });
  const logPath = join(dir, 'log.ndjson');
  const log = openSync(logPath, 'a+');
  const messages = openSync(join(dir, 'messages.ndjson'), 'a+');
  let logEnd = 0;
  let messagesEnd = fstatSync(messages).size;
  let count = 0;
  /** Parallel lists over the accepting lines: first ordinal, offset, length. */
  let firsts: number[] = [];
  let offsets: number[] = [];
  let lengths: number[] = [];

  const noteLine = (line: LogLine, place: Place) => {
    if (line.accepted === 0) return;
    firsts.push(count);
    offsets.push(place.offset);
    lengths.push(place.length);
    count += line.accepted;
  };

  logEnd = eachLine(log, (text, place) => {
    const line = parseLine(text);
    noteLine(line, place);
    onLine(line, place);
  });
  ftruncateSync(log, logEnd);

  const readLine = (place: Place) => parseLine(readText(log, place.offset, place.length));
  return {
    logPath,
    get count() {
      return count;
    },
    appendLine(line) {
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      const place = { offset: logEnd, length: bytes.length - 1 };
      writeAll(log, bytes);
      logEnd += bytes.length;
      noteLine(line, place);
      return place;
    },
    readLine,
    appendMessages(parts) {
      const lineEnd = Buffer.from('\n');
      const places: [number, number][] = [];
      let offset = messagesEnd;
      for (const part of parts) {
        places.push([offset, part.length]);
        offset += part.length + 1;
      }
      writeAll(messages, Buffer.concat(parts.flatMap((part) => [part, lineEnd])));
      messagesEnd = offset;
      return places;
    },
    readMessage: ([offset, length]) => readText(messages, offset, length),
    *accepting(ordinal, forwards) {
      let index = findLine(firsts, ordinal);
      while (index >= 0 && index < firsts.length) {
        const place = { offset: offsets[index] ?? 0, length: lengths[index] ?? 0 };
        yield { first: firsts[index] ?? 0, line: readLine(place) };
        index += forwards ? 1 : -1;
      }
    },
    clear() {
      ftruncateSync(log, 0);
      ftruncateSync(messages, 0);
      [logEnd, messagesEnd, count] = [0, 0, 0];
      [firsts, offsets, lengths] = [[], [], []];
    },
    close() {
      closeSync(log);
      closeSync(messages);
    },
  };
}

/** Index of the last entry that is not above `ordinal`. */
function findLine(firsts: readonly number[], ordinal: number): number {
  let low = 0;
  let high = firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((firsts[middle] ?? 0) <= ordinal) low = middle;
    else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}

/** Calls `take` for each whole line and returns the offset after the last one. */
export function eachLine(file: number, take: (text: string, place: Place) => void): number {
  const chunk = Buffer.allocUnsafe(1 << 20);
  let rest: Buffer = Buffer.alloc(0);
  let position = 0;
  let lineStart = 0;
  for (;;) {
    const size = readSync(file, chunk, 0, chunk.length, position);
    if (size === 0) return lineStart;
    position += size;
    const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
    let from = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
      take(bytes.toString('utf8', from, end), { offset: lineStart, length: end - from });
      lineStart += end - from + 1;
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
}

export function readText(file: number, offset: number, length: number): string {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const size = readSync(file, bytes, done, length - done, offset + done);
    if (size === 0) throw new Error(`The mailbox's file ends at ${offset + done}`);
    done += size;
  }
  return bytes.toString('utf8');
}

/** Appends all of it, whatever one write takes. */
export function writeAll(file: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done);
}

/** Guarantee: every line of the log was written by `appendLine` from a `LogLine`. */
function parseLine(text: string): LogLine {
  return JSON.parse(text) as LogLine;
}
