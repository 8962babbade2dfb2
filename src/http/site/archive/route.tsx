// What was sent, for everybody to read.

import type { Hono } from 'hono';
import { etag } from 'hono/etag';
import { readPublicLists } from '../../../audience/lists/lists.ts';
import { AppError } from '../../../base/errors.ts';
import { type PublishedPage, readArchive, readPublished } from '../../../digest/archive/archive.ts';
import { archiveCursor, type Place, primaryLanguage } from '../../../digest/archive/order.ts';
import { searchArchive } from '../../../digest/archive/search.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import {
  answerPage,
  privateHeaders,
  publicHeaders,
  readLanguage,
  readLanguages,
  siteOf,
} from '../../ui/answer-page.ts';
import { listsUnder } from '../subscribe/offer.ts';
import { DigestPage } from './digest.tsx';
import { ArchivePage } from './page.tsx';
import { SearchPage } from './search-page.tsx';

/** Digests on a page of the archive. */
const pageSize = 12;

export function mountArchive(app: Hono<AppEnv>): void {
  app.get('/', etag(), async (c) => {
    const { db, env } = c.var.deps();
    const lists = await readPublicLists(db);
    const list = findList(lists, c.req.query('list'));
    const only = readOnly(c);
    const archive = await readArchive(db, {
      list: list?.slug ?? null,
      language: only,
      after: readAfter(c),
      size: pageSize,
      zone: env.TIMEZONE,
    });
    if (!archive) throw noPage();
    const frame = { site: siteOf(c), language: readLanguage(c) };
    const languages = readLanguages(c);
    return answerPage(
      <ArchivePage
        {...frame}
        {...{ archive, lists, list, only, languages }}
        cursor={c.req.query('cursor') ?? ''}
      />,
      publicHeaders(0),
    );
  });
  app.get('/search', etag(), async (c) => {
    const { db, env } = c.var.deps();
    const lists = await readPublicLists(db);
    const place = {
      list: findList(lists, c.req.query('list'))?.slug ?? null,
      language: readOnly(c),
      query: c.req.query('q') ?? '',
    };
    const archive = await searchArchive(db, {
      ...place,
      text: place.query,
      after: readAfter(c),
      size: pageSize,
      zone: env.TIMEZONE,
    });
    if (!archive) throw noPage();
    const frame = { site: siteOf(c), language: readLanguage(c) };
    const page = <SearchPage {...frame} {...{ archive, lists, place }} />;
    return answerPage(page, { ...publicHeaders(0), 'x-robots-tag': 'noindex' });
  });
  app.get('/digests/:slug', etag(), async (c) => {
    const { db, env } = c.var.deps();
    const key = readKey(c.req.query('key'));
    const found = await readPublished(db, c.req.param('slug'), key, env.TIMEZONE);
    if (!found) throw noPage();
    const lists = await readPublicLists(db);
    const joins = listsUnder(lists, found.mailedTo, found.published.digest.language);
    const page = <DigestPage site={siteOf(c)} {...{ lists, joins }} {...found} />;
    return answerPage(page, headersOf(found));
  });
}

/** The public list of this slug, null if none was named; `not_found` for any other. */
export function findList<List extends { slug: string }>(
  lists: readonly List[],
  slug: string | undefined,
): List | null {
  if (slug === undefined) return null;
  const list = lists.find((one) => one.slug === slug);
  if (!list) throw new AppError('not_found', 'There is no public list with this slug.');
  return list;
}

function headersOf({ published, isKeyed }: PublishedPage): Record<string, string> {
  if (isKeyed) return { ...privateHeaders };
  const headers = publicHeaders(60);
  return published.listed ? headers : { ...headers, 'x-robots-tag': 'noindex' };
}

/** A mail program may leave its marks on an address; the key is 32 hexadecimal digits. */
function readKey(text: string | undefined): string | null {
  return /^[0-9a-f]{32}/.exec(text?.replace(/[^0-9a-z]/g, '') ?? '')?.[0] ?? null;
}

/** The one language to read in, by its primary subtag; null for all of them. */
export function readOnly(c: AppContext): string | null {
  const text = c.req.query('language');
  if (text === undefined) return null;
  if (!/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(text)) throw noPage();
  return primaryLanguage(text);
}

/** The entry before the page; null for the first page. */
function readAfter(c: AppContext): Place | null {
  try {
    return archiveCursor.decode(c.req.query('cursor'));
  } catch {
    throw noPage();
  }
}

function noPage(): AppError {
  return new AppError('not_found', 'There is no such page.');
}
