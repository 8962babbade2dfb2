// Looks at a digest as it would be mailed: the frozen mail, and what stands against sending it.

import { type Check, checkDigest } from '../digest/checks.ts';
import type { Digest } from '../digest/schema.ts';
import { type FrozenMail, freezeMail } from '../render/mail.tsx';
import { checkMail } from '../render/mail-checks.ts';
import { mailContext, type Sender } from './plan.ts';

export interface Inspected {
  mail: FrozenMail;
  /** Each of these stops a send. */
  errors: Check[];
  warnings: Check[];
}

/** `sendId` becomes the tag of the mail; the digest's own id where there is no send yet. */
export async function inspectDigest(
  sender: Sender,
  digest: { content: Digest; slug: string; sendId: string },
  now: Date,
): Promise<Inspected> {
  const mail = await freezeMail(digest.content, mailContext(sender, digest));
  const found = [
    checkDigest(digest.content, {
      subject: mail.subject,
      htmlBytes: mail.htmlBytes,
      senderAddress: sender.senderAddress,
      from: sender.from,
      now,
    }),
    checkMail(mail),
  ];
  return {
    mail,
    errors: found.flatMap(({ errors }) => errors),
    warnings: found.flatMap(({ warnings }) => warnings),
  };
}
