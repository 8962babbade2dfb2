// The marks of a pasted page: how its points, days, questions and headings are recognised.

import { type DayLine, readDayLine } from '../import/day-line.ts';
import type { InputLine } from '../import/lines.ts';
import { findMark } from '../import/marks.ts';
import { plainText } from '../inline.ts';

/** What a line says of itself; what `plain` and `kept` ones are (these with a mark) is told by where they stand. */
export type PageLine = InputLine & {
  mark: 'point' | 'idea' | 'flag' | 'day' | 'kept' | 'plain';
  /** The line without its mark. */
  words: string;
  /** What a `day` line says. */
  day?: DayLine;
};

const conclusionLabel = /^(?:結論|まとめ|conclusions?)\s*[!！:：。]*$/iu;

/** Marks one line. A bare word for "conclusion" is a mark only right above a 💡 line. */
export function markLine(
  line: InputLine,
  before: InputLine | undefined,
  next: InputLine | undefined,
  afterNext: InputLine | undefined,
): PageLine {
  const { text } = line;
  const { mark = 'plain', words = text } = findMark(text) ?? {};
  if (mark === 'flag') return { ...line, mark, words };
  if ((mark === 'idea' || mark === 'point') && words !== '') return { ...line, mark, words };
  const plain: PageLine = { ...line, mark: 'plain', words: text };
  if (conclusionLabel.test(text) && findMark(next?.text ?? '')?.mark === 'idea') {
    return { ...plain, mark: 'flag' };
  }
  const day = readDayLine(text);
  if (day === null) return plain;
  // A bare day that answers a question, or heads one, is what it says; a heading may ask, too.
  const heads = isQuestion(next?.text ?? '') && !isQuestion(afterNext?.text ?? '');
  const isAsked = isQuestion(before?.text ?? '') || heads;
  return isAsked && !day.isLabelled ? plain : { ...plain, mark: 'day', day };
}

/** True for the words that stand beside 🚩 and say nothing but "conclusion". */
export function isConclusionLabel(words: string): boolean {
  return words === '' || conclusionLabel.test(words);
}

/** The site's own first line: names of its logo and menu, no content. */
export function isSiteHeader(text: string): boolean {
  const isFrame = /\blogo\b|ロゴ/iu.test(text) && /\bmenu\b|メニュー/iu.test(text);
  return isFrame || siteName.test(text) || buttons.test(text);
}

const buttons =
  /^(?:(?:site\s+|main\s+)?(?:logo|menu|navigation)(?:\s+(?:opener|open|close))?|(?:open|close|toggle)\s+(?:menu|navigation)|skip\s+to\s+(?:main\s+)?content|メニュー(?:を?(?:開く|閉じる))?)$/iu;

const siteName = /^chrysanthemum digest(?:\s+logo|\s+menu)*$/iu;

/** A line that asks, closing quotes aside. */
export function isQuestion(text: string): boolean {
  return /[?？⁇⁉][!！]?[」』”’"')）\]]*$/u.test(text);
}

/** A line that ends as sentences do; headings rarely do. */
export function isSentence(text: string): boolean {
  return /[。．.]["'”’」』)）]*$/u.test(text);
}

/** A line that can be a heading: short, and no sentence. */
export function isHeadingLike(text: string): boolean {
  return text.length <= 200 && !isSentence(text);
}

/** Titles are repeated on such pages, with other widths and spaces. */
export function recogniseRepeats(title: string): (text: string) => boolean {
  const wanted = isShort(title) ? toComparable(title) : null;
  return (text) => isShort(text) && toComparable(text) === wanted;
}

/** As long as a title may be, with room for the spaces in it; a longer line repeats none. */
function isShort(text: string): boolean {
  return text.length <= 1000;
}

function toComparable(text: string): string {
  return plainText(text).normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}
