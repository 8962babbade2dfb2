// A heading's words, kept whole: Japanese lines break between phrases, never inside one.
/** @jsxImportSource react */
// By path, because the package's own entry drags a DOM and three other languages (700 KB) along.
import { model } from '../../node_modules/budoux/module/data/models/ja.js';
import { Parser } from '../../node_modules/budoux/module/parser.js';
import { isJapanese } from '../theme.ts';
import { each } from './block.tsx';

/**
 * Each phrase is an inline block: lines break between blocks, and inside one only if it is wider
 * than the line. A client that drops the style shows plain text with its own line breaks.
 */
export function Phrases({ text, language }: { text: string; language: string }) {
  const phrases = isJapanese(language) ? splitPhrases(text) : [text];
  if (phrases.length < 2) return text;
  return each(phrases, (phrase) => {
    // White space at the end of an inline block would vanish, so it stands between the blocks.
    const words = phrase.trimEnd();
    return (
      <>
        {words === '' ? null : <span style={{ display: 'inline-block' }}>{words}</span>}
        {phrase.slice(words.length)}
      </>
    );
  });
}

/** The phrases of a Japanese text; joined, they are the text. */
export function splitPhrases(text: string): string[] {
  parser ??= new Parser(model);
  const phrases: string[] = [];
  for (const phrase of parser.parse(text).flatMap((found) => found.split(pause))) {
    const last = phrases.at(-1);
    const isJoined = last !== undefined && (notFirst.test(phrase) || notLast.test(last));
    if (isJoined) phrases[phrases.length - 1] = last + phrase;
    else phrases.push(phrase);
  }
  return phrases;
}

/** Built at the first heading, not when the worker starts. */
let parser: Parser | undefined;

/** BudouX was taught on prose; headlines also pause after a colon, a question, a middle dot. */
const pause = /(?<=[：？！・]|[:?!](?=[^\0-\x7f]))/u;

// Kinsoku: what may not begin a line, and what may not end one.
const notFirst = /^[\p{Pe}\p{Pf}、。，．・：；？！゛゜々ー〜～…‥―]/u;
const notLast = /[\p{Ps}\p{Pi}]$/u;
