// Where a Japanese headline may break: between phrases, never inside one.

// By path, because the package's own entry drags a DOM and three other languages (700 KB) along.
import { model } from '../../node_modules/budoux/module/data/models/ja.js';
import { Parser } from '../../node_modules/budoux/module/parser.js';

/** The phrases of a Japanese text; joined, they are the text. */
export function splitPhrases(text: string): string[] {
  parser ??= new Parser(model);
  return parser.parse(text).flatMap(splitAfterColon);
}

/** Built at the first heading, not when the worker starts. */
let parser: Parser | undefined;

/** BudouX was taught on prose; headlines also pause after a colon or a question mark. */
function splitAfterColon(phrase: string): string[] {
  return phrase.split(/(?<=[：？！](?![：？！、。」』）]))/u);
}
