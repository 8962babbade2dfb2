// Sends, a line each: quick however many people a send went to.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import type { Database } from '../../db/client.ts';
import { readCounts } from '../counts-queries.ts';
import { readFeedbackCounts } from '../report/feedback-counts.ts';
import { isOver } from '../send-queries.ts';
import { type SendLineRow, selectSendLines } from './send-lines-queries.ts';

export const SendPart = z.enum(['active', 'over']);
export type SendPart = z.infer<typeof SendPart>;

export interface SendLine extends SendLineRow {
  /** Of one that has begun and is not over: how many are settled, whatever came of it. */
  settled: number | null;
  /** Of one that has begun, as far as webhooks have said. */
  delivered: number | null;
}

const lineCursor = defineCursor('send lines', z.uuid());

/**
 * Newest first. The batches of a send are counted while it runs, of which there are few at once; what
 * was delivered is kept.
 */
export async function listSendLines(
  db: Database,
  part: SendPart | null,
  page: PageQuery,
): Promise<Page<SendLine>> {
  const before = lineCursor.decode(page.cursor);
  const rows = await selectSendLines(db, { part, before, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const begun = shown.filter(({ startedAt }) => startedAt !== null);
  const feedback = await readFeedbackCounts(
    db,
    begun.map(({ id }) => id),
  );
  const settled = new Map<string, number>();
  for (const { id, status } of begun) {
    if (isOver(status)) continue;
    const counts = await readCounts(db, id);
    if (counts) settled.set(id, counts.recipients - counts.pending);
  }
  const view = (row: SendLineRow): SendLine => ({
    ...row,
    settled: settled.get(row.id) ?? null,
    delivered: feedback.get(row.id)?.delivered ?? null,
  });
  return lineCursor.page(rows, page.limit, ({ id }) => id, view);
}
