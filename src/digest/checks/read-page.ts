// What a page says of itself in its head: title, publisher, day, picture.

import { isHttpsUrl } from '../inline.ts';

export interface PageFacts {
  title: string | null;
  publisher: string | null;
  /** When it was published, as it is written there. */
  published: string | null;
  /** On https. */
  image: string | null;
}

/** Of HTML in any state: by its tags alone, each looked at once. */
export function readHead(html: string, url: string): PageFacts {
  const named = new Map<string, string>();
  for (const [tag] of html.matchAll(/<meta\s[^<>]{1,4000}>/gi)) {
    const name = attribute(tag, 'property') ?? attribute(tag, 'name') ?? attribute(tag, 'itemprop');
    const content = attribute(tag, 'content')?.trim();
    if (name && content && !named.has(name.toLowerCase())) named.set(name.toLowerCase(), content);
  }
  const first = (...names: string[]) => names.map((name) => named.get(name)).find(Boolean) ?? null;
  const title =
    first('og:title', 'twitter:title') ??
    textOf(/<title[^>]{0,200}>([^<]{1,1000})/i.exec(html)?.[1]);
  const published =
    first(
      'article:published_time',
      'og:article:published_time',
      'datepublished',
      'date',
      'dc.date',
      'pubdate',
    ) ?? linkedMoment(html);
  const picture = first('og:image:secure_url', 'og:image', 'twitter:image');
  const image = picture === null ? null : (URL.parse(picture, url)?.href ?? null);
  return {
    title: title?.slice(0, 500) ?? null,
    publisher: first('og:site_name', 'application-name')?.slice(0, 500) ?? null,
    published,
    image: image !== null && isHttpsUrl(image) ? image : null,
  };
}

const linkedData = /<script\s[^<>]{0,500}ld\+json[^<>]{0,500}>/gi;
/** Of one script: what is longer lists other pages, too. */
const mostJson = 100_000;

/**
 * When the JSON-LD of a page says it was published, also where it is no JSON; null if it says several things, for
 * then some are of other pages.
 */
function linkedMoment(html: string): string | null {
  const found = new Set<string>();
  const closing = /<\/script/gi;
  for (const { 0: tag, index } of html.matchAll(linkedData)) {
    // Within the script before.
    if (index < closing.lastIndex) continue;
    const start = index + tag.length;
    closing.lastIndex = start;
    const end = closing.exec(html)?.index;
    // One that never ends is none, and nothing after it is.
    if (end === undefined) break;
    if (end - start > mostJson) continue;
    for (const [, moment = ''] of html
      .slice(start, end)
      .matchAll(/"datePublished"\s*:\s*"([^"]{1,60})"/g)) {
      found.add(moment);
    }
  }
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    tag,
  );
  return match ? textOf(match[1] ?? match[2] ?? match[3]) : null;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** One line without entities; null where nothing is left. */
function textOf(html: string | undefined): string | null {
  const text = (html ?? '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (all, decimal, hex, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? all;
      const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toWellFormed();
  return text === '' ? null : text;
}
