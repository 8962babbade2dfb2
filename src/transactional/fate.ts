// What became of one transactional email, as far as anybody knows by now.

import * as z from 'zod';
import { AppError } from '../base/errors.ts';
import type { Queryable } from '../db/client.ts';
import { type EmailRow, selectEmail } from './outbox-queries.ts';

export const EmailFate = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  state: z
    .enum([
      'ready',
      'accepted',
      'delivered',
      'delayed',
      'bounced',
      'complained',
      'failed',
      'suppressed',
      'refused',
      'unknown',
    ])
    .meta({ description: 'The gravest that is known; `ready`: it is on its way to the provider' }),
  reason: z.string().nullable().meta({ description: 'The provider’s name for a refusal' }),
  createdAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
  bouncedAt: z.iso.datetime().nullable(),
});
export type EmailFate = z.infer<typeof EmailFate>;

/** Throws `not_found`. Says no address. */
export async function readFate(db: Queryable, id: string): Promise<EmailFate> {
  const row = await selectEmail(db, id);
  if (row === null) throw new AppError('not_found', 'There is no email with this id.');
  return viewFate(row);
}

/** What became of a test mail, and to whom it went. */
export type TestFate = EmailFate & { address: string };

/** Of those of these emails that are tests of this digest, for who may mail one: they typed the addresses. */
export async function readTestFates(
  db: Queryable,
  digestId: string,
  ids: readonly string[],
): Promise<TestFate[]> {
  const fates: TestFate[] = [];
  for (const id of ids) {
    const row = await selectEmail(db, id);
    const isOfDigest = row?.kind === 'test' && row.data.digestId === digestId;
    if (row && isOfDigest) fates.push({ ...viewFate(row), address: row.address });
  }
  return fates;
}

function viewFate(row: EmailRow): EmailFate {
  return {
    id: row.id,
    kind: row.kind,
    state: stateOf(row),
    reason: row.error,
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    bouncedAt: row.bouncedAt?.toISOString() ?? null,
  };
}

function stateOf(row: EmailRow): EmailFate['state'] {
  if (row.complainedAt) return 'complained';
  if (row.bouncedAt) return 'bounced';
  if (row.suppressedAt) return 'suppressed';
  if (row.failedAt) return 'failed';
  if (row.deliveredAt) return 'delivered';
  if (row.delayedAt) return 'delayed';
  return row.state;
}
