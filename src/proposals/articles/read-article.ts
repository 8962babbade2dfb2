// One source as an article: fetched, decoded, read, and looked at for what it leaves out.

import { hashText } from '../../base/text-hash.ts';
import { isHttpsUrl } from '../../digest/inline.ts';
import type { Trouble } from '../trouble.ts';
import type { SourceWeb } from '../web/ask-web.ts';
import { keepsFromModels } from '../web/content-signal.ts';
import { type FetchedPage, fetchPage } from '../web/fetch-page.ts';
import { askRobots } from '../web/robots.ts';
import { takeHead } from './article-head.ts';

import { decodePage, isFile } from './decode-page.ts';
import { type ArticleFacts, asLine, isFrontPage, readFacts } from './facts.ts';

import { findLanguage } from './language.ts';
import { readLinkedData } from './linked-data.ts';
import { isOverNested } from './measure-html.ts';
import { loadReader, type OpenPages } from './open-page.ts';
import { tidyLine } from './page-lines.ts';
import { findThinness, isTooShort } from './thin.ts';

/** An article as it is kept; `text` has one paragraph a line. */
export interface Article extends Omit<ArticleFacts, 'url'> {
  /** On https: what a digest cites. */
  url: string;
  language: string;
  text: string;
  /** SHA-256 of the text, in hex. */
  hash: string;
  /** False: its site keeps it from language models. */
  isForModels: boolean;
}

/** `thin`: something is there, but not the article. Its text is not kept. */
export type ArticleRead =
  | { kind: 'read'; article: Article; warnings: Trouble[] }
  | { kind: 'thin' | 'failed'; why: Trouble };

/**
 * Reads what stands at an address. Never throws for what a page does. `byRule`: nobody chose this address, and
 * what robots.txt forbids is not read. `fed`: how long the text is that a feed has of it, without white space.
 */
export async function readArticle(
  web: SourceWeb,
  given: string,
  { byRule = false, fed = 0 } = {},
): Promise<ArticleRead> {
  const { url, isUpgraded } = upgrade(given, web);
  const asked = askRobots(web, url);
  if (byRule && (await asked).isRefused) return { kind: 'failed', why: { code: 'robots' } };
  const [page, robots, open] = await Promise.all([fetchPage(web, url), asked, loadReader()]);
  if ('code' in page) return { kind: 'failed', why: page };
  if (isFrontPage(page.url) && !isFrontPage(url))
    return { kind: 'failed', why: { code: 'front_page' } };
  const read = await readPageText(page, open, fed);
  if (read.kind !== 'read') return read;
  const warnings: Trouble[] = [...read.warnings];
  if (isUpgraded) warnings.push({ code: 'upgraded' });
  if (robots.isRefused) warnings.push({ code: 'robots' });
  const isForModels = !robots.isKeptFromModels && !keepsFromModels(page.signal);
  return { kind: 'read', article: { ...read.article, isForModels }, warnings };
}

/** What somebody pasted instead of an address's page. */
export async function takeGivenText(given: {
  url: string;
  title: string;
  text: string;
}): Promise<ArticleRead> {
  const { url, title } = given;
  const facts = { url, title, publisher: null, publishedOn: null, image: null };
  return finish(facts, readPlain(given.text), null);
}

/** A page that was fetched. From its bytes to its text without a pause: no two are decoded, or trees, at once. */
async function readPageText(page: FetchedPage, open: OpenPages, fed: number): Promise<ArticleRead> {
  if (page.bytes.length === 0 && page.status >= 400) {
    return { kind: 'thin', why: { code: 'wall', value: page.status } };
  }
  if (isFile(page.bytes)) return { kind: 'failed', why: { code: 'not_a_page' } };
  const decoded = decodePage(page.bytes, page.type);
  if (/text\/plain/i.test(page.type)) {
    const text = readPlain(decoded);
    const title = asLine(text.split('\n', 1)[0]?.slice(0, 200) ?? '') ?? new URL(page.url).hostname;
    const url = isHttpsUrl(page.url) ? page.url : null;
    return finish({ url, title, publisher: null, publishedOn: null, image: null }, text, null);
  }
  if (isOverNested(decoded)) return { kind: 'failed', why: { code: 'nested' } };
  try {
    return await readTree(page.url, decoded, open, fed);
  } catch {
    // The libraries fail on trees that no page of an article has: there is nothing to say of them but that.
    return { kind: 'failed', why: { code: 'no_text' } };
  }
}

async function readTree(
  at: string,
  decoded: string,
  open: OpenPages,
  fed: number,
): Promise<ArticleRead> {
  const { document, readText } = open(decoded);
  const linked = readLinkedData(document, at);
  const facts = readFacts(decoded, document, linked, at);
  const said = document.documentElement?.getAttribute('lang') ?? null;
  const { day, lines } = takeHead(readText(), facts.title);
  const text = lines.join('\n');
  const thin = findThinness(text, linked, fed);
  if (thin) return { kind: 'thin', why: thin };
  if (isTooShort(text, said)) return { kind: 'failed', why: { code: 'no_text' } };
  return finish({ ...facts, publishedOn: facts.publishedOn ?? day }, text, said);
}

async function finish(
  facts: ArticleFacts,
  text: string,
  said: string | null,
): Promise<ArticleRead> {
  if (text === '') return { kind: 'failed', why: { code: 'no_text' } };
  const { url } = facts;
  if (url === null) return { kind: 'failed', why: { code: 'no_address' } };
  const kept = cutText(text);
  const language = findLanguage(kept, said);
  const hash = await hashText(kept);
  const warnings: Trouble[] = kept === text ? [] : [{ code: 'cut' }];
  return {
    kind: 'read',
    article: { ...facts, url, language, text: kept, hash, isForModels: true },
    warnings,
  };
}

/** Of an article, in characters: a long one has a tenth of it, and points are looked for in all of it. */
const mostText = 100_000;

/** Ends with a paragraph, if one ends there. */
function cutText(text: string): string {
  if (text.length <= mostText) return text;
  const end = text.lastIndexOf('\n', mostText);
  return text.slice(0, end > 0 ? end : mostText).toWellFormed();
}

function readPlain(text: string): string {
  return text
    .split(/[\r\n\u2028\u2029]+/u)
    .map(tidyLine)
    .filter((line) => line !== '')
    .join('\n');
}

/** What is given as http is read as https, if only http is what forbids it. */
function upgrade(given: string, web: SourceWeb): { url: string; isUpgraded: boolean } {
  const url = new URL(given);
  if (url.protocol !== 'http:' || web.isOpen(url.href)) return { url: url.href, isUpgraded: false };
  url.protocol = 'https:';
  return { url: url.href, isUpgraded: true };
}
