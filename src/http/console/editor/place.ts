// What the place of a field is called, for who is told of it.

import type { ConsoleWords } from '../../../words/console.ts';
import { fill } from '../../../words/fill.ts';

type FieldWords = ConsoleWords['editor']['fields'];

const names: Readonly<Record<string, keyof FieldWords>> = {
  headline: 'headline',
  subject: 'subject',
  preheader: 'preheader',
  lead: 'lead',
  image: 'image',
  url: 'url',
  alt: 'alt',
  credit: 'credit',
  publishedOn: 'publishedOn',
  language: 'language',
  sections: 'sections',
  heading: 'heading',
  question: 'question',
  answer: 'answer',
  opener: 'opener',
  source: 'source',
  title: 'title',
  publisher: 'publisher',
  points: 'points',
  body: 'body',
  closing: 'closing',
  conclusion: 'conclusion',
  voice: 'voice',
};
const numbered: Readonly<Record<string, keyof FieldWords>> = {
  sections: 'section',
  opener: 'paragraph',
  body: 'paragraph',
  closing: 'paragraph',
  points: 'point',
  conclusion: 'conclusionItem',
};

/** `sections.2.source.url` → `Section 3 · Source · Address`; another path as it is. */
export function namePlace(words: FieldWords, path: string): string {
  const parts = path.split('.');
  const named: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (part === 'hook' || part === 'text') continue;
    if (/^\d+$/.test(part)) {
      const item = numbered[parts[index - 1] ?? ''];
      if (item === undefined) return path;
      named.pop();
      if (item === 'paragraph') named.push(nameOf(words, parts[index - 1] ?? ''));
      named.push(fill(words[item], { number: Number(part) + 1 }));
    } else if (names[part] === undefined) return path;
    else named.push(nameOf(words, part));
  }
  return named.join(' · ');
}

function nameOf(words: FieldWords, part: string): string {
  const name = names[part];
  return name === undefined ? part : words[name];
}
