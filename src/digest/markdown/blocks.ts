// First pass over the Markdown form: lines become blocks, each said to be something by its first characters.

import type { InputLine } from '../import/lines.ts';
import { findMark } from '../import/marks.ts';
import type { SourceLine } from './regions.ts';

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
  | 'quote'
  | 'other'
  | 'code'
  | 'row'
  | 'words';

/** A line and the plain lines right under it. */
export interface Block {
  kind: BlockKind;
  line: InputLine;
  /** The line without its mark; backslashes are still in it. */
  text: string;
  /** They go on with it, if what it turns out to be can go on. */
  more: InputLine[];
  /** Its indentation would make it an item in an item, a paragraph of one, or code. */
  isIndented: boolean;
  /** It became a heading by the dashes under it. */
  underline?: InputLine;
}

export function readBlocks(lines: readonly SourceLine[]): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of lines) {
    const { kind, text } = line.as ? { kind: line.as, text: line.text } : readMark(line.text, open);
    if (kind === 'blank') {
      open = undefined;
    } else if (kind === 'underline' && open !== undefined) {
      open.kind = text === '=' ? 'headline' : 'heading';
      open.underline = line;
      open = undefined;
    } else if (open !== undefined && goesOn(open, kind)) {
      open.more.push({ ...line, text });
    } else if (kind !== 'underline') {
      open = { kind, line, text, more: [], isIndented: isIndented(line, kind, blocks.at(-1)) };
      blocks.push(open);
    }
  }
  return blocks;
}

/** What stands under a block whose own line is all that it takes, if anything does. */
export function restOf({ more: [line, ...more] }: Block): Block | null {
  return line ? { kind: 'words', line, text: line.text, more, isIndented: false } : null;
}

/** Nothing at its start makes this line anything but words. */
export function readsAsWords(text: string): boolean {
  return readMark(text, undefined).kind === 'words';
}

type Mark = BlockKind | 'blank' | 'underline';

/** After the marks of a digest. First match wins; the one group is the text behind it. */
const marks: readonly (readonly [Mark, RegExp])[] = [
  ['blank', /^()$/u],
  ['headline', /^#(?:\s+(.*))?$/u],
  ['heading', /^##(?:\s+(.*))?$/u],
  ['source', /^###(?:\s+(.*))?$/u],
  ['question', /^>\s*(?:[Qq]\s*[:：.．]|\*\*[Qq](?:[:：.．]\*\*|\*\*[:：.．]))\s*(.*)$/u],
  ['answer', /^>\s*(?:[Aa]\s*[:：.．]|\*\*[Aa](?:[:：.．]\*\*|\*\*[:：.．]))\s*(.*)$/u],
  ['quote', /^>(?:\s*>)*\s*(.*)$/u],
  ['image', /^(!\[.*)$/u],
  ['rule', /^(?:-\s*){3,}()$|^(?:\*\s*){3,}()$|^(?:_\s*){3,}()$/u],
  ['item', /^[-*+]\s+(.*)$/u],
  ['other', /^(#{4,}.*|#{1,3}(?!#).+)$/u],
];
const numbered = /^(\d{1,9})[.)]\s+(.*)$/u;
const underline = /^(?:={2,}|-{2,})$/u;

function readMark(line: string, open: Block | undefined): { kind: Mark; text: string } {
  if (open?.kind === 'words' && underline.test(line)) {
    return { kind: 'underline', text: line.charAt(0) };
  }
  const found = findMark(line.replace(/^##\s+(?=🚩)/u, ''));
  if (found) return { kind: found.mark === 'flag' ? 'finish' : found.mark, text: found.words };
  for (const [kind, pattern] of marks) {
    const match = pattern.exec(line);
    if (match !== null) return { kind, text: match[1] ?? '' };
  }
  const [, number, item = ''] = numbered.exec(line) ?? [];
  if (number !== undefined && (open?.kind !== 'words' || number === '1')) {
    return { kind: 'item', text: item };
  }
  return { kind: 'words', text: line };
}

/** Plain lines go on with anything, lines of a quotation with what stands in a quotation. */
function goesOn({ kind: open }: Block, kind: Mark): boolean {
  if (open === 'code' || open === 'row' || open === 'rule') return false;
  return kind === 'words' || (kind === 'quote' && ['question', 'answer', 'quote'].includes(open));
}

const lists: readonly BlockKind[] = ['point', 'idea', 'item'];

function isIndented({ indent = 0 }: InputLine, kind: BlockKind, before: Block | undefined) {
  const isInList = before !== undefined && lists.includes(before.kind);
  if (kind === 'words') return indent >= (isInList ? 2 : 4);
  return indent >= 2 && isInList && lists.includes(kind);
}
