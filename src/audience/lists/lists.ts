// Lists: made, read, changed and removed by editors.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { parseBrand } from '../../render/brand.ts';
import {
  deleteListRow,
  hasActiveSend,
  insertList,
  type ListRow,
  lockList,
  selectLists,
  selectListsBySlug,
  selectPublicLists,
  updateList,
} from './queries.ts';
import { type ListInput, type ListPatch, ListSlug, type ListView } from './schema.ts';

const listCursor = defineCursor('lists', z.int32().min(0));

/** AppError `conflict` if the slug is taken. */
export async function createList(db: Database, input: ListInput): Promise<ListView> {
  const row = await insertList(db, input);
  if (!row) throw new AppError('conflict', `There is a list with the slug ${input.slug} already.`);
  return viewList(row);
}

/** In order of creation. */
export async function readLists(db: Database, query: PageQuery): Promise<Page<ListView>> {
  const after = listCursor.decode(query.cursor) ?? 0;
  const rows = await selectLists(db, after, query.limit + 1);
  return listCursor.page(rows, query.limit, (row) => row.id, viewList);
}

/** AppError `not_found` for an unknown slug. */
export async function readList(db: Database, slug: string): Promise<ListView> {
  const [row] = isSlug(slug) ? await selectListsBySlug(db, [slug]) : [];
  return viewList(row ?? noList());
}

/** What the subscribe form offers: the default list (the oldest public one) first. */
export async function readPublicLists(db: Database): Promise<ListView[]> {
  return (await selectPublicLists(db)).map(viewList);
}

export async function changeList(db: Database, slug: string, patch: ListPatch): Promise<ListView> {
  return viewList((isSlug(slug) && (await updateList(db, slug, patch))) || noList());
}

/**
 * Removes the list: at once for everyone who reads. Its subscriptions and consent records are still to
 * be taken away (`removeRows`), under the id that this gives. AppError `conflict` while a send to it is
 * not over.
 */
export async function deleteList(db: Database, slug: string): Promise<number> {
  return db.transaction(async (tx) => {
    const list = (isSlug(slug) && (await lockList(tx, slug))) || noList();
    if (await hasActiveSend(tx, list.id)) {
      throw new AppError('conflict', 'A send to this list is not over: cancel it, or wait.');
    }
    await deleteListRow(tx, list.id);
    return list.id;
  });
}

/** The lists of these slugs; AppError `invalid` naming the first unknown one. */
export async function requireLists(
  db: Queryable,
  slugs: readonly string[],
  path = 'lists',
): Promise<ListRow[]> {
  const rows = await selectListsBySlug(db, slugs.filter(isSlug));
  const unknown = slugs.find((slug) => !rows.some((row) => row.slug === slug));
  if (unknown === undefined) return rows;
  const message = `There is no list with the slug ${unknown.slice(0, 60)}`;
  throw new AppError('invalid', message, { errors: [{ path, message }] });
}

function viewList(row: ListRow): ListView {
  return {
    slug: row.slug,
    name: row.name,
    description: row.description,
    visibility: row.visibility,
    doubleOptIn: row.doubleOptIn,
    welcome: row.welcome,
    frequencies: row.frequencies,
    brand: parseBrand(row.brand),
    language: row.language,
    timezone: row.timezone,
    from: row.from,
    replyTo: row.replyTo,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Anything else names no list, and may hold what PostgreSQL refuses (NUL). */
function isSlug(text: string): boolean {
  return ListSlug.safeParse(text).success;
}

function noList(): never {
  throw new AppError('not_found', 'There is no list with this slug.');
}
