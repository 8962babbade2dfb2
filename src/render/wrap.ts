// Lines of a text part: 72 columns as a Japanese terminal counts them, broken where Japanese may be.

/** Columns of a line; a full-width character takes two. */
export const lineWidth = 72;

// East Asian Width W and F (Unicode TR11), with the ambiguous marks that Japanese fonts draw wide.
const wide =
  /[\u1100-\u115f\u2014\u2015\u2018\u2019\u201c\u201d\u2025\u2026\u203b\u2190-\u2193\u25a0-\u25ef\u2600-\u27bf\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Joins what stands before it: no width, no break before. */
const joining = /\p{M}|\p{Cf}|\p{Emoji_Modifier}/u;
/** JIS X 4051: what may not begin a line (gyōtō kinsoku), */
const notFirst =
  /[、。，．,.・：；:;？！?!゛゜´｀¨ヽヾゝゞ々ー—‐／/～〜…‥’”）)〕\]｝}〉》」』】｠»°′″℃％%ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ]/u;
/** and what may not end one (gyōmatsu kinsoku). */
const notLast = /[‘“（(〔[｛{〈《「『【｟«￥＄$#№]/u;

/** Columns that a text takes on a line. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
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
    const words = piece.trimEnd();
    const needed = displayWidth(words);
    const available = lines.length === 0 ? lineWidth : room;
    if (line !== '' && width + needed > available) {
      lines.push(line.trimEnd());
      line = '';
      width = 0;
    }
    line += line === '' && lines.length > 0 ? piece.trimStart() : piece;
    width = displayWidth(line);
  }
  lines.push(line.trimEnd());
  return lines.join(`\n${indent}`);
}

function widthOf(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (joining.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** The unbreakable pieces of a text, each with the spaces after it; joined, they are the text. */
function splitPieces(text: string): string[] {
  const pieces: string[] = [];
  for (const run of text.split(/(<?(?:https?:\/\/|mailto:)[\x21-\x7e]+)/)) {
    if (/^<?(?:https?:\/\/|mailto:)/.test(run)) pieces.push(run);
    else pieces.push(...splitRun(run));
  }
  return pieces.filter((piece) => piece !== '');
}

function splitRun(run: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let last = '';
  let width = 0;
  for (const character of run) {
    const here = widthOf(character);
    if (piece !== '' && (mayBreak(last, character) || width + here > lineWidth - 8)) {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += character;
    width += here;
    if (!joining.test(character)) last = character;
    else if (character === '\u200d') last = '\u200d';
  }
  pieces.push(piece);
  return pieces;
}

/** Latin words break at spaces only, everything else anywhere that kinsoku allows. */
function mayBreak(before: string, after: string): boolean {
  if (joining.test(after) || before === '\u200d') return false;
  if (after === ' ' || notFirst.test(after) || notLast.test(before)) return false;
  if (before === ' ') return true;
  return wide.test(before) || wide.test(after);
}
