// Every word of ours that a reader sees, in mails and on pages, by the reader's language.

import { en } from './en.ts';
import { ja } from './ja.ts';

/** What a mail and a page call themselves where nobody has named them. */
export const productName = 'Chrysanthemum Digest';

/** English says which words there are; each other language has the same. */
export type Words = typeof en;

/** The languages our words are in, by primary subtag; a new one is a name here and a file beside `en.ts`. */
export const uiLanguages = ['ja', 'en'] as const;
export type UiLanguage = (typeof uiLanguages)[number];

const byLanguage: Record<UiLanguage, Words> = { ja, en };

/** The language of our words for who reads `tag` (BCP 47); null if we have none in it. */
export function findUiLanguage(tag: string): UiLanguage | null {
  const [primary] = tag.toLowerCase().split(/\W/, 1);
  return uiLanguages.find((language) => language === primary) ?? null;
}

/** English where we do not have the reader's. */
export function uiLanguageOf(tag: string): UiLanguage {
  return findUiLanguage(tag) ?? 'en';
}

export function wordsFor(tag: string): Words {
  return byLanguage[uiLanguageOf(tag)];
}
