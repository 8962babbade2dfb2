// POST /api/digests/:id/test: a digest to a few addresses before anybody else gets it.

import * as z from 'zod';
import { parseEmailAddress } from '../base/email-address.ts';
import { AppError, type FieldError } from '../base/errors.ts';
import { type EmailId, newId } from '../base/ids.ts';
import type { Database } from '../db/client.ts';
import { insertTestEmails } from './send-queries.ts';

/** A test goes to so many addresses at once. */
export const mostTestAddresses = 5;

export const TestMailInput = z.strictObject({
  to: z.array(z.string()).min(1).max(mostTestAddresses),
  subscriber: z.int().min(1).exactOptional().meta({
    description: 'Id of the subscriber whose copy it is. Its links do nothing, like all of a test.',
  }),
});
export type TestMailInput = z.infer<typeof TestMailInput>;

/** Writes one email per distinct address and gives their ids, for the caller to enqueue. */
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
  const emails = [...addresses].map((address) => ({
    id: newId<EmailId>(),
    address,
    digestId: digest.id,
    revision: digest.revision,
    reader: input.subscriber ?? null,
  }));
  await insertTestEmails(db, emails);
  return emails.map(({ id }) => id);
}
