// Finding people by what an editor remembers: how an address or a name begins.

import * as z from 'zod';
import { defineCursor, type Page } from '../../base/cursor.ts';
import type { EmailAddress } from '../../base/email-address.ts';
import { AppError } from '../../base/errors.ts';
import type { Queryable } from '../../db/client.ts';
import { type SubscriberRow, selectSubscriber } from '../queries.ts';
import { type Standing, selectByAddress, selectByName } from './page-queries.ts';

/** Where a page ended: after this person, among addresses or already among names. */
const findCursor = defineCursor(
  'people',
  z.strictObject({ by: z.enum(['address', 'name']), after: z.int().min(1) }),
);

interface Search {
  prefix: string;
  email: EmailAddress | undefined;
  standing: Standing;
  limit: number;
  cursor?: string;
}

/**
 * People whose address begins so, in the order of addresses, then the others whose name does, in the order
 * of names. AppError `invalid` for a beginning of nothing, and for a cursor whose person is gone: in
 * neither order is there a place for them any more.
 */
export async function findPeople(db: Queryable, search: Search): Promise<Page<SubscriberRow>> {
  const { limit, standing, email } = search;
  const name = search.prefix.normalize('NFC').trim();
  if (name === '') throw invalid('prefix', 'Must not be empty');
  const address = name.normalize('NFKC').toLowerCase();
  const start = findCursor.decode(search.cursor);
  if (start && !(await selectSubscriber(db, start.after))) {
    throw invalid('cursor', 'The person it stood at is gone: begin again without it');
  }
  const asked = { ...standing, email, address, name };
  const found: { row: SubscriberRow; by: 'address' | 'name' }[] = [];
  for (const [by, select] of [
    ['address', selectByAddress],
    ['name', selectByName],
  ] as const) {
    if (found.length > limit || (by === 'address' && start?.by === 'name')) continue;
    const after = start?.by === by ? start.after : null;
    const rows = await select(db, { ...asked, after, limit: limit + 1 - found.length });
    found.push(...rows.map((row) => ({ row, by })));
  }
  return findCursor.page(
    found,
    limit,
    ({ by, row }) => ({ by, after: row.id }),
    ({ row }) => row,
  );
}

function invalid(path: string, message: string): AppError {
  return new AppError('invalid', `${path}: ${message}.`, { errors: [{ path, message }] });
}
