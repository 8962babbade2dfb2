// How long a digest takes to read.

import type { Digest, Paragraph } from './schema.ts';

/** What an adult reads in a minute: characters of Japanese or Chinese, words of a language with spaces. */
const charactersPerMinute = 500;
const wordsPerMinute = 230;

const han = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g;
const word = /[^\s\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff]+/g;

/** Whole minutes, at least one. */
export function readingMinutes(digest: Digest): number {
  const text = listTexts(digest).join('\n');
  const [characters, words] = [han, word].map((unit) => text.match(unit)?.length ?? 0);
  const minutes = (characters ?? 0) / charactersPerMinute + (words ?? 0) / wordsPerMinute;
  return Math.max(1, Math.round(minutes));
}

function listTexts({ headline, lead = '', sections, closing, conclusion }: Digest): string[] {
  return [
    headline,
    lead,
    ...sections.flatMap(({ heading, hook, opener, source, body }) => [
      heading,
      ...(hook === undefined ? [] : [hook.question, hook.answer]),
      ...wordsOf(opener),
      ...(source === undefined ? [] : [source.title, ...source.points]),
      ...wordsOf(body),
    ]),
    ...wordsOf(closing),
    ...conclusion,
  ];
}

function wordsOf(paragraphs: readonly Paragraph[]): string[] {
  return paragraphs.map(({ text }) => text);
}
