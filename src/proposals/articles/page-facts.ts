// What a page says of itself, for an editor who cites it: the same places as for an article, and no text.

import type { SourceWeb } from '../web/ask-web.ts';
import { fetchPage } from '../web/fetch-page.ts';
import { decodePage } from './decode-page.ts';
import { type ArticleFacts, readFacts } from './facts.ts';
import { readLinkedData } from './linked-data.ts';
import { isOverNested } from './measure-html.ts';
import { loadReader } from './open-page.ts';

export type PageRead =
  | ({ kind: 'ok'; title: string | null } & Omit<ArticleFacts, 'url' | 'title'>)
  /** `refused`: not on the open web. `silent`: no answer, or too late. `other`: no page. */
  | { kind: 'refused' | 'silent' | 'other' };

/** One GET. Nothing of the page is run or kept. Never throws for what a page does. */
export async function readPageFacts(web: SourceWeb, url: string): Promise<PageRead> {
  const page = await fetchPage(web, url);
  if ('code' in page) return { kind: outcomes[page.code] ?? 'other' };
  const html = decodePage(page.bytes, page.type);
  if (html === '' || /text\/plain/i.test(page.type) || isOverNested(html)) return { kind: 'other' };
  try {
    const openPage = await loadReader();
    const { document } = openPage(html);
    const {
      url: _,
      title,
      ...facts
    } = readFacts(html, document, readLinkedData(document, page.url), page.url);
    // The name of a host is no title: an editor writes one.
    return { kind: 'ok', ...facts, title: title === new URL(page.url).hostname ? null : title };
  } catch {
    // As for an article: a tree that no page has.
    return { kind: 'other' };
  }
}

const outcomes: Partial<Record<string, 'refused' | 'silent'>> = {
  not_public: 'refused',
  no_answer: 'silent',
  too_slow: 'silent',
};
