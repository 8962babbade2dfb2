// The proposals there are: what they are called and how far they have come.

import * as z from 'zod';
import { defineCursor, type Page, PageQuery } from '../../base/cursor.ts';
import type { Queryable } from '../../db/client.ts';
import { type ProposalLine, selectProposalLines } from '../making/line-queries.ts';
import { ProposalView } from './schema.ts';

export const ProposalsQuery = PageQuery.extend({
  status: ProposalView.shape.status.exactOptional().meta({
    description: 'Only proposals that have come so far.',
  }),
  list: z.string().max(100).exactOptional().meta({
    description: 'Only proposals for this list (its slug).',
  }),
});
type ProposalsQuery = z.infer<typeof ProposalsQuery>;

const cursor = defineCursor('proposals', z.uuid());

/** Newest first; with `listId` those for that list alone. */
export async function listProposals(
  db: Queryable,
  { limit, cursor: from, status }: Omit<ProposalsQuery, 'list'>,
  listId: number | null,
): Promise<Page<ProposalLine>> {
  const before = cursor.decode(from);
  const rows = await selectProposalLines(db, { status, listId }, before, limit + 1);
  return cursor.page(
    rows,
    limit,
    ({ id }) => id,
    (line) => line,
  );
}
