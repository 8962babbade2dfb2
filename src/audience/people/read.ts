// Subscribers as editors see them.

import * as z from 'zod';
import { defineCursor, type Page } from '../../base/cursor.ts';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/client.ts';
import { requireEmailAddress } from '../fields.ts';
import { requireLists } from '../lists/lists.ts';
import { type SubscriberRow, selectSubscriber } from '../queries.ts';
import { findPeople } from './find.ts';
import { selectSubscribers } from './page-queries.ts';
import { selectMembershipsOf, selectSuppressionsOfAddresses } from './queries.ts';
import type { SubscriberQuery, SubscriberView } from './schema.ts';

const subscriberCursor = defineCursor('subscribers', z.int().min(1));

/** Newest first, narrowed by address, list and status; by a beginning, in the order of `findPeople`. */
export async function readSubscribers(
  db: Queryable,
  query: SubscriberQuery,
): Promise<Page<SubscriberView>> {
  const [list] = query.list === undefined ? [] : await requireLists(db, [query.list], 'list');
  const standing = {
    ...(list === undefined ? {} : { listId: list.id }),
    ...(query.status === undefined ? {} : { status: query.status }),
  };
  const email = query.email === undefined ? undefined : requireEmailAddress(query.email);
  const page =
    query.prefix === undefined
      ? subscriberCursor.page(
          await selectSubscribers(db, {
            ...standing,
            ...(email === undefined ? {} : { email }),
            before: subscriberCursor.decode(query.cursor) ?? Number.MAX_SAFE_INTEGER,
            limit: query.limit + 1,
          }),
          query.limit,
          (row) => row.id,
          (row) => row,
        )
      : await findPeople(db, { ...query, prefix: query.prefix, standing, email });
  return { ...page, data: await viewSubscribers(db, page.data) };
}

/** AppError `not_found`. */
export async function readSubscriber(db: Queryable, id: number): Promise<SubscriberView> {
  const row = await selectSubscriber(db, id);
  const [view] = await viewSubscribers(db, row ? [row] : []);
  if (!view) throw new AppError('not_found', 'There is no subscriber with this id.');
  return view;
}

async function viewSubscribers(
  db: Queryable,
  rows: readonly SubscriberRow[],
): Promise<SubscriberView[]> {
  if (rows.length === 0) return [];
  const memberships = Map.groupBy(
    await selectMembershipsOf(
      db,
      rows.map((row) => row.id),
    ),
    (one) => one.subscriberId,
  );
  const addresses = rows.map((row) => row.email);
  const suppressions = await selectSuppressionsOfAddresses(db, addresses);
  const reasons = new Map(suppressions.map(({ address, reason }) => [address, reason]));
  return rows.map((row) => {
    const reason = reasons.get(row.email) ?? null;
    return {
      id: row.id,
      email: row.email,
      name: row.name,
      language: row.language,
      timezone: row.timezone,
      attributes: row.attributes,
      pausedUntil: row.pausedUntil?.toISOString() ?? null,
      suppressed: reason === 'erased' ? null : reason,
      lists: (memberships.get(row.id) ?? []).map((one) => ({
        slug: one.slug,
        status: one.status,
        confirmedAt: one.confirmedAt?.toISOString() ?? null,
        unsubscribedAt: one.unsubscribedAt?.toISOString() ?? null,
        frequency: one.frequency,
      })),
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  });
}
