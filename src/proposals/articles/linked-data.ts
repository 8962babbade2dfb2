// What a page says of its article in JSON-LD (schema.org), the most exact of all places.

import { readMoment } from './moment.ts';

export interface LinkedFacts {
  title: string | null;
  publisher: string | null;
  /** YYYY-MM-DD. */
  publishedOn: string | null;
  image: string | null;
  url: string | null;
  /** False only where the page says so. */
  isFree: boolean;
  /** How long its text is by its own word, in characters without white space; null if it does not say. */
  bodyLength: number | null;
}

const scripts = 'script[type="application/ld+json" i]';
const mostScripts = 30;
const articleType = /(?:Article|Posting|Report|Review|Page)$/;

/**
 * Of the article that the page is of, `Article` before `WebPage`; null if there is none. `at`: the address that
 * answered.
 */
export function readLinkedData(page: Document, at: string): LinkedFacts | null {
  const things = [...page.querySelectorAll(scripts)]
    .slice(0, mostScripts)
    .flatMap(({ textContent }) => flatten(readJson(textContent ?? '')));
  const articles = things.filter((thing) => typesOf(thing).some((type) => articleType.test(type)));
  const isWhole = (thing: Thing) => typesOf(thing).every((type) => !type.endsWith('Page'));
  const whole = articles.filter(isWhole);
  const article = chooseOwn(whole.length > 0 ? whole : articles, page, at);
  if (article === undefined) return null;
  const body = textOf(article.articleBody);
  const pages = articles.filter((thing) => !isWhole(thing));
  return {
    title: textOf(article.headline) ?? textOf(article.name),
    publisher: nameOf(article.publisher, things),
    publishedOn: readMoment(textOf(article.datePublished), readLanguage(page)),
    image: addressOf(article.image),
    url: textOf(article.url) ?? addressOf(article.mainEntityOfPage),
    isFree: isFree(article) && (pages.length !== 1 || isFree(pages[0] ?? {})),
    bodyLength: body === null ? null : lengthOf(body),
  };
}

/** Pages describe what they recommend, too: by its address, by its title, and none if no one of several is. */
function chooseOwn(articles: readonly Thing[], page: Document, at: string): Thing | undefined {
  if (articles.length < 2) return articles[0];
  const canonical = page.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? at;
  const isOwn = (address: string) => isSamePage(address, at) || isSamePage(address, canonical);
  const addresses = ({ url, mainEntityOfPage, '@id': id }: Thing) =>
    [textOf(url), addressOf(mainEntityOfPage), textOf(id)].filter((one) => one !== null);
  const own = articles.find((thing) => addresses(thing).some(isOwn));
  if (own !== undefined) return own;
  const bare = (text: string | null | undefined) => (text ?? '').replace(/\s+/gu, '');
  const titles = [...page.querySelectorAll('title, h1')].map(({ textContent }) =>
    bare(textContent),
  );
  const titled = articles.find((thing) => {
    const title = bare(textOf(thing.headline) ?? textOf(thing.name));
    return title !== '' && titles.some((one) => one.includes(title));
  });
  return titled ?? articles.find((thing) => addresses(thing).length === 0);
}

/** What counts visits may stand in the address that was asked. */
function isSamePage(said: string, at: string): boolean {
  const [one, other] = [URL.parse(said, at), URL.parse(at)];
  if (one === null || other === null || one.hostname !== other.hostname) return false;
  const pathOf = ({ pathname }: URL) => pathname.replace(/(?<!\/)\/+$/, '');
  const isAsked = ([name, value]: [string, string]) => other.searchParams.get(name) === value;
  return pathOf(one) === pathOf(other) && [...one.searchParams].every(isAsked);
}

/** False where it says so of itself or, being silent, of a part of itself; in whatever way `false` is written. */
function isFree(thing: Thing): boolean {
  const said = thing.isAccessibleForFree;
  if (said !== undefined && said !== null) return !says(said, 'false');
  const parts: unknown[] = Array.isArray(thing.hasPart) ? thing.hasPart : [thing.hasPart];
  return !parts.some((part) => isThing(part) && says(part.isAccessibleForFree, 'false'));
}

/** As a value, a text, or the address of one: `https://schema.org/False`. */
function says(value: unknown, word: string): boolean {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return new RegExp(`^(?:https?://schema\\.org/)?${word}$`, 'i').test(String(one).trim());
}

/** Without white space, and without tags: some give it as HTML. */
function lengthOf(body: string): number {
  return body.replace(/<\/?[a-z][^<>]{0,2000}>/giu, '').replace(/&[a-z\d#]{2,8};|\s+/giu, '')
    .length;
}

export function readLanguage(page: Document): string {
  return page.documentElement?.getAttribute('lang') ?? '';
}

type Thing = Readonly<Record<string, unknown>>;

/** Of objects within each other no more levels and things are looked at. */
const deepest = 4;
const mostThings = 200;

/** The objects of a document: itself, those of its lists, of `@graph` and of `mainEntity`. */
function flatten(value: unknown, depth = 0): Thing[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) {
    return value.slice(0, mostThings).flatMap((one) => flatten(one, depth + 1));
  }
  if (!isThing(value)) return [];
  return [
    value,
    ...flatten(value['@graph'], depth + 1),
    ...flatten(value.mainEntity, depth + 1),
  ].slice(0, mostThings);
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readJson(json: string): unknown {
  try {
    // Line ends within strings are no JSON, and common.
    return JSON.parse(json.replace(/[\r\n\t]+/g, ' '));
  } catch {
    return null;
  }
}

function typesOf(thing: Thing): string[] {
  const type = thing['@type'];
  return (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string');
}

function textOf(value: unknown): string | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' && one.trim() !== '' ? one.trim() : null;
}

/** A publisher is an object, a name, or the `@id` of an object elsewhere in the document. */
function nameOf(value: unknown, things: readonly Thing[]): string | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  if (!isThing(one)) return textOf(one);
  const named = things.find((thing) => thing['@id'] === one['@id'] && thing.name !== undefined);
  return textOf(one.name) ?? (one['@id'] === undefined ? null : textOf(named?.name));
}

function addressOf(value: unknown): string | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  if (!isThing(one)) return textOf(one);
  return textOf(one.url) ?? textOf(one['@id']);
}
