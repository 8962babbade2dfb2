// What a send keeps of its mail from the moment it was planned.

import * as z from 'zod';
import { FrozenMail } from '../render/frozen-mail.ts';
import { FrozenWarmUp } from './ladder.ts';

/**
 * Everything that goes into the bytes of a mail, so that a replay repeats them. It is read by the
 * version of the mail in it; what a version before ours did not write yet is absent, and what one
 * after ours writes besides is passed over.
 */
const FrozenSend = z.object({
  mail: FrozenMail,
  publicUrl: z.string(),
  lists: z.array(z.object({ id: z.number(), slug: z.string(), name: z.string() })),
  /** Of which edition of the send; absent in sends of before there were any. */
  edition: z.number().exactOptional(),
  /** Absent: its days have no cap. */
  warmUp: FrozenWarmUp.exactOptional(),
  /** Name of the key that signs its links (`TokenRing`): a rotation must not change a replay. */
  signedWith: z.string().exactOptional(),
  /** Resend's id of the hosted template; null if every batch carries its html. */
  hostedTemplateId: z.string().nullable().default(null),
});
export type FrozenSend = z.infer<typeof FrozenSend>;

/**
 * A send as it was stored. Throws if its mail is of a version that this one cannot read, so that it
 * waits until one runs that can; the mail itself is not told.
 */
export function parseFrozenSend(stored: unknown): FrozenSend {
  const parsed = FrozenSend.safeParse(stored);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`);
  throw new Error(`A frozen send that this version cannot read: ${wrong.join(', ')}`);
}
