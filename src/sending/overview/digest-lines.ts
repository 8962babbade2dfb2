// Digests as an editor looks for one: what is being written and what was sent, a line each.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import type { Queryable } from '../../db/client.ts';
import { type DigestLine, digestStates, selectDigestLines } from './digest-lines-queries.ts';

export const DigestState = z.enum(digestStates);
export type DigestState = z.infer<typeof DigestState>;

const lineCursor = defineCursor('digest lines', z.uuid());

/** Newest first, also those that are no digest yet; of one state only if given. */
export async function listDigestLines(
  db: Queryable,
  state: DigestState | null,
  page: PageQuery,
): Promise<Page<DigestLine>> {
  const before = lineCursor.decode(page.cursor);
  const rows = await selectDigestLines(db, { state, before, limit: page.limit + 1 });
  return lineCursor.page(
    rows,
    page.limit,
    ({ id }) => id,
    (row) => row,
  );
}
