// Addresses that must not be mailed, as editors add, find and lift them.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import type { AudienceDeps } from '../deps.ts';
import { requireEmailAddress } from '../fields.ts';
import { selectSuppressionRow } from '../queries.ts';
import {
  deleteSuppression,
  ensureSuppression,
  forgetBounces,
  lockSuppression,
  type SuppressionRow,
  selectSuppressions,
} from './queries.ts';
import type { SuppressionInput, SuppressionReason, SuppressionView } from './schema.ts';

const suppressionCursor = defineCursor('suppressions', z.int().min(1));

/** An editor's own entry; an address that is suppressed already keeps its reason. */
export async function addSuppression(
  db: Database,
  input: SuppressionInput,
): Promise<SuppressionView> {
  const address = requireEmailAddress(input.email);
  const detail = input.detail ?? null;
  return viewSuppression(await ensureSuppression(db, { address, reason: 'manual', detail }));
}

/** Newest first. */
export async function readSuppressions(
  db: Database,
  query: PageQuery,
): Promise<Page<SuppressionView>> {
  const before = suppressionCursor.decode(query.cursor) ?? Number.MAX_SAFE_INTEGER;
  const rows = await selectSuppressions(db, before, query.limit + 1);
  return suppressionCursor.page(rows, query.limit, (row) => row.id, viewSuppression);
}

/** The suppression of one address, or null; also finds an erased person. */
export async function findSuppression(
  deps: Pick<AudienceDeps, 'db' | 'tokens'>,
  email: string,
): Promise<SuppressionView | null> {
  const address = requireEmailAddress(email);
  const hash = deps.tokens.hashAddress(address);
  const row = await selectSuppressionRow(deps.db, { email: address, addressHash: hash });
  return row && viewSuppression(row);
}

/**
 * Lifts an editor's own suppression, or one for temporary bounces in a row, whose count then starts
 * anew. The other reasons are not ours to lift: AppError `conflict` says why.
 */
export async function liftSuppression(db: Database, id: number): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockSuppression(tx, id);
    if (!row) throw new AppError('not_found', 'There is no suppression with this id.');
    if (row.address === null) throw new AppError('conflict', whyItStays.erased);
    if (!isSoft(row)) throw new AppError('conflict', whyItStays[row.reason]);
    await deleteSuppression(tx, id);
    await forgetBounces(tx, row.address);
  });
}

const whyItStays: Record<SuppressionReason, string> = {
  manual: '',
  bounce: 'The mailbox does not exist: mail to it would bounce again and harm all other mail.',
  complaint: 'This person marked our mail as spam; only a new address of theirs can be mailed.',
  provider: 'The provider refuses this address; it must first be lifted there.',
  erased: 'This person asked to be forgotten; only they themselves can come back, by the form.',
};

/** Temporary failures carry a detail, permanent ones the event that told of them. */
function isSoft(row: SuppressionRow): boolean {
  return row.reason === 'manual' || (row.reason === 'bounce' && row.sourceEvent === null);
}

function viewSuppression(row: SuppressionRow): SuppressionView {
  return {
    id: row.id,
    email: row.address,
    reason: row.reason,
    detail: row.detail,
    source: row.sourceEvent,
    liftable: row.address !== null && isSoft(row),
    createdAt: row.createdAt.toISOString(),
  };
}
