// The rules for every string in a digest: one line, no invisible machinery, safe addresses.

import * as z from 'zod';
import { linePattern, nameCharacter, unprintable, visibleLinePattern } from '../base/characters.ts';
import { canonicalTag, explainLanguage, tagPattern } from '../base/language.ts';
import { rawText, shortText } from '../base/raw-text.ts';
import { findRefusedLink, isHttpsUrl } from './inline.ts';
import { composeLetters, isVisible, trimEdges } from './tidy.ts';

/** Headings, names and titles: plain characters, nothing in them is markup. */
export const Line = singleLine(500).meta({ minLength: 1, pattern: visibleLinePattern });

/** Running text: **strong** and [label](https://…) are markup, `<` is simply a character. */
export const Text = singleLine(10_000)
  .superRefine((text, context) => {
    const refused = findRefusedLink(text);
    if (refused === null) return;
    const message = `The link ${refused} must go to a valid https:// or mailto: address`;
    context.addIssue({ code: 'custom', message });
  })
  .meta({ minLength: 1, pattern: visibleLinePattern });

/** The alternative text of an image; empty says that the image is only decoration. */
export const Alt = singleLine(500, 'may be empty').meta({ pattern: linePattern });

/** An absolute https address, kept as it was written. */
export const HttpsUrl = shortText(2000)
  .refine(isHttpsUrl, 'Must be a valid https:// address without spaces, user name or password')
  .meta({ format: 'uri', pattern: '^https://.' });

/** A day that exists, as YYYY-MM-DD. */
export const Day = z.iso.date('Must be a day that exists, written YYYY-MM-DD');

/** A BCP 47 language tag, kept in its canonical spelling (`JA-jp` becomes `ja-JP`). */
export const Language = shortText(35)
  .refine((tag) => canonicalTag(tag) !== null, {
    error: ({ input }) => explainLanguage(String(input)) ?? 'Must be a BCP 47 language tag',
  })
  .overwrite((tag) => canonicalTag(tag) ?? tag)
  .meta({ pattern: tagPattern, examples: ['ja'] });

/** What a text must not contain, said in words; null if there is nothing. */
export function explainForbidden(text: string): string | null {
  if (!text.isWellFormed()) return 'Must not contain half a surrogate pair';
  const found = unprintable.exec(text)?.[0];
  if (found === undefined) return null;
  if (/[\n\r\u2028\u2029]/.test(found)) return 'Must be one line: write a new entry instead';
  return `Must not contain the character ${nameCharacter(found)}`;
}

function singleLine(
  maximum: number,
  empty: 'may be empty' | 'must be visible' = 'must be visible',
) {
  return rawText(maximum)
    .superRefine((text, context) => {
      const missing = empty === 'must be visible' && !isVisible(text);
      const message = missing ? 'Must not be empty' : explainForbidden(text);
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .overwrite((text) => composeLetters(trimEdges(text)))
    .max(maximum, { error: `Must be at most ${maximum} characters`, abort: true });
}
