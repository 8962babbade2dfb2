// Runs of another language inside a text: names in Latin letters in Japanese, Japanese in English.
import { isJapanese } from './theme.ts';

export interface LanguageRun {
  text: string;
  /** The language to be spoken and drawn in, where it is not that of the text around it. */
  language?: 'en' | 'ja';
}

// Two words and more: a single one (AI, Tokyo) is read well by a Japanese voice, and not worth a span.
const latin = /(?<![\w’'])[A-Za-z][\w’'.&-]*(?:[ ,:;/]{1,2}[A-Za-z][\w’'.&-]*)+/g;
// Han alone could be Chinese, too, but the readers here are Japan's.
const japanese =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}々ー〒「」『』、。・：！？〜]*[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}][\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}々ー〒「」『』、。・：！？〜]*/gu;
const anyLatin = /[A-Za-z]/;
const anyCjk = /[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;
const usesHan = /^(ja|zh|ko|yue|wuu|nan|hak|lzh|vi)\b/i;

/** The runs of a text in `language`; joined, they are the text. */
export function splitLanguages(text: string, language: string): LanguageRun[] {
  // Most texts have none, and that is seen much faster than where the runs would be.
  if (isJapanese(language)) return anyLatin.test(text) ? split(text, latin, 'en') : [{ text }];
  return !anyCjk.test(text) || usesHan.test(language) ? [{ text }] : split(text, japanese, 'ja');
}

function split(text: string, foreign: RegExp, language: 'en' | 'ja'): LanguageRun[] {
  const runs: LanguageRun[] = [];
  let end = 0;
  for (const match of text.matchAll(foreign)) {
    if (match.index > end) runs.push({ text: text.slice(end, match.index) });
    runs.push({ text: match[0], language });
    end = match.index + match[0].length;
  }
  if (end < text.length || runs.length === 0) runs.push({ text: text.slice(end) });
  return runs;
}
