// Looks at a digest as it would be mailed: the frozen mail, and what stands against sending it.

import { dayIn } from '../../base/time-zone.ts';
import { type Check, checkDigest } from '../../digest/checks/checks.ts';
import type { Dial } from '../../digest/checks/open-web.ts';
import { reachDigest } from '../../digest/checks/reach.ts';
import type { Digest } from '../../digest/schema.ts';
import type { Look } from '../../render/brand-queries.ts';
import type { FrozenMail } from '../../render/frozen-mail.ts';
import { freezeMail } from '../../render/mail.tsx';
import { checkMail } from '../../render/mail-checks.ts';
import { mailContext, mailDay, type Sender, senderOfList } from '../../render/sender.ts';
import type { DomainLook } from '../../resend/from-domain.ts';
import { checkFrom } from '../readiness/from-domain.ts';

/** Who sends, and who tells what Resend says of the domain of an address, where it may be asked. */
export interface VettedSender extends Sender {
  lookAt?: (from: string) => Promise<DomainLook>;
}

export interface Inspected {
  mail: FrozenMail;
  /** Each of these stops a send. */
  errors: Check[];
  warnings: Check[];
}

/**
 * `sendId` becomes the tag of the mail; the digest's own id where there is no send yet.
 * With `dial` it goes out and asks every linked address, which takes seconds: only on request.
 */
export async function inspectDigest(
  sender: VettedSender,
  digest: { content: Digest; page: string; sendId: string } & Look,
  now: Date,
  dial: Dial | null = null,
): Promise<Inspected> {
  const day = mailDay(sender, digest, now);
  const ofList = senderOfList(sender, digest);
  const mail = await freezeMail(digest.content, mailContext(ofList, { ...digest, day }));
  const reached = dial ? await reachDigest(digest.content, dial) : {};
  const found = [
    checkDigest(digest.content, {
      subject: mail.subject,
      htmlBytes: mail.htmlBytes,
      senderAddress: sender.senderAddress,
      today: dayIn(sender.timezone, now),
      ...reached,
    }),
    checkMail(mail, digest.brand),
    ...(sender.lookAt ? [checkFrom(await sender.lookAt(ofList.from), whoseFrom(digest))] : []),
  ];
  return {
    mail,
    errors: found.flatMap(({ errors }) => errors),
    warnings: found.flatMap(({ warnings }) => warnings),
  };
}

/** What an editor changes if the address will not do. */
function whoseFrom({ list, from }: Look): string {
  return list === null || from === null ? 'FROM' : `the sender of the list ${list.slug}`;
}
