// First pass over the Markdown form: lines become blocks, each said to be something by its first characters.

import { type InputLine, joinLines } from '../import/lines.ts';
import { readText } from './pieces.ts';

export type BlockKind =
  | 'headline'
  | 'heading'
  | 'source'
  | 'question'
  | 'answer'
  | 'image'
  | 'point'
  | 'idea'
  | 'comment'
  | 'finish'
  | 'rule'
  | 'item'
  | 'other'
  | 'words';

/** A line and the plain lines right under it. */
export interface Block {
  kind: BlockKind;
  line: InputLine;
  /** The line without its mark; an escaping backslash is still on it. */
  text: string;
  /** They go on with it, if what it turns out to be can go on. */
  more: InputLine[];
}

export function readBlocks(lines: readonly InputLine[]): Block[] {
  const blocks: Block[] = [];
  let isOpen = false;
  for (const line of lines) {
    const { kind, text } = readMark(line.text);
    if (kind === 'words' && isOpen) blocks.at(-1)?.more.push(line);
    else if (kind !== 'blank') blocks.push({ kind, line, text, more: [] });
    isOpen = kind !== 'blank';
  }
  return blocks;
}

/** What stands under a block whose own line is all that it takes, if anything does. */
export function restOf({ more: [line, ...more] }: Block): Block | null {
  return line ? { kind: 'words', line, text: line.text, more } : null;
}

/** All its lines as one text, without the mark. */
export function textOf({ text, more }: Block): string {
  return joinMore(readText(text), more);
}

/** All its lines as one text, with the mark. */
export function textAsWritten({ line, more }: Block): string {
  return joinMore(line.text, more);
}

function joinMore(first: string, more: readonly InputLine[]): string {
  return more.reduce((text, line) => joinLines(text, readText(line.text)), first);
}

/** First match wins. The one group is the text behind the mark. */
const marks: readonly (readonly [BlockKind | 'blank', RegExp])[] = [
  ['blank', /^()$/u],
  ['finish', /^(?:##\s+)?🚩\s*(.*)$/u],
  ['headline', /^#(?:\s+(.*))?$/u],
  ['heading', /^##(?:\s+(.*))?$/u],
  ['source', /^###(?:\s+(.*))?$/u],
  ['question', /^>\s*[Qq]\s*[:：.．]\s*(.*)$/u],
  ['answer', /^>\s*[Aa]\s*[:：.．]\s*(.*)$/u],
  ['image', /^(!\[.*)$/u],
  ['point', /^(?:[-*+]\s+)?✅\ufe0f?\s*(.*)$/u],
  ['idea', /^(?:[-*+]\s+)?💡\ufe0f?\s*(.*)$/u],
  ['comment', /^💬\ufe0f?\s*(.*)$/u],
  ['rule', /^(?:-{3,}|\*{3,}|_{3,})()$/u],
  ['item', /^[-*+]\s+(.*)$/u],
  ['other', /^((?:#{4,6}(?:\s|$)|>).*)$/u],
];

function readMark(line: string): { kind: BlockKind | 'blank'; text: string } {
  for (const [kind, pattern] of marks) {
    const match = pattern.exec(line);
    if (match !== null) return { kind, text: match[1] ?? '' };
  }
  return { kind: 'words', text: line };
}
