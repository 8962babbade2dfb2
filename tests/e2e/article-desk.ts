// Somebody who makes a digest of articles: at the form of addresses, or in the editor of what was made of one.

import type { BrowserContextOptions } from 'playwright-core';
import { consoleWordsFor } from '../../src/words/console.ts';
import { article, longText } from '../proposals/articles/plain-article.ts';
import { servePages } from '../proposals/pages.ts';
import { setupWithEngine } from '../support/app.ts';
import { openDesk } from './editor-desk.ts';

/** Milliseconds for a whole way through several pages. */
export const patience = 180_000;

export const longTitle = 'Cheap sensors give a river its first flood warning, and a town six hours';

/** Where point `n` of the first section is typed. */
export const point = (n: number) => `[id="sections.0.source.points.${n}"]`;

/** Somebody at the form, and the queue's work done while they wait. */
export async function begin(options: BrowserContextOptions & { locale: string }) {
  const site = await servePages({
    '/town': article('直す町', 'https://news.example.com/town', longText.split('\n')),
    '/library': article('夜に開く図書館', 'https://news.example.com/library'),
    '/long': article(longTitle, 'https://news.example.com/long'),
    '/wall': { status: 402, body: '' },
  });
  const app = await setupWithEngine({ ALLOW_SOURCES: site.origin });
  const desk = await openDesk(app);
  const page = await desk.open('/console/digests/new', options);
  const words = consoleWordsFor(options.locale);
  return { app, site, page, words, said: desk.said };
}

/** Of the articles at these addresses; where it is edited. */
export async function makeDigest(
  app: Awaited<ReturnType<typeof begin>>['app'],
  ...sources: string[]
) {
  const body = { language: 'ja', sources };
  const { id } = (await app.call('POST', '/api/proposals', { body })).json;
  await app.engine.drain();
  const made = await app.call('POST', `/api/proposals/${id}/digest`);
  return `/console/digests/${made.json.id}`;
}
