// Punctuation of Japanese headings in its full width, as a typesetter would have it.
import { isJapanese } from './theme.ts';

const full: Readonly<Record<string, string>> = {
  ...{ '?': '？', '!': '！', ':': '：', ';': '；', '(': '（', ')': '）' },
  ...{ '｡': '。', '､': '、', '｢': '「', '｣': '」', '･': '・' },
};
const cjk =
  '[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}々ー〜、。「」『』（）？！：…]';
// Half-width kana marks are never meant. Latin marks are wrong only beside Japanese: 3:1, AI (US).
const narrow = new RegExp(`[｡､｢｣･]|(?<=${cjk}[?!]*)[?!:;]|(?<=${cjk})[()]|[(](?=${cjk})`, 'gu');

/**
 * One character for one, and equal under NFKC: nothing is added or lost. Only headings are treated, because in running
 * text the editor's own choice is left alone. Other languages are returned as they are.
 */
export function widenPunctuation(heading: string, language: string): string {
  if (!isJapanese(language)) return heading;
  const set = heading.replace(narrow, (mark) => full[mark] ?? mark);
  // A mark made wide can make its neighbour wide; each round leaves fewer, so this ends.
  return set === heading ? set : widenPunctuation(set, language);
}
