// An editor's decision about recipients of whom nobody can know whether they were mailed.

import * as z from 'zod';
import { AppError } from '../../base/errors.ts';
import type { Database } from '../../db/client.ts';
import { readSend } from '../report/report.ts';
import type { SendView } from '../report/send-view.ts';
import { decideUnknown } from './command-queries.ts';

/** The body of POST /api/sends/:id/resolve. */
export const ResolveInput = z.strictObject({
  outcome: z.enum(['accepted', 'rejected']).meta({
    description: 'The outcome to record for every recipient whose outcome is unknown',
  }),
});
export type ResolveInput = z.infer<typeof ResolveInput>;

/**
 * Writes the decision; nobody is ever mailed because of it, and a late webhook that proves a
 * rejection wrong still makes it accepted. Throws `conflict` if nothing is unknown.
 */
export async function resolveUnknown(
  db: Database,
  sendId: string,
  input: ResolveInput,
  decidedBy: string,
): Promise<SendView> {
  await readSend(db, sendId);
  if ((await decideUnknown(db, sendId, input.outcome, decidedBy)) === 0) {
    throw new AppError('conflict', 'The outcome of no recipient of this send is unknown.');
  }
  return readSend(db, sendId);
}
