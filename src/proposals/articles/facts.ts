// Title, publisher, day, picture and address of an article: by JSON-LD, then the head, then the page.

import { readHead } from '../../digest/checks/read-page.ts';
import { isHttpsUrl } from '../../digest/inline.ts';
import { Line } from '../../digest/text.ts';
import { type LinkedFacts, readLanguage } from './linked-data.ts';
import { readMoment } from './moment.ts';
import { tidyLine } from './page-lines.ts';

export interface ArticleFacts {
  title: string;
  publisher: string | null;
  /** YYYY-MM-DD; null if it is nowhere: never the day of reading. */
  publishedOn: string | null;
  image: string | null;
  /** What a digest cites; null if neither the page nor its address is on https. */
  url: string | null;
}

/** What a page says of itself stands in front. */
const longestHead = 256 * 1024;

/** `at`: the address that answered. `page`: the tree of the page, as `openPage` gives it. */
export function readFacts(
  html: string,
  page: Document,
  linked: LinkedFacts | null,
  at: string,
): ArticleFacts {
  const head = readHead(html.slice(0, longestHead), at);
  const language = readLanguage(page);
  const publisher = linked?.publisher ?? head.publisher ?? publisherIn(page);
  const written = linked?.title ?? head.title ?? '';
  const title = asLine(cutPublisher(onPage(page, written) ?? written, publisher));
  const image = absolute(linked?.image ?? null, at) ?? head.image;
  return {
    title: title ?? new URL(at).hostname,
    publisher: asLine(publisher),
    publishedOn:
      linked?.publishedOn ?? readMoment(head.published, language) ?? dayIn(page, language),
    image: image !== null && isHttpsUrl(image) ? image : null,
    url: citable(page, linked, at),
  };
}

/**
 * The canonical address if it is one of the same site, for a page may claim to be anybody's, and not its front page,
 * which some themes write into every page; else the
 * address that answered. A page that was not read on https can only be cited by what it names.
 */
function citable(page: Document, linked: LinkedFacts | null, at: string): string | null {
  const written = [page.querySelector('link[rel~="canonical"]')?.getAttribute('href'), linked?.url];
  const base = absolute(page.querySelector('base[href]')?.getAttribute('href') ?? null, at) ?? at;
  const named = written
    .map((url) => absolute(url ?? null, base))
    .filter((url) => url !== null)
    .filter((url) => isHttpsUrl(url) && (!isFrontPage(url) || isFrontPage(at)));
  if (!isHttpsUrl(at)) return named[0] ?? null;
  return named.find((url) => siteOf(url) === siteOf(at)) ?? at;
}

/** The first page of a site: no article. */
export function isFrontPage(url: string): boolean {
  const { pathname, search } = new URL(url);
  return search === '' && /^\/(?:index\.\w{2,5})?$/.test(pathname);
}

function siteOf(url: string): string {
  return new URL(url).hostname.replace(/^(?:www|m|amp|sp)\./, '');
}

function absolute(url: string | null, at: string): string | null {
  return url === null ? null : (URL.parse(url, at)?.href ?? null);
}

/** The heading of the page, if the title has it: titles carry the site before or behind it. */
function onPage(page: Document, title: string): string | null {
  const headings = [...page.querySelectorAll('h1')].map(({ textContent }) => oneLine(textContent));
  if (title === '') return headings.find((heading) => heading !== '') ?? null;
  const first = headings.find((heading) => heading.length >= 4 && title.includes(heading));
  if (first !== undefined) return first;
  // Beneath the name of its site, an article's own heading is of the second rank.
  const seconds = [...page.querySelectorAll('h2')].map(({ textContent }) => oneLine(textContent));
  return seconds.find((heading) => heading.length >= 4 && title.startsWith(heading)) ?? null;
}

/** `A title | A publisher` or `A title (A publisher)`, in the marks that sites use. */
function cutPublisher(given: string, publisher: string | null): string {
  if (publisher === null) return given;
  const title = given.replace(/\s*[（(]([^（()）]{1,80})[）)]$/u, (all, named: string) =>
    named === publisher.trim() ? '' : all,
  );
  const parts = title.split(/\s*[|｜]\s*|\s+[-–—:：]\s+/u);
  const last = parts.at(-1) ?? '';
  if (parts.length < 2 || !last.includes(publisher.trim())) return title;
  return title.slice(0, title.lastIndexOf(last)).replace(/[\s|｜\-–—:：]+$/u, '');
}

function publisherIn(page: Document): string | null {
  const named = page.querySelector('[itemprop="publisher"] [itemprop="name"]')?.textContent;
  return named?.trim() ? oneLine(named) : null;
}

/** The first of these that holds a day; a time outside of the article may be anything's, today's too. */
const dayPlaces = [
  '[itemprop="datePublished"]',
  'article time[pubdate]',
  'article header time',
  'main header time',
  'article time',
  'main time',
  // Beneath the heading, where a page has no names for its parts.
  'h1 ~ time',
  'h1 ~ * time',
];

function dayIn(page: Document, language: string): string | null {
  for (const place of dayPlaces) {
    for (const element of [...page.querySelectorAll(place)].slice(0, 3)) {
      const written = element.getAttribute('datetime') ?? element.getAttribute('content');
      const day = readMoment(written ?? element.textContent, language);
      if (day !== null) return day;
    }
  }
  return null;
}

/** What a page calls something, as a digest can hold it; null if nothing is left to be seen. */
export function asLine(text: string | null): string | null {
  const line = Line.safeParse(oneLine(text));
  return line.success ? line.data : null;
}

/** Of what a page says in one line no more is looked at, and no more is kept. */
const [longestLooked, longestLine] = [5000, 500];

function oneLine(text: string | null): string {
  const line = tidyLine((text ?? '').slice(0, longestLooked));
  return line.slice(0, longestLine).replace(/[\ud800-\udbff]$/, '');
}
