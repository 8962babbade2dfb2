// How a language is written and named.

import { runsOf, turningText } from '../../base/characters.ts';

const turningRuns = runsOf(turningText);

const rightToLeft = /^(ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)\b|-(arab|hebr)\b/i;

/** The direction a language is written in, by its script or its usual one. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.test(language) ? 'rtl' : 'ltr';
}

/** A language in its own words: `ja` is 日本語. The tag itself where nobody knows it. */
export function nameLanguage(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}

/**
 * A text for where nothing isolates it (titles, attributes, feeds): without the characters that
 * would turn the text around it.
 */
export function straighten(text: string): string {
  return text.replace(turningRuns, '');
}
