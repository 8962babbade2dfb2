// The feeds that a page names in its head.

import { Parser } from 'htmlparser2';
import { plainTitle } from './feed-text.ts';

export interface FeedLink {
  url: string;
  /** Empty if the page does not say. */
  title: string;
}

/** They stand in the head. */
const looked = 512 * 1024;
const mostLinks = 20;
/** As of feeds that are kept. */
const longestUrl = 2000;
const types = /^application\/(?:rss|atom|rdf)\+xml|^application\/feed\+json|^text\/xml/i;

/** In the order of the page, each address once. Linear. */
export function findFeeds(html: string, at: string): FeedLink[] {
  const found = new Map<string, FeedLink>();
  let base = at;
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href = '', title = '' }) {
      if (name === 'base' && href !== '') base = URL.parse(href, at)?.href ?? at;
      if (name !== 'link' || !/(?:^|\s)alternate(?:\s|$)/i.test(rel) || !types.test(type)) return;
      const url = href.length > longestUrl ? null : URL.parse(href, base);
      if (url === null || !/^https?:$/.test(url.protocol) || found.size >= mostLinks) return;
      if (url.href.length > longestUrl) return;
      if (!found.has(url.href)) found.set(url.href, { url: url.href, title: plainTitle(title) });
    },
  });
  parser.end(html.slice(0, looked));
  return [...found.values()];
}
