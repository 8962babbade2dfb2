// Which of the articles of a proposal are one: sections cite one of each, and name the others.

import { addressKey } from './address-key.ts';
import { isNearlySame, shinglesOf } from './shingles.ts';

export interface Told {
  url: string;
  text: string;
  hash: string;
}

/**
 * For each article the place of the first one that it repeats, or null: the same canonical address, the
 * same text, or nearly. Pairs grow as the square, and a proposal has twenty articles.
 */
export function findCopies(articles: readonly Told[]): (number | null)[] {
  const firsts: { at: number; article: Told; shingles: ReadonlySet<bigint> }[] = [];
  return articles.map((article, at) => {
    const shingles = shinglesOf(article.text);
    const first = firsts.find(
      (one) =>
        addressKey(one.article.url) === addressKey(article.url) ||
        one.article.hash === article.hash ||
        isNearlySame(one.shingles, shingles),
    );
    if (first !== undefined) return first.at;
    firsts.push({ at, article, shingles });
    return null;
  });
}
