// Mail that came to us: one whose subject holds an unsubscribe token is a reader leaving a list.

import { type LeaveClaim, leaveByClaim } from '../audience/choosing/unsubscribe.ts';
import { parseEmailAddress } from '../base/email-address.ts';
import type { TokenRing } from '../base/token.ts';
import type { Database } from '../db/client.ts';
import type { InboundMail } from '../resend/feedback.ts';
import { logInbound } from './inbound-queries.ts';

/**
 * Unsubscribes whom these mails name, each in a transaction of its own. All other mail leaves no
 * trace. The event's id is logged with the leaving: an event delivered again next week does not put
 * out who has come back since. An empty `address`: mail is not asked for, and nothing happens.
 */
export async function takeInbound(
  doors: { db: Database; tokens: TokenRing },
  address: string,
  mails: readonly InboundMail[],
): Promise<void> {
  for (const mail of mails) {
    const claim = isFor(mail, address) ? findClaim(doors.tokens, mail.subject) : null;
    if (!claim) continue;
    await doors.db.transaction(async (tx) => {
      if (!(await logInbound(tx, mail, claim))) return;
      await leaveByClaim(tx, claim, { method: 'mailto', network: null });
    });
  }
}

/** Whoever else it went to: a mail program may put the address into any of the fields. */
function isFor(mail: InboundMail, address: string): boolean {
  const wanted = parseEmailAddress(address);
  if (wanted.kind === 'invalid') return false;
  return mail.recipients.some((recipient) => {
    const bare = /<([^<>]*)>\s*$/.exec(recipient)?.[1] ?? recipient;
    const parsed = parseEmailAddress(bare);
    return parsed.kind === 'ok' && parsed.address === wanted.address;
  });
}

/** Our tokens are 58 characters; nobody makes us try keys on a subject without end. */
const wordLike = /[\w-]{40,120}/g;
const mostWords = 5;

/**
 * The first token in a subject that allows leaving. The token is the proof, not the words around
 * it: mail programs and gateways put `Re:`, `[EXTERNAL]` or their own language there, and whoever
 * holds the token may leave by its link as well. An automatic reply to a digest repeats the digest's
 * subject, which never has one.
 */
function findClaim(tokens: TokenRing, subject: string): LeaveClaim | null {
  for (const word of (subject.match(wordLike) ?? []).slice(0, mostWords)) {
    const claim = tokens.verify(word);
    if (claim?.purpose === 'unsubscribe') return claim;
  }
  return null;
}
