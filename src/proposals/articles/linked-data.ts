// What a page says of its article in JSON-LD (schema.org), the most exact of all places.

import { readDay } from '../../digest/import/day.ts';

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

/** Of the first article that the page describes, `Article` before `WebPage`; null if there is none. */
export function readLinkedData(page: Document): LinkedFacts | null {
  const things = [...page.querySelectorAll(scripts)]
    .slice(0, mostScripts)
    .flatMap(({ textContent }) => flatten(readJson(textContent ?? '')));
  const articles = things.filter((thing) => typesOf(thing).some((type) => articleType.test(type)));
  const isWhole = (thing: Thing) => typesOf(thing).every((type) => !type.endsWith('Page'));
  const article = articles.find(isWhole) ?? articles[0];
  if (article === undefined) return null;
  const moment = textOf(article.datePublished);
  const body = textOf(article.articleBody);
  return {
    title: textOf(article.headline) ?? textOf(article.name),
    publisher: nameOf(article.publisher, things),
    publishedOn: moment === null ? null : readDay(moment),
    image: addressOf(article.image),
    url: textOf(article.url) ?? addressOf(article.mainEntityOfPage),
    isFree: !/^false$/i.test(String(article.isAccessibleForFree ?? true)),
    bodyLength: body === null ? null : body.replace(/\s+/gu, '').length,
  };
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
