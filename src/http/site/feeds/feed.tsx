// The archive as a feed: RSS 2.0, Atom 1.0 or JSON Feed, each entry with the whole digest.

import { Feed } from 'feed';
import type { ListView } from '../../../audience/lists/schema.ts';
import type { PublishedDigest } from '../../../digest/archive/archive.ts';
import { productName } from '../../../words/words.ts';
import { nameLanguage, straighten } from '../../ui/language.ts';
import type { Site } from '../../ui/site.ts';
import { archiveQuery } from '../archive/address.ts';
import { describe } from '../archive/digest.tsx';
import { FeedDate } from './date.ts';
import { FeedEntry } from './entry.tsx';

export type FeedFormat = 'rss' | 'atom' | 'json';

interface FeedInput {
  /** The list it is narrowed to. */
  list: ListView | null;
  /** The language it is narrowed to. */
  language: string | null;
  /** Newest first. */
  digests: readonly PublishedDigest[];
  format: FeedFormat;
  /** The feed's own path. */
  path: string;
}

export async function writeFeed(site: Site, { list, language, digests, format, path }: FeedInput) {
  const query = archiveQuery({ list: list?.slug ?? null, language });
  const names = [list?.name, language && nameLanguage(language), site.name].filter(Boolean);
  const [newest] = digests;
  const changes = digests.map(({ updatedAt }) => updatedAt.getTime());
  const dated = (moment: Date) => new FeedDate(moment, site.timezone);
  const spoken = language ?? newest?.digest.language;
  const feed = new Feed({
    id: `${site.url}/${query}`,
    title: forTitle(names.join(' | '), format),
    description: forTitle(list?.description ?? site.name, format),
    link: `${site.url}/${query}`,
    feed: format === 'json' ? '' : site.url + path + query,
    feedLinks: { json: site.url + path + query },
    favicon: `${site.url}/mark.png`,
    image: `${site.url}/mark.png`,
    author: { name: site.name, link: `${site.url}/` },
    copyright: '',
    generator: productName,
    // An empty feed changed when there was nothing yet: the same answer each time.
    updated: dated(new Date(Math.max(0, ...changes))),
    ...(spoken === undefined ? {} : { language: spoken }),
  });
  for (const published of digests) {
    const url = `${site.url}/digests/${published.slug}`;
    feed.addItem({
      id: url,
      link: url,
      title: forTitle(published.digest.headline, format),
      description: format === 'json' ? describe(published) : escapeHtml(describe(published)),
      content: straighten(String(await (<FeedEntry published={published} />))),
      published: dated(published.sentAt),
      date: dated(published.updatedAt),
    });
  }
  if (format === 'json') return feed.json1();
  return format === 'atom' ? feed.atom1() : feed.rss2();
}

/**
 * Readers take a title for HTML: all do in Atom, where the library says so, and most in RSS, where
 * nothing does. There only what they would read as a tag, a reference or the end of CDATA is
 * written so that it shows, and "AT&T < 3" stays the same for those that take it for plain text.
 */
function forTitle(text: string, format: FeedFormat): string {
  const straight = straighten(text);
  if (format === 'atom') return escapeHtml(straight);
  if (format === 'json') return straight;
  return straight
    .replace(/&(?=#?\w+;|(?:amp|lt|gt|quot)\b)/g, '&amp;')
    .replace(/<(?=[a-z/!?])/gi, '&lt;')
    .replaceAll(']]>', ']]&gt;');
}

function escapeHtml(text: string): string {
  return straighten(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
