// Which of the articles of a proposal are one: sections cite one of each, and name the others.

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
        sameAddress(one.article.url, article.url) ||
        one.article.hash === article.hash ||
        isNearlySame(one.shingles, shingles),
    );
    if (first !== undefined) return first.at;
    firsts.push({ at, article, shingles });
    return null;
  });
}

/** But for the fragment, a slash at the end, and what counts visits. */
function sameAddress(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(address: string): string {
  const url = new URL(address);
  url.hash = '';
  for (const name of [...url.searchParams.keys()]) {
    if (/^(?:utm_\w+|fbclid|gclid|ref)$/i.test(name)) url.searchParams.delete(name);
  }
  return url.href.replace(/\/$/, '');
}
