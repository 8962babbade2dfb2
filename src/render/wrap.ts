// Lines of a text part: 72 columns as a Japanese terminal counts them, broken where Japanese may be.

import { columnsOf } from '../digest/checks/columns.ts';

/** Columns of a line; a full-width character takes two. */
export const lineWidth = 72;

/** JIS X 4051: what may not begin a line (gyōtō kinsoku), */
const notFirstPattern =
  /[、。，．,.・：；:;？！?!゛゜´｀¨ヽヾゝゞ々ー—‐／/～〜…‥’”）)〕\]｝}〉》」』】｠»°′″℃％%ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ]/u;
/** and what may not end one (gyōmatsu kinsoku). */
const notLastPattern = /[‘“（(〔[｛{〈《「『【｟«￥＄$#№]/u;

/** Columns that a text takes on a line. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += traitsOf(character) & widthBits;
  return width;
}

/**
 * Breaks a text into lines of at most 72 columns; following lines start with `indent`. Addresses
 * are never broken, even if they are longer. Only spaces at a break are lost.
 */
export function wrapText(text: string, indent = ''): string {
  const room = lineWidth - displayWidth(indent);
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const piece of splitPieces(text)) {
    const needed = displayWidth(piece.trimEnd());
    if (line !== '' && width + needed > (lines.length === 0 ? lineWidth : room)) {
      lines.push(line.trimEnd());
      line = '';
      width = 0;
    }
    const words = line === '' && lines.length > 0 ? piece.trimStart() : piece;
    line += words;
    width += words === piece.trimEnd() ? needed : displayWidth(words);
  }
  lines.push(line.trimEnd());
  return lines.join(`\n${indent}`);
}

/** A heading with its line below, as wide as its widest line. */
export function underline(heading: string, line: '=' | '-'): string {
  const wrapped = wrapText(heading);
  const width = Math.max(...wrapped.split('\n').map(displayWidth));
  return `${wrapped}\n${line.repeat(Math.max(width, 4))}`;
}

/** The unbreakable pieces of a text, each with the spaces after it; joined, they are the text. */
function splitPieces(text: string): string[] {
  if (!text.includes(':')) return splitRun(text);
  return text
    .split(/(<?(?:https?:\/\/|mailto:)[\x21-\x7e]+)/)
    .flatMap((run, index) => (index % 2 === 1 ? [run] : splitRun(run)));
}

/** Longer pieces without a place to break are cut, so that they still fit an indented line. */
const longestPiece = lineWidth - 8;

function splitRun(run: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  let before = 0;
  for (const character of run) {
    const here = traitsOf(character);
    const wider = width + (here & widthBits);
    if (piece !== '' && (mayBreak(before, here) || (wider > longestPiece && !(here & joining)))) {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += character;
    width += here & widthBits;
    // What a mark is joined to decides; only a zero-width joiner speaks for what follows, too.
    if (!(here & joining) || character === '\u200d') before = here;
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}

/** Latin words break at spaces only, everything else anywhere that kinsoku allows. */
function mayBreak(before: number, after: number): boolean {
  if ((before | after) & joining || after & (space | notFirst) || before & notLast) return false;
  return ((before & (space | wide)) | (after & wide)) !== 0;
}

// A character's traits as bits: its columns in the lowest two, then what it may do at a break.
const widthBits = 3;
const wide = 2;
const joining = 4;
const notFirst = 8;
const notLast = 16;
const space = 32;

/** Patterns are slow and texts repeat their characters: each is looked at once. */
const traits = new Map<string, number>();

function traitsOf(character: string): number {
  let known = traits.get(character);
  if (known === undefined) {
    known = readTraits(character);
    traits.set(character, known);
  }
  return known;
}

function readTraits(character: string): number {
  const width = columnsOf(character);
  if (width === 0) return joining;
  return (
    width |
    (notFirstPattern.test(character) ? notFirst : 0) |
    (notLastPattern.test(character) ? notLast : 0) |
    (character === ' ' ? space : 0)
  );
}
