// POST /api/digests/:id/test: a digest to a few addresses before anybody else gets it.

import * as z from 'zod';
import { parseEmailAddress } from '../base/email-address.ts';
import { AppError, type FieldError } from '../base/errors.ts';
import { type LetterId, newId } from '../base/ids.ts';
import type { Database } from '../db/client.ts';
import { insertTestLetters } from './letter-queries.ts';

export const TestMailInput = z.strictObject({ to: z.array(z.string()).min(1).max(5) });
export type TestMailInput = z.infer<typeof TestMailInput>;

/** Writes one letter per distinct address and gives their ids, for the caller to ring. */
export async function requestTestMail(
  db: Database,
  digest: { id: string; revision: number },
  input: TestMailInput,
): Promise<string[]> {
  const errors: FieldError[] = [];
  const addresses = new Set<string>();
  for (const [i, text] of input.to.entries()) {
    const parsed = parseEmailAddress(text);
    if (parsed.kind === 'ok') addresses.add(parsed.address);
    else errors.push({ path: `to.${i}`, message: parsed.message });
  }
  if (errors.length > 0) throw new AppError('invalid', 'Nothing was sent; see errors.', { errors });
  const letters = [...addresses].map((address) => ({
    id: newId<LetterId>(),
    address,
    digestId: digest.id,
    revision: digest.revision,
  }));
  await insertTestLetters(db, letters);
  return letters.map(({ id }) => id);
}
