// The log of a chat, as its program exports it: which of its messages is the page.

import { readDayLine } from '../import/day-line.ts';
import type { InputLine } from '../import/lines.ts';
import { findMark } from '../import/marks.ts';
import { isVisible, trimEdges } from '../tidy.ts';

type Warn = (line: InputLine, message: string) => void;

interface Message {
  lines: InputLine[];
  /** Several lines of one message stand in quotes. */
  isOpen: boolean;
}

/** LINE: `08:12 name "words`. */
const spoken = /^\d{1,2}:\d{2}\s+(?<name>\S{1,40})\s+(?<words>\S.*)$/u;
/** WhatsApp: `26/11/2026, 08:12 - name: words`, or with the moment in brackets. */
const dated =
  /^\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?(?:\]|\s+[-–])\s+(?<name>[^:]{1,60}):\s+(?<words>\S.*)$/iu;
const heading = /^\[LINE\]|^(?:保存日時|Saved on)\s*[:：]/iu;

/**
 * The messages of a log that hold points, without who said them when; the others are left out and
 * named. A log begins as one: a page may well have a timetable further down.
 */
export function unwrapChatLog(lines: InputLine[], warn: Warn): InputLine[] {
  const first = lines.findIndex(({ text }) => readMessage(text) !== null);
  const above = lines.slice(0, Math.max(first, 0)).filter(({ text }) => isVisible(text));
  const isLog = above.every(({ text }) => heading.test(text) || readDayLine(text) !== null);
  if (first < 0 || !isLog) return lines;
  const messages = readMessages(lines.slice(first));
  const pages = messages.filter((message) => message.lines.some(isPoint));
  if (pages.length === 0) return lines;
  for (const line of above) warn(line, 'Left out: it says who sent the page, and when');
  for (const message of messages.filter((one) => !pages.includes(one))) {
    for (const line of message.lines.filter(({ text }) => isVisible(text))) {
      warn(line, 'Left out: it is another message of the chat');
    }
  }
  return pages.flatMap((message) => message.lines);
}

function readMessages(lines: InputLine[]): Message[] {
  const messages: Message[] = [];
  for (const line of lines) {
    const last = messages.at(-1);
    const words = last?.isOpen ? null : readMessage(line.text);
    if (words !== null || last === undefined) {
      const text = words ?? line.text;
      const isOpen = /^"[^"]*$/u.test(text);
      messages.push({ lines: [{ ...line, text: isOpen ? text.slice(1) : text }], isOpen });
    } else if (last.isOpen && /^[^"]*"$/u.test(line.text)) {
      last.lines.push({ ...line, text: trimEdges(line.text.slice(0, -1)) });
      last.isOpen = false;
    } else last.lines.push(line);
  }
  return messages;
}

/** What was said, without who and when; null for a line that begins no message. */
function readMessage(text: string): string | null {
  return (spoken.exec(text) ?? dated.exec(text))?.groups?.words ?? null;
}

function isPoint({ text }: InputLine): boolean {
  return findMark(text)?.mark === 'point';
}
