// Addresses that must not be mailed: added by feedback and editors, lifted where that is safe.

import * as z from 'zod';
import { defineCursor, type Page, type PageQuery } from '../../base/cursor.ts';
import type { EmailAddress } from '../../base/email-address.ts';
import { AppError } from '../../base/errors.ts';
import type { TokenRing } from '../../base/token.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { requireEmailAddress } from '../fields.ts';
import {
  deleteSuppression,
  lockSuppression,
  type SuppressionRow,
  selectSuppressionByHash,
  selectSuppressions,
  unsubscribeAddresses,
  upsertSuppressions,
} from './queries.ts';
import type { SuppressionInput, SuppressionReason, SuppressionView } from './schema.ts';

const suppressionCursor = defineCursor('suppressions', z.int().min(1));

export interface SuppressedAddress {
  address: EmailAddress;
  reason: Exclude<SuppressionReason, 'erased'>;
  detail?: string | null;
  /** The id of the webhook event that said so. */
  sourceEvent?: string | null;
}

/**
 * What feedback learned about addresses, as one set: never mailed again; who complained has also
 * left every list. Repeats and any order end the same; of two reasons the graver one stays.
 */
export async function suppressAddresses(
  tx: Queryable,
  tokens: TokenRing,
  addresses: readonly SuppressedAddress[],
): Promise<void> {
  if (addresses.length === 0) return;
  const order = ['manual', 'provider', 'bounce', 'complaint'];
  const gravest = new Map<string, SuppressedAddress>();
  for (const one of addresses) {
    const known = gravest.get(one.address);
    if (!known || order.indexOf(one.reason) > order.indexOf(known.reason)) {
      gravest.set(one.address, one);
    }
  }
  await upsertSuppressions(
    tx,
    Array.from(gravest.values(), ({ address, reason, detail, sourceEvent }) => ({
      address,
      addressHash: tokens.hashAddress(address),
      reason,
      detail: detail ?? null,
      sourceEvent: sourceEvent ?? null,
    })),
  );
  const complained = addresses.filter((one) => one.reason === 'complaint');
  if (complained.length > 0) {
    const of = complained.map((one) => one.address);
    await unsubscribeAddresses(tx, of, 'complaint');
  }
}

/** An editor's own entry; an address that is suppressed already keeps its graver reason. */
export async function addSuppression(
  doors: { db: Database; tokens: TokenRing },
  input: SuppressionInput,
): Promise<SuppressionView> {
  const address = requireEmailAddress(input.email);
  return doors.db.transaction(async (tx) => {
    await suppressAddresses(tx, doors.tokens, [
      { address, reason: 'manual', detail: input.detail ?? null },
    ]);
    const row = await selectSuppressionByHash(tx, doors.tokens.hashAddress(address));
    if (!row) throw new Error('A suppression vanished inside its own transaction');
    return viewSuppression(row);
  });
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
  doors: { db: Database; tokens: TokenRing },
  email: string,
): Promise<SuppressionView | null> {
  const hash = doors.tokens.hashAddress(requireEmailAddress(email));
  const row = await selectSuppressionByHash(doors.db, hash);
  return row && viewSuppression(row);
}

/**
 * Lifts an editor's own suppression. The other reasons are not ours to lift: AppError `conflict`
 * says why.
 */
export async function liftSuppression(db: Database, id: number): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockSuppression(tx, id);
    if (!row) throw new AppError('not_found', 'There is no suppression with this id.');
    if (row.reason !== 'manual') throw new AppError('conflict', whyItStays[row.reason]);
    await deleteSuppression(tx, id);
  });
}

const whyItStays: Record<Exclude<SuppressionReason, 'manual'>, string> = {
  bounce: 'The mailbox does not exist: mail to it would bounce again and harm all other mail.',
  complaint: 'This person marked our mail as spam; only a new address of theirs can be mailed.',
  provider: 'The provider refuses this address; it must first be lifted there.',
  erased: 'This person asked to be forgotten; only they themselves can come back, by the form.',
};

function viewSuppression(row: SuppressionRow): SuppressionView {
  return {
    id: row.id,
    email: row.address,
    reason: row.reason,
    detail: row.detail,
    createdAt: row.createdAt.toISOString(),
  };
}
