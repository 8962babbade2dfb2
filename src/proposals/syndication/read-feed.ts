// The text of a feed (RSS, Atom, RDF, JSON Feed) as its entries. The library is loaded when first used.

import type { parseFeed } from 'feedsmith';
import { type FeedEntry, readEntry } from './entry.ts';
import { plainTitle } from './feed-text.ts';
import { isOverBuilt } from './measure-xml.ts';
import type { FeedTrouble } from './trouble.ts';

export interface FeedDocument {
  title: string;
  /** The page that it belongs to. */
  home: string | null;
  /** Those that name a page, newest first if all have days, else as they stand. */
  entries: FeedEntry[];
}

/** `page`: HTML, which may name feeds. */
export type FeedRead =
  | { kind: 'feed'; feed: FeedDocument }
  | { kind: 'page' }
  | { kind: 'failed'; why: FeedTrouble };

type Parsed = ReturnType<typeof parseFeed<string>>;

/** Of one feed: hundreds come from archives, and what is new stands among the newest. */
const mostEntries = 500;
/** As many as its tags allow: some archives stand oldest first, and to leave entries out saves its parser nothing. */
const mostParsed = 70_000;

/** `at`: the address that answered. `now`: what is dated later has no day. Never throws for what a feed holds. */
export async function readFeed(text: string, at: string, now: Date): Promise<FeedRead> {
  const given = text.replace(/^\ufeff?\s+/u, '');
  const root = given.search(/<(?:[a-z]+:)?(?:rss|feed|rdf)[\s>]/i);
  if (isPage(given, root)) return { kind: 'page' };
  if (root >= 0) {
    if (declaresEntities(given.slice(0, root))) return failed('entities');
    if (isOverBuilt(given)) return failed('nested');
  } else if (!given.startsWith('{')) return failed('not_a_feed');
  try {
    const { parseFeed: parse } = await import('feedsmith');
    return { kind: 'feed', feed: viewFeed(parse(given, { maxItems: mostParsed }), at, now) };
  } catch {
    // It throws at what is no feed, in no form that says more than that.
    return failed('not_a_feed');
  }
}

/** HTML, and no feed before it. */
function isPage(text: string, root: number): boolean {
  const page = text.slice(0, 4096).search(/<!doctype\s+html|<html[\s>]|<head[\s>]/i);
  return page >= 0 && (root < 0 || page < root);
}

/** A document type with a part of its own, in brackets; one that only names a file is never fetched. */
function declaresEntities(prolog: string): boolean {
  return /<!(?:DOCTYPE|ENTITY)/i.test(prolog) && prolog.includes('[');
}

function failed(code: FeedTrouble['code']): FeedRead {
  return { kind: 'failed', why: { code } };
}

function viewFeed(parsed: Parsed, at: string, now: Date): FeedDocument {
  const { title, home, base, raws } = open(parsed);
  const page = absolute(home, at);
  const entries = raws.flatMap((raw) => readEntry(raw, base ?? page ?? at, now) ?? []);
  return { title: plainTitle(title ?? ''), home: page, entries: newest(entries) };
}

/** The four formats as one. */
function open(parsed: Parsed) {
  if (parsed.format === 'json') {
    const { title, home_page_url: home, items = [] } = parsed.feed;
    return {
      title,
      home,
      base: null,
      raws: items.map((item) => ({ format: 'json', item }) as const),
    };
  }
  if (parsed.format === 'atom') {
    const { title, links = [], xml, entries = [] } = parsed.feed;
    const home = links.find(({ rel = 'alternate' }) => rel === 'alternate')?.href;
    const raws = entries.map((item) => ({ format: 'atom', item }) as const);
    return { title: title?.value, home, base: xml?.base ?? null, raws };
  }
  if (parsed.format === 'rss') {
    const { title, link: home, xml, items = [] } = parsed.feed;
    const raws = items.map((item) => ({ format: 'rss', item }) as const);
    return { title, home, base: xml?.base ?? null, raws };
  }
  const { title, link: home, xml, items = [] } = parsed.feed;
  const raws = items.map((item) => ({ format: 'rdf', item }) as const);
  return { title, home, base: xml?.base ?? null, raws };
}

function absolute(url: string | undefined, at: string): string | null {
  const found = url === undefined ? null : URL.parse(url.slice(0, 2000), at);
  return found !== null && /^https?:$/.test(found.protocol) ? found.href : null;
}

/** Some feeds stand oldest first. */
function newest(entries: readonly FeedEntry[]): FeedEntry[] {
  const isDated = entries.every(({ publishedOn }) => publishedOn !== null);
  const sorted = isDated
    ? entries.toSorted((a, b) => ((a.publishedOn ?? '') < (b.publishedOn ?? '') ? 1 : -1))
    : entries;
  return sorted.slice(0, mostEntries);
}
