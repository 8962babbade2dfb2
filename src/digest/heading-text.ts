// Punctuation of Japanese headings in its full width, as a typesetter would have it.

const full: Readonly<Record<string, string>> = {
  ...{ '?': '？', '!': '！', ':': '：', ';': '；', ',': '，', '~': '～' },
  ...{ '｡': '。', '､': '、', '｢': '「', '｣': '」', '･': '・' },
};
const kana = '\\p{Script=Hiragana}\\p{Script=Katakana}';
const isJapaneseText = new RegExp(`[${kana}\\p{Script=Han}]`, 'u');
/** What may stand between the marks of a Latin phrase: 3:1, Why? Because, Yahoo! JAPAN. */
const latin = '[0-9A-Za-z\\u00c0-\\u024f]';
const marks = new RegExp(
  [
    // Half-width kana marks are never meant.
    '[｡､｢｣･]',
    // Inside a Latin phrase a mark stays narrow. (Yahoo! is written so in Japanese, too.)
    `(?<!Yahoo(?=!))(?:(?<!${latin}[?!]*)[?!:;,~]|[?!:;,~](?![?!]* ?${latin}))`,
  ].join('|'),
  'gu',
);
const wide = new RegExp(`[${kana}\\p{Script=Han}々ー〜、。「」『』（）？！：…・]`, 'u');

/**
 * One character for one, and equal under NFKC: nothing is added or lost. For what is set large: headings,
 * and the lead and the answers that stand with them. In running text the editor's own choice is left
 * alone. Other languages are returned as they are.
 */
export function widenPunctuation(heading: string, language: string): string {
  if (!/^ja\b/i.test(language) || !isJapaneseText.test(heading)) return heading;
  return widenBrackets(heading.replace(marks, (mark) => full[mark] ?? mark));
}

/** What a pair of brackets holds and touches decides for both of them; one alone stays as it is. */
function widenBrackets(heading: string): string {
  if (!/[()]/.test(heading)) return heading;
  const letters = [...heading];
  let count = 0;
  /** How many wide letters there are up to each place. */
  const wideUpTo = letters.map((letter) => (wide.test(letter) ? ++count : count));
  const open: number[] = [];
  letters.forEach((letter, at) => {
    if (letter === '(') open.push(at);
    const from = letter === ')' ? open.pop() : undefined;
    if (from === undefined) return;
    const isWide = (wideUpTo[at + 1] ?? count) > (wideUpTo[from - 2] ?? 0);
    if (isWide) [letters[from], letters[at]] = ['（', '）'];
  });
  return letters.join('');
}
