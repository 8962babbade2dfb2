// What checks and pages say, in the editor's language: for the page and for its script.

import { checks } from '../../../words/ja/sentences/checks.ts';
import { pages } from '../../../words/ja/sentences/pages.ts';
import { speak } from '../../../words/sentences.ts';

const inJapanese = speak({ ...checks, ...pages });

/** The API speaks English; a sentence without a translation stays so. */
export function tellCheck(message: string, language: string): string {
  return language === 'ja' ? inJapanese(message) : message;
}
