// Every saved page read as the product reads it, and by Readability as it comes: what docs/sources.md prints.

import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom/worker';
import type { Dial } from '../../../src/digest/checks/open-web.ts';
import { isOpenWeb } from '../../../src/digest/checks/open-web.ts';
import { decodePage } from '../../../src/proposals/articles/decode-page.ts';
import { type ArticleRead, readArticle } from '../../../src/proposals/articles/read-article.ts';
import { characterF1 } from './likeness.ts';
import { bytesOf, type SavedPage, savedPages, textOf } from './saved-pages.ts';

/** Of its site, but not the address that it calls its own. */
export function addressOf({ name, facts }: SavedPage): string {
  return new URL(`/read/${name}`, facts?.url ?? 'https://site.example.com').href;
}

/** The page as it is read from its address. */
export function readSavedPage(page: SavedPage): Promise<ArticleRead> {
  const dial: Dial = async (url) =>
    url.endsWith('/robots.txt')
      ? new Response('', { status: 404 })
      : new Response(Buffer.from(bytesOf(page)), { headers: { 'content-type': page.type } });
  const web = { dial, isOpen: isOpenWeb, agent: 'ChrysanthemumDigest/1' };
  return readArticle(web, addressOf(page));
}

export interface Extraction {
  page: SavedPage;
  /** Null where the page is thin. */
  ours: number | null;
  bare: number | null;
}

export async function measureExtraction(): Promise<Extraction[]> {
  const rows: Extraction[] = [];
  for (const page of savedPages) {
    if (page.facts === null) {
      rows.push({ page, ours: null, bare: null });
      continue;
    }
    const read = await readSavedPage(page);
    const ours = read.kind === 'read' ? characterF1(read.article.text, textOf(page)) : 0;
    rows.push({ page, ours, bare: characterF1(readBare(page), textOf(page)) });
  }
  return rows;
}

export function meanOf(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The encoding is ours all the same: Readability knows none. */
function readBare(page: SavedPage): string {
  const { document } = parseHTML(decodePage(bytesOf(page), page.type));
  return new Readability(document).parse()?.textContent ?? '';
}
