// What was sent, for everybody to read.

import type { Hono } from 'hono';
import { etag } from 'hono/etag';
import { readPublicLists } from '../../../audience/lists/lists.ts';
import { AppError } from '../../../base/errors.ts';
import { readArchive, readPublished } from '../../../digest/archive.ts';
import { answerPage, publicHeaders, readLanguage, siteOf } from '../../answer-page.ts';
import type { AppContext, AppEnv } from '../../context.ts';
import { ArchivePage } from '../../pages/archive.tsx';
import { DigestPage } from '../../pages/digest.tsx';

/** Digests on a page of the archive. */
const pageSize = 12;

export function mountArchive(app: Hono<AppEnv>): void {
  app.get('/', etag(), async (c) => {
    const { db, env } = c.var.deps();
    const lists = await readPublicLists(db);
    const list = findList(lists, c.req.query('list'));
    const page = readPage(c);
    const zone = env.TIMEZONE;
    const archive = await readArchive(db, { list: list?.slug ?? null, page, size: pageSize, zone });
    if (!archive) throw noPage();
    const frame = { site: siteOf(c), language: readLanguage(c) };
    return answerPage(<ArchivePage {...frame} {...{ archive, lists, list }} />, publicHeaders(0));
  });
  app.get('/digests/:slug', etag(), async (c) => {
    const { db, env } = c.var.deps();
    const found = await readPublished(db, c.req.param('slug'), env.TIMEZONE);
    if (!found) throw noPage();
    const headers = publicHeaders(60);
    const { listed } = found.published;
    return answerPage(
      <DigestPage site={siteOf(c)} {...found} />,
      listed ? headers : { ...headers, 'x-robots-tag': 'noindex' },
    );
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

function readPage(c: AppContext): number {
  const text = c.req.query('page') ?? '1';
  if (!/^[1-9]\d{0,5}$/.test(text)) throw noPage();
  return Number(text);
}

function noPage(): AppError {
  return new AppError('not_found', 'There is no such page.');
}
