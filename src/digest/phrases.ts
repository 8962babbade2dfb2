// Where a Japanese headline may break: between phrases, never inside one.

// By path, because the package's own entry drags a DOM and three other languages (700 KB) along.
import { model } from '../../node_modules/budoux/module/data/models/ja.js';
import { Parser } from '../../node_modules/budoux/module/parser.js';

/** The phrases of a Japanese text; joined, they are the text. */
export function splitPhrases(text: string): string[] {
  parser ??= new Parser(model);
  const phrases: string[] = [];
  const found = parser
    .parse(text)
    .flatMap((phrase) => phrase.split(pause))
    .flatMap(unglue);
  for (const phrase of found) {
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

/** As long as a phrase may be before one looks for words in it: more than half a line of a phone. */
const longPhrase = 7;

/**
 * Where a long phrase may be two that were glued (舞台裏|エネルギー), or a compound (無人駅|プロジェクト):
 * between two kinds of letters, where a word ends in either case. Never before a single kanji (年, 社).
 */
const seam =
  /(?<=[\p{Script=Han}々]{2})(?=[ァ-ヴー]{3}|[A-Za-z]{2}|[0-9０-９]{4})|(?<=[ァ-ヴー]{4}|[A-Za-z]{2})(?=\p{Script=Han}{2})/u;

function unglue(phrase: string): string[] {
  return phrase.length > longPhrase ? phrase.split(seam) : [phrase];
}

/** BudouX was taught on prose; headlines also pause after a colon, a question, a middle dot. */
const pause = /(?<=[：？！・]|[:?!](?=[^\0-\x7f]))/u;

// Kinsoku: what may not begin a line, and what may not end one.
const notFirst = /^[\p{Pe}\p{Pf}、。，．・：；？！゛゜々ー〜～…‥―]/u;
const notLast = /[\p{Ps}\p{Pi}]$/u;

// A kanji by itself is more often the head of a word than a word: 夜|行列車 is 夜行列車.
const loneKanji = /^\p{Script=Han}$/u;
const kanji = /^\p{Script=Han}/u;
