// What the links to the sources of a digest are called, so that each can be told from the others.

import { wordsFor } from '../words/words.ts';
import { widenPunctuation } from './heading-text.ts';
import type { Digest } from './schema.ts';

/**
 * For each section the words of the link to its source; null where it has none. The publisher is
 * enough, for the title stands above the link; with two sources of one publisher the title tells
 * which, and with one title for two addresses a number does.
 */
export function nameSourceLinks({ sections, language }: Digest): (string | null)[] {
  const { digest, mail } = wordsFor(language);
  const names = sections.map(({ source }) => source && digest.readSource(source.publisher));
  const told = sections.map(({ source }, at) => {
    const name = names[at];
    if (source === undefined || name === undefined) return null;
    const isOnly = names.indexOf(name) === names.lastIndexOf(name);
    return isOnly ? name : name + mail.colon + widenPunctuation(source.title, language);
  });
  return told.map((name, at) => {
    const first = told.indexOf(name);
    const isSame = sections[first]?.source?.url === sections[at]?.source?.url;
    return name === null || isSame ? name : `${name} (${at + 1})`;
  });
}
