// The marks of a pasted page: how its points, days, credits, questions and headings are recognised.
import { longestDay, readDay } from './day.ts';
import type { InputLine } from './lines.ts';

/** What a line says of itself; what `plain` lines are is told by where they stand. */
export type PageLine = InputLine & {
  mark: 'point' | 'idea' | 'flag' | 'day' | 'plain';
  /** The line without its mark. */
  words: string;
};

const conclusionLabel = /^(?:結論|まとめ|conclusions?)\s*[!！:：。]*$/iu;
const dayLabel =
  /^(?:公開日|公開|掲載日|配信日|発行日|更新日|published(?:\s+on)?|publication date|date)\s*[:：]?\s*/iu;

/** Marks one line. A bare word for "conclusion" is a mark only right above a 💡 line. */
export function markLine(line: InputLine, next: InputLine | undefined): PageLine {
  const { text } = line;
  const [, sign, words = ''] = /^([✅☑✔✓💡🚩])\ufe0f?\s*(.*)$/u.exec(text) ?? [];
  if (sign === '🚩') return { ...line, mark: 'flag', words };
  if (sign === '💡' && words !== '') return { ...line, mark: 'idea', words };
  if (sign !== undefined && sign !== '💡' && words !== '') return { ...line, mark: 'point', words };
  if (conclusionLabel.test(text) && next?.text.startsWith('💡')) {
    return { ...line, mark: 'flag', words: text };
  }
  return { ...line, mark: isDayLine(text) ? 'day' : 'plain', words: text };
}

/** True for the words that stand beside 🚩 and say nothing but "conclusion". */
export function isConclusionLabel(words: string): boolean {
  return words === '' || conclusionLabel.test(words);
}

/** The site's own first line: names of its logo and menu, no content. */
export function isSiteHeader(text: string): boolean {
  return (/\blogo\b|ロゴ/iu.test(text) && /\bmenu\b|メニュー/iu.test(text)) || siteName.test(text);
}

const siteName = /^chrysanthemum digest(?:\s+logo|\s+menu)*$/iu;

/** The day of a `公開日:` line; null if that day does not exist. */
export function readDayLine(text: string): string | null {
  return readDay(text.slice(0, longestDay).normalize('NFKC').replace(dayLabel, ''));
}

function isDayLine(text: string): boolean {
  if (text.length > longestDay) return false;
  const plain = text.normalize('NFKC');
  const rest = plain.replace(dayLabel, '');
  if (rest === plain) return /^\d{4}[-/.年][\d\s/.:年月日-]+$/u.test(plain);
  return /^\d{4}\s*[-/.年]/u.test(rest) || readDay(rest) !== null;
}

/** The line under the points: where the article is. `rest` is whatever follows the address. */
export interface Credit {
  url: string | null;
  publisher: string | null;
  rest: string;
}

const readMore = /^(?:さらに読む|続きを読む|もっと読む|read\s+more|continue\s+reading)/iu;
const arrows = /^(?:\s|[⇒→➡➔»›>:：]|\ufe0f|=>|->)+/u;
const label =
  /(?:出典\s*[/／・]\s*画像元|出典|画像元|(?:image\s+)?source(?:\s*[/／&]\s*image)?)\s*(?:[:：]\s*)?$/iu;

/** Reads `さらに読む ⇒<publisher?>出典/画像元: <url>` and its English form; null for other lines. */
export function readCredit(text: string): Credit | null {
  const opening = readMore.exec(text)?.[0] ?? '';
  const address = /https?:\/\/\S+/iu.exec(text);
  const before = text.slice(opening.length, address?.index);
  const name = before.replace(arrows, '').trimEnd();
  const publisher = name.replace(label, '').trim();
  const isLabelled = opening !== '' || (name !== publisher && (publisher === '' || address));
  if (!isLabelled && !(address?.index === 0)) return null;
  const rest = address === null ? '' : text.slice(address.index + address[0].length).trim();
  return { url: address?.[0] ?? null, publisher: publisher === '' ? null : publisher, rest };
}

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
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}
