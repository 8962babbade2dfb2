// What mails, chats and phones wrap around a pasted page, taken off before it is read.

import { continuesAddress, findAddress } from '../address.ts';
import { readCredit } from '../import/credit.ts';
import { readDayLine } from '../import/day-line.ts';
import { type InputLine, joinLines } from '../import/lines.ts';
import { findMark } from '../import/marks.ts';
import { plainText } from '../inline.ts';
import { isVisible, trimEdges } from '../tidy.ts';
import { unwrapChatLog } from './chat-log.ts';

type Warn = (line: InputLine, message: string) => void;

/** The lines of the page itself, blank ones still between them. What was left out or joined is named. */
export function unwrapPage(lines: InputLine[], warn: Warn): InputLine[] {
  const unquoted = dropSignatures(
    dropHeads(dropCover(unquote(unwrapChatLog(lines, warn)), warn), warn),
    warn,
  );
  return joinAddresses(joinWrapped(unquoteShare(unquoted), warn), warn);
}

/** A quoted mail: nearly every line begins with `>`. */
function unquote(lines: InputLine[]): InputLine[] {
  const told = lines.filter((line) => line.text !== '');
  const quoted = told.filter(({ text }) => isQuoted(text));
  if (quoted.length < 3 || quoted.length < 0.7 * told.length) return lines;
  return lines.map((line) =>
    isQuoted(line.text)
      ? { ...line, text: trimEdges(line.text.replace(/^(?:[>＞]\s?)+/u, '')) }
      : line,
  );
}

function isQuoted(text: string): boolean {
  return /^[>＞]/u.test(text);
}

const mailHeader =
  /^(?:from|to|cc|subject|date|sent|reply-to|差出人|宛先|件名|日時|送信日時|送信者|送信日)\s*[:：]/iu;
const forwarded =
  /^[-_]{2,}.*(?:forwarded|original|転送|元の|メッセージ).*[-_]{2,}$|^begin forwarded message/iu;
const attribution = /(?:\bwrote|\bwrites|書きました|のメール|のメッセージ|さんより)\s*[:：]$/iu;
const clock = '\\[?(?:[\\d./年月日-]{6,},?\\s*)?\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\s*[AP]M)?\\]?';
const timeOnly = new RegExp(`^${clock}$`, 'iu');
const person = "(?:(?![a-z])\\p{L}[\\p{L}.’'-]*\\s?){1,3}(?:\\(.{1,20}\\)|さん)?";
const chatHead = new RegExp(
  `^(?:${person}(?:\\s{1,}|\\s*[—–-]\\s*)(?:(?:today|yesterday)(?: at)?|今日|昨日)?\\s*${clock}|\\[${clock.slice(3, -3)}\\]\\s*${person}:?)$`,
  'u',
);

/** What somebody wrote above a mail that they passed on: all above three lines of its head. */
function dropCover(lines: InputLine[], warn: Warn): InputLine[] {
  const firstPoint = lines.findIndex(({ text }) => findMark(text)?.mark === 'point');
  const isHead = lines.map(({ text }) => isMailHead(text));
  const start = isHead.findIndex((_, at) => [0, 1, 2].every((n) => isHead[at + n]));
  if (start <= 0 || firstPoint < start) return lines;
  for (const line of lines.slice(0, start).filter(({ text }) => isVisible(text))) {
    warn(line, 'Left out: it stands above the mail that was passed on');
  }
  return lines.slice(start);
}

/** Who sent it when, above its first line. */
function dropHeads(lines: InputLine[], warn: Warn): InputLine[] {
  const told = lines.filter((line) => isVisible(line.text));
  let count = 0;
  while (isMailHead(told[count]?.text)) count += 1;
  const [first, second] = told;
  if (count === 1 && mailHeader.test(first?.text ?? '')) count = 0;
  if (count === 0 && first && isChatHead(first.text)) count = 1;
  if (count === 0 && first && second && isShortName(first.text) && timeOnly.test(second.text))
    count = 2;
  const heads = new Set(told.slice(0, count));
  for (const line of heads) warn(line, 'Left out: it says who sent the page, and when');
  return lines.filter((line) => !heads.has(line));
}

function isMailHead(text = ''): boolean {
  return text.length <= 300 && [mailHeader, forwarded, attribution].some((head) => head.test(text));
}

function isChatHead(text: string): boolean {
  return text.length <= 80 && chatHead.test(text) && readDayLine(text) === null;
}

function isShortName(text: string): boolean {
  return new RegExp(`^${person}$`, 'u').test(text.slice(0, 80));
}

