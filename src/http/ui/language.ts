// The two languages our own words are in, and how a language is written.

/** Japanese, or English for every other reader. */
export type UiLanguage = 'ja' | 'en';

/** The language of our words for someone who reads `tag` (BCP 47). */
export function uiLanguageOf(tag: string): UiLanguage {
  return /^ja\b/i.test(tag) ? 'ja' : 'en';
}

const rightToLeft = /^(ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)\b|-(arab|hebr)\b/i;

/** The direction a language is written in, by its script or its usual one. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.test(language) ? 'rtl' : 'ltr';
}

/** `2026-10-02` as 2026年10月2日 or October 2, 2026, by the conventions of `language`. */
export function formatDay(day: string, language: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
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
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}
