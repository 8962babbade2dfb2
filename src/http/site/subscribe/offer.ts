// Which lists a form offers first, and which it joins: the reader's language decides.

import type { ListView } from '../../../audience/lists/schema.ts';
import { primaryLanguage } from '../../../digest/archive/order.ts';

type Offered = Pick<ListView, 'slug' | 'language'>;

/** The list for who reads these languages, the first most of all: the first that is in one, else the default. */
export function listFor<List extends Offered>(
  lists: readonly List[],
  languages: readonly string[],
): List | undefined {
  return offerTo(lists, languages)[0];
}

/** Those in the reader's languages first, each language in the order of the lists. */
export function offerTo<List extends Offered>(
  lists: readonly List[],
  languages: readonly string[],
): List[] {
  const wanted = languages.map(primaryLanguage);
  const rank = ({ language }: List) => {
    const place = language === null ? -1 : wanted.indexOf(primaryLanguage(language));
    return place < 0 ? wanted.length : place;
  };
  return lists.toSorted((a, b) => rank(a) - rank(b));
}

/**
 * What the form under a digest joins: the lists it was mailed to, without those that say they are in another
 * language; if that leaves none, the list in the digest's language; if there is none, the former after all.
 * `mailedTo`: slugs.
 */
export function listsUnder<List extends Offered>(
  lists: readonly List[],
  mailedTo: readonly string[],
  language: string,
): string[] {
  const isIn = (list: Offered) =>
    list.language !== null && primaryLanguage(list.language) === primaryLanguage(language);
  const theirs = lists.filter(({ slug }) => mailedTo.includes(slug));
  const readable = theirs.filter((list) => list.language === null || isIn(list));
  const inLanguage = lists.filter(isIn).slice(0, 1);
  const found = [readable, inLanguage, theirs, lists.slice(0, 1)].find((some) => some.length > 0);
  return (found ?? []).map(({ slug }) => slug);
}
