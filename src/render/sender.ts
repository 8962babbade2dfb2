// Who sends, and what every digest's mail takes from it.

import { dayIn } from '../base/time-zone.ts';
import { isPublicPage } from '../digest/identity.ts';
import type { Brand } from './brand.ts';
import type { Look } from './brand-queries.ts';
import type { MailContext } from './mail.tsx';

/** Who sends, and where readers reach us: from the worker's variables. */
export interface Sender {
  publicUrl: string;
  from: string;
  replyTo: string;
  senderName: string;
  senderAddress: string;
  /** Empty: Resend receives no mail for us. */
  inboundAddress: string;
  /** Whose clocks and days hold where a list or an editor says none (IANA). */
  timezone: string;
}

/** Who sends a list's digests: its own addresses where it has some. */
export function senderOfList<Of extends Sender>(
  sender: Of,
  { from, replyTo }: Pick<Look, 'from' | 'replyTo'>,
): Of {
  return { ...sender, from: from ?? sender.from, replyTo: replyTo ?? sender.replyTo };
}

/** The day a mail shows that is made at this moment. */
export function mailDay(sender: Sender, { timezone }: Look, at: Date): string {
  return dayIn(timezone ?? sender.timezone, at);
}

/** The context of a digest's mail, the same for a send, a test and a preview; `page`: its `pagePath`. */
export function mailContext(
  sender: Sender,
  digest: { sendId: string; page: string; brand: Brand | null; day: string },
): MailContext {
  return {
    publicUrl: sender.publicUrl,
    from: sender.from,
    senderName: sender.senderName,
    replyTo: sender.replyTo || null,
    senderAddress: sender.senderAddress,
    contact: sender.replyTo || sender.from,
    inboundAddress: sender.inboundAddress || null,
    sendId: digest.sendId,
    digestUrl: sender.publicUrl + digest.page,
    shareUrl: isPublicPage(digest.page) ? sender.publicUrl + digest.page : null,
    day: digest.day,
    brand: digest.brand,
  };
}
