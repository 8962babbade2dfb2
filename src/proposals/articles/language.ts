// The language of a text, as far as its letters tell.

/** Ideographs and kana share these with nobody. */
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const letters = /\p{L}/gu;

/**
 * `ja` where a twentieth of the letters are kana; else what the page says of itself, unless that is
 * Japanese; else English. Sites say `lang="en"` of Japanese pages, and seldom the other way round.
 */
export function findLanguage(text: string, said: string | null): string {
  const looked = text.slice(0, 10_000);
  const share = (looked.match(kana)?.length ?? 0) / (looked.match(letters)?.length ?? 1);
  if (share > 0.05) return 'ja';
  const language = /^[a-z]{2,3}(?=$|[-_])/i.exec(said?.trim() ?? '')?.[0].toLowerCase() ?? 'en';
  return language === 'ja' ? 'en' : language;
}
