// Languages of the IANA registry, and what somebody meant who wrote another word for one.

import { shortText } from './raw-text.ts';

/** What every tag looks like, for the description of the API. */
export const tagPattern = '^([A-Za-z]{2,3}|[A-Za-z]{5,8})(-[A-Za-z0-9]{1,8})*$';

/**
 * A BCP 47 tag in its canonical spelling (`JA-jp` becomes `ja-JP`) whose language, script and region are
 * registered, as far as the runtime's names for them (CLDR) show.
 */
export const Language = shortText(35)
  .superRefine((tag, context) => {
    const message = explainLanguage(tag);
    if (message !== null) context.addIssue({ code: 'custom', message, continue: false });
  })
  .overwrite((tag) => canonicalTag(tag) ?? tag)
  .meta({ pattern: tagPattern, examples: ['ja'] });

/** Why the tag is none, with a proposal where there is one; null if it is one. */
export function explainLanguage(tag: string): string | null {
  const canonical = canonicalTag(tag);
  if (canonical !== null && isRegistered(canonical)) return null;
  const meant = guess(tag);
  const rule = 'Must be a registered language (BCP 47), such as ja or en-GB';
  return meant === null ? rule : `${rule}: did you mean ${meant}?`;
}

/** In its canonical spelling, null if it is not well-formed. */
export function canonicalTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

function isRegistered(canonical: string): boolean {
  const { language, script, region } = new Intl.Locale(canonical);
  return (
    nameOf('language', language) !== undefined &&
    (script === undefined || nameOf('script', script) !== undefined) &&
    (region === undefined || nameOf('region', region) !== undefined)
  );
}

function nameOf(type: 'language' | 'script' | 'region', code: string, inLanguage = 'en') {
  return new Intl.DisplayNames([inLanguage], { type, fallback: 'none' }).of(code);
}

/** By the name of a language in English or Japanese, `ja_JP`, or the country whose language it is. */
function guess(tag: string): string | null {
  const dashed = canonicalTag(tag.replaceAll('_', '-'));
  if (dashed !== null && isRegistered(dashed)) return dashed;
  const word = tag.trim().toLowerCase();
  const named = spoken.find((code) =>
    ['en', 'ja', code].some(
      (language) => nameOf('language', code, language)?.toLowerCase() === word,
    ),
  );
  if (named !== undefined) return named;
  if (!/^[a-z]{2}$/.test(word) || nameOf('region', word.toUpperCase()) === undefined) return null;
  return new Intl.Locale(`und-${word}`).maximize().language;
}

/** Whose names are known; a word for another gets no proposal. */
const spoken =
  'ja en zh ko fr de es pt it nl ru uk pl sv da nb fi cs hu el tr ar he hi th vi id ms tl'.split(
    ' ',
  );
