// What nobody sees in a text: spaces and invisible characters at its edges, marks not yet composed.

const visible = /[^\p{Z}\p{Default_Ignorable_Code_Point}]/u;
const edge = /[\s\p{Z}\p{Default_Ignorable_Code_Point}]/u;
/** The end of an emoji: the choice of its look, the name of its flag. */
const partOfEmoji = /\p{Variation_Selector}|[\u{e0020}-\u{e007f}]/u;
/** In writing from the right they keep `C++` from becoming `++C`. */
const turningMark = /[\u061c\u200e\u200f]/u;
const fromTheRight = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** True if a reader would see anything of it. */
export function isVisible(text: string): boolean {
  return visible.test(text);
}

/** Takes from both edges what no reader would miss: white space and default-ignorable characters. */
export function trimEdges(text: string): string {
  const isKept = fromTheRight.test(text) ? turningMark : null;
  const start = trimStart(text);
  let to = start.length;
  for (let last = characterBefore(start, to); to > 0; last = characterBefore(start, to)) {
    if (!edge.test(last) || partOfEmoji.test(last) || isKept?.test(last)) break;
    to -= last.length;
  }
  return start.slice(0, to);
}

/** The same at the beginning alone. */
export function trimStart(text: string): string {
  const isKept = fromTheRight.test(text) ? turningMark : null;
  let from = 0;
  for (let next = characterAt(text, from); from < text.length; next = characterAt(text, from)) {
    if (!edge.test(next) || isKept?.test(next)) break;
    from += next.length;
  }
  return text.slice(from);
}

/**
 * Letters and their marks as one character, the way they are typed (か + ゛ from a Mac's file name is
 * が). Only those: full NFC would also replace kanji that people write their names with. Addresses
 * stay as written, and so do runs of marks past the thirty that Unicode calls safe (UAX #15):
 * to sort them costs the square of their number.
 */
export function composeLetters(text: string): string {
  if (!apart.test(text)) return text;
  return text
    .split(/(https?:\/\/[^\s)]+)/iu)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(letter, (found) => found.normalize('NFC')),
    )
    .join('');
}

const apart = /[\p{M}\u1161-\u11c2]/u;
const letter = /\P{M}[\p{M}\u1161-\u11c2]{1,30}(?![\p{M}\u1161-\u11c2])/gu;

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

function characterBefore(text: string, at: number): string {
  const isPair = at > 1 && /[\udc00-\udfff]/.test(text.charAt(at - 1));
  const whole = isPair ? text.slice(at - 2, at) : text.slice(at - 1, at);
  return [...whole].at(-1) ?? '';
}