const signature = new RegExp(
  `^(?:${[
    'sent from my .{1,40}|get outlook for .{1,20}|.{1,20}から送信|\\(edited\\)|（編集済み）',
    '(?:view|read|open)\\s.{0,30}\\bin (?:your |a |the )?(?:web )?browser\\.?|(?:view|read) online|web version',
    'ブラウザー?で(?:表示|見る|読む|開く).{0,6}|.{0,12}表示されない(?:方|場合)は.{0,20}',
    'unsubscribe|配信(?:停止|解除)(?:は.{0,8})?',
    "you(?:'re|’re| are)? (?:get|receiv).{0,100}\\b(?:subscri|sign(?:ed)? up).{0,100}",
    // Numbers of pages.
    '[-–—]\\s?\\d{1,3}\\s?[-–—]',
  ].join('|')})$`,
  'iu',
);

/** As many lines as a signature has at most, behind the `--` that begins it. */
const longestSignature = 12;

function dropSignatures(lines: InputLine[], warn: Warn): InputLine[] {
  const start = lines.findLastIndex(({ text }) => text === '--');
  const isLast = lines.length - start <= longestSignature;
  const isPlain = lines.slice(start).every(({ text }) => findMark(text) === null);
  const end = start >= 0 && isLast && isPlain ? start : lines.length;
  return lines.filter((line, at) => {
    if (at < end && !isAdded(line.text)) return true;
    if (!isVisible(line.text)) return false;
    warn(line, 'Left out: a program adds it to what it sends');
    return false;
  });
}

/** No line of this kind is longer, with its links. */
const longestAdded = 500;

function isAdded(text: string): boolean {
  return text.length <= longestAdded && signature.test(plainText(text));
}

/** A phone shares a selection in quotes, often with the address of its page behind it. */
function unquoteShare(lines: InputLine[]): InputLine[] {
  const first = lines.findIndex((line) => isVisible(line.text));
  const last = lines.findLastIndex(({ text }) => isVisible(text) && findAddress(text)?.from !== 0);
  const [start, end] = [lines[first], lines[last]];
  if (!start || !end || first === last) return lines;
  const isOpen = /^“[^”]*$|^"[^"]*$/u.test(start.text);
  const isClosed = /^[^“]*”$|^[^"]*"$/u.test(end.text);
  if (!isOpen || !isClosed) return lines;
  return lines.map((line, at) => {
    if (at === first) return { ...line, text: trimEdges(line.text.slice(1)) };
    return at === last ? { ...line, text: trimEdges(line.text.slice(0, -1)) } : line;
  });
}

/** The widest line that a program wraps at, in columns; a wide character takes two. */
const widestWrap = 100;

/**
 * A mail or an editor that breaks lines at a column: a line goes on in the next one if the first word
 * of that would not have fitted. Only in pages whose paragraphs have blank lines between them.
 */
function joinWrapped(lines: InputLine[], warn: Warn): InputLine[] {
  const widths = lines.map(({ text }) =>
    text.length > widestWrap ? text.length : columnsOf(text),
  );
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  const told = widths.filter((width) => width > 0).length;
  const full = widths.filter((width) => width > 0.8 * widest).length;
  const isSpaced = lines.length - told >= told / 4;
  if (widest > widestWrap || widest < 30 || full < 3 || !isSpaced) return lines;
  const joined: InputLine[] = [];
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    const last = joined.at(-1);
    const word = /^[\x21-\x7e]+|^./u.exec(line.text)?.[0] ?? '';
    const isFull = (widths[at - 1] ?? 0) + columnsOf(word) + 1 > widest;
    if (!last || !before || !isFull || !goesOn(before, line)) {
      joined.push(line);
      continue;
    }
    const isAddress = continuesAddress(before.text, line.text, true);
    const text = isAddress ? last.text + line.text : joinLines(last.text, line.text);
    joined[joined.length - 1] = { ...last, text };
    warn(line, 'Joined to the line before it, where a program broke it');
  }
  return joined;
}

/** What begins something of its own is no second half of a line. */
function goesOn(before: InputLine, line: InputLine): boolean {
  if (!isVisible(before.text) || !isVisible(line.text) || before.text === line.text) return false;
  return (
    findMark(line.text) === null &&
    readDayLine(line.text) === null &&
    readCredit(line.text) === null
  );
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += character > '\u10ff' ? 2 : 1;
  return columns;
}

/** A long address that was broken at the end of a line. */
function joinAddresses(lines: InputLine[], warn: Warn): InputLine[] {
  const joined: InputLine[] = [];
  for (const [at, line] of lines.entries()) {
    const last = joined.at(-1);
    if (!last || !continuesAddress(lines[at - 1]?.text ?? '', line.text)) {
      joined.push(line);
      continue;
    }
    joined[joined.length - 1] = { ...last, text: last.text + line.text };
    warn(line, 'Joined to the address that the line before ends with: try the link');
  }
  return joined;
}
