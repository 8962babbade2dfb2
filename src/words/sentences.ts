// Sentences of the API in another language: rooms speak English, the console says it in the editor's.

import { fill } from './fill.ts';

/** Sentences by their English, in which `{name}` stands for what a sentence says there. */
export type Sentences = Readonly<Record<string, string>>;

/**
 * Gives the function that says an English sentence in the language of `sentences`. What a sentence says in a
 * place is said by them, too, where it is one of them; of several sentences in a row each. One without a
 * translation stays English: better than none.
 */
export function speak(sentences: Sentences): (english: string) => string {
  const patterns = Object.entries(sentences).flatMap(([english, other]) =>
    english.includes('{') ? [{ ...toPattern(english), other }] : [],
  );
  // The one that says most in its own words is the closest.
  patterns.sort((a, b) => b.own - a.own);

  function sayOne(english: string): string | null {
    const known = sentences[english];
    if (known !== undefined && !english.includes('{')) return known;
    for (const { pattern, other } of patterns) {
      const { groups } = pattern.exec(english) ?? {};
      if (groups === undefined) continue;
      const values = Object.entries(groups).map(([name, value]) => [name, sayPart(value)]);
      return fill(other, Object.fromEntries(values));
    }
    return null;
  }

  /** A sentence, a list of them, or a name. */
  function sayPart(value: string): string {
    const parts = value.split(', ').map(sayOne);
    if (parts.length > 1 && parts.every((part) => part !== null)) return parts.join('、');
    return sayOne(value) ?? value;
  }

  return (english) => {
    if (english.length > longest) return english;
    const row = english.split(/(?<=[.!?]) (?=\S)/);
    const each = row.length > 1 ? row.map(sayOne) : [];
    if (each.length > 0 && each.every((one) => one !== null) && !(english in sentences)) {
      return each.join('');
    }
    return sayOne(english) ?? english;
  };
}

/** No sentence of ours is longer, whatever address or word it names. */
const longest = 10_000;

function toPattern(english: string) {
  const parts = english.split(/\{(\w+)\}/);
  const source = parts.map((part, index) =>
    index % 2 === 0 ? part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : `(?<${part}>.+?)`,
  );
  const own = parts.reduce((sum, part, index) => (index % 2 === 0 ? sum + part.length : sum), 0);
  return { pattern: new RegExp(`^${source.join('')}$`, 'su'), own };
}
