// Where a Japanese headline may break: between phrases, never inside one.

// By path, because the package's own entry drags a DOM and three other languages (700 KB) along.
import { model } from '../../node_modules/budoux/module/data/models/ja.js';
import { Parser } from '../../node_modules/budoux/module/parser.js';

/** The phrases of a Japanese text; joined, they are the text. */
export function splitPhrases(text: string): string[] {
  parser ??= new Parser(model);
  const phrases: string[] = [];
  for (const phrase of parser.parse(text).flatMap((found) => found.split(pause))) {
    const last = phrases.at(-1);
    const isJoined =
      last !== undefined &&
      (notFirst.test(phrase) || notLast.test(last) || (loneKanji.test(last) && kanji.test(phrase)));
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

// A kanji by itself is more often the head of a word than a word: 夜|行列車 is 夜行列車.
const loneKanji = /^\p{Script=Han}$/u;
const kanji = /^\p{Script=Han}/u;
