// Addresses of the house's own people, remembered for test mails.

import * as z from 'zod';
import { parseEmailAddress } from '../../base/email-address.ts';
import { AppError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Queryable } from '../../db/client.ts';
import { deleteTester, insertTester, selectTesters } from './queries.ts';

export const TesterInput = z.strictObject({ address: z.string().max(320) });
export const TesterView = z.strictObject({
  id: z.uuid(),
  address: z.string(),
  createdAt: z.iso.datetime(),
});
export type TesterView = z.infer<typeof TesterView>;

/** No house has more people who look at tests. */
const mostTesters = 50;

/** In the order of their addresses. */
export async function listTesters(db: Queryable): Promise<TesterView[]> {
  const rows = await selectTesters(db);
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
}

/** Remembered once, however often it is asked for. */
export async function rememberTester(
  db: Queryable,
  address: string,
  by: string,
): Promise<TesterView> {
  const parsed = parseEmailAddress(address);
  if (parsed.kind !== 'ok') {
    const errors = [{ path: 'address', message: parsed.message }];
    throw new AppError('invalid', 'This is no e-mail address.', { errors });
  }
  const known = await listTesters(db);
  const found = known.find((tester) => tester.address === parsed.address);
  if (found) return found;
  if (known.length >= mostTesters) {
    throw new AppError('conflict', `There are ${mostTesters} testers: take one away first.`);
  }
  await insertTester(db, { id: newId(), address: parsed.address, createdBy: by });
  const all = await listTesters(db);
  return all.find((tester) => tester.address === parsed.address) ?? noTester();
}

export async function forgetTester(db: Queryable, id: string): Promise<void> {
  if (!(await deleteTester(db, id))) noTester();
}

/** May somebody who does not send try a mail there? */
export async function areTesters(db: Queryable, addresses: readonly string[]): Promise<boolean> {
  const known = new Set((await selectTesters(db)).map(({ address }) => address));
  return addresses.every((address) => known.has(address));
}

function noTester(): never {
  throw new AppError('not_found', 'There is no tester with this id.');
}
