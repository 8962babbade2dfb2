// One entry of a feed, in whatever format: what it links to, what it is called, and when it came out.

import type { parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith';
import { unstorable } from '../../base/characters.ts';
import { readDay } from '../../digest/import/day.ts';
import { cutWhole, excerptOf, lengthOf, plainText, plainTitle } from './feed-text.ts';

export interface FeedEntry {
  /** By which the feed itself knows it. */
  guid: string | null;
  url: string;
  title: string;
  publisher: string | null;
  /** YYYY-MM-DD, as it is written there; null without one, or with one that has not come yet. */
  publishedOn: string | null;
  excerpt: string;
  /** Characters of the longest text that stands in the feed. */
  length: number;
}

type Rss = NonNullable<ReturnType<typeof parseRssFeed<string>>['items']>[number];
type Rdf = NonNullable<ReturnType<typeof parseRdfFeed<string>>['items']>[number];
type Atom = NonNullable<ReturnType<typeof parseAtomFeed<string>>['entries']>[number];
type Json = NonNullable<ReturnType<typeof parseJsonFeed<string>>['items']>[number];

export type RawEntry =
  | { format: 'rss'; item: Rss }
  | { format: 'rdf'; item: Rdf }
  | { format: 'atom'; item: Atom }
  | { format: 'json'; item: Json };

interface Parts {
  guid: string | undefined;
  /** The first that is an address of a page counts. */
  links: (string | undefined)[];
  base: string | undefined;
  title: string | undefined;
  publisher: string | undefined;
  date: string | undefined;
  /** HTML. */
  texts: (string | undefined)[];
}

/** Null if it names no page: then nothing could be cited. `base`: what its links are relative to. */
export function readEntry(raw: RawEntry, base: string, now: Date): FeedEntry | null {
  const { guid, links, title, publisher, date, texts, base: own } = partsOf(raw);
  const from = own === undefined ? base : (URL.parse(own, base)?.href ?? base);
  const url = links.map((link) => pageUrl(link, from)).find((found) => found !== null);
  if (url === undefined) return null;
  const plain = texts.flatMap((text) => (text === undefined ? [] : [plainText(text)]));
  const [longest = ''] = plain.toSorted((a, b) => b.length - a.length);
  const shown = plain.find((text) => text !== '') ?? '';
  return {
    guid: readGuid(guid),
    url,
    title: plainTitle(title ?? '') || cutWhole(excerptOf(shown), 80) || new URL(url).hostname,
    publisher: cutWhole(plainTitle(publisher ?? ''), 200) || null,
    publishedOn: readPublished(date, now),
    excerpt: excerptOf(shown),
    length: lengthOf(longest),
  };
}

const longestGuid = 1000;
const longestUrl = 2000;

/** One that cannot be kept as it is names nothing. */
function readGuid(guid: string | undefined): string | null {
  const isKept = guid !== undefined && guid.length <= longestGuid && !unstorable.test(guid);
  return isKept && guid.isWellFormed() ? guid : null;
}

function partsOf(raw: RawEntry): Parts {
  if (raw.format === 'json') {
    const { id, url, external_url, title, summary, content_html, content_text, date_published } =
      raw.item;
    const texts = [
      summary,
      content_html,
      content_text === undefined ? undefined : asHtml(content_text),
    ];
    const links = [url, external_url, asLink(id)];
    return {
      guid: id,
      links,
      base: undefined,
      title,
      publisher: undefined,
      date: date_published,
      texts,
    };
  }
  if (raw.format === 'atom') {
    const { id, links = [], title, source, summary, content, published, updated, xml } = raw.item;
    const pages = links.filter(({ rel = 'alternate' }) => rel === 'alternate');
    const [page] = [...pages.filter(({ type = 'text/html' }) => /html/i.test(type)), ...pages];
    return {
      guid: id,
      links: [page?.href, asLink(id)],
      base: xml?.base,
      title:
        title?.type === 'html' || title?.type === 'xhtml'
          ? plainText(title.value ?? '')
          : title?.value,
      publisher: source?.title?.value,
      date: published ?? updated,
      texts: [summary?.value, content?.value],
    };
  }
  const { title, link, description, content, dc, xml } = raw.item;
  const shared = { base: xml?.base, title, texts: [description, content?.encoded] };
  const day = dc?.dates?.[0];
  const publisher = dc?.publishers?.[0];
  if (raw.format === 'rdf') {
    const about = raw.item.rdf?.about;
    return { ...shared, guid: about, links: [link, asLink(about)], publisher, date: day };
  }
  const { guid, pubDate, source, atom } = raw.item;
  return {
    ...shared,
    guid: guid?.value,
    links: [
      link,
      atom?.links?.find(({ rel = 'alternate' }) => rel === 'alternate')?.href,
      guid?.isPermaLink === false ? undefined : asLink(guid?.value),
    ],
    publisher: source?.title ?? publisher,
    date: pubDate ?? day ?? atom?.published,
  };
}

function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function pageUrl(link: string | undefined, base: string): string | null {
  const written = link?.trim() ?? '';
  // Of a whole address a space within is one that nobody escaped; of other text it is a word's end.
  const given = /^https?:\/\/[^\s/]+\//i.test(written) ? written.replaceAll(' ', '%20') : written;
  if (given === '' || given.length > longestUrl || /\s/u.test(given)) return null;
  const url = URL.parse(given, base);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  if (url.username !== '' || url.password !== '' || url.href.length > longestUrl) return null;
  return url.href;
}

/** A guid may be any text: it is an address only if it is a whole one. */
function asLink(guid: string | undefined): string | undefined {
  return guid !== undefined && /^https?:/i.test(guid) ? guid : undefined;
}

/** RFC 822, which RSS still allows: `03 Nov 26 09:00 JST`. */
const shortYear = /^(\s*(?:[a-z]{3},\s*)?\d{1,2}\s[a-z]{3}\s)(\d\d)(?=\s\d\d:)/i;

/** Somewhere it is tomorrow already; before the web there were no feeds. */
function readPublished(date: string | undefined, now: Date): string | null {
  const day = date === undefined ? null : readDay(date.replace(shortYear, '$120$2'));
  const latest = new Date(now.getTime() + 24 * 3600_000).toISOString().slice(0, 10);
  return day !== null && day <= latest && day >= '1990-01-01' ? day : null;
}
