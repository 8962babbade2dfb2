// Mail that came to us: one whose subject holds an unsubscribe token is a reader leaving a list.

import * as z from 'zod';
import { takeLatePress } from '../../audience/preferences/press.ts';
import type { UnsubscribeClaim } from '../../audience/preferences/unsubscribe.ts';
import { parseEmailAddress, readMailbox } from '../../base/email-address.ts';
import type { TokenRing } from '../../base/token.ts';
import type { Database } from '../../db/client.ts';
import type { InboundMail } from '../../resend/feedback.ts';
import { logInbound } from './inbound-queries.ts';

/** A mail that leaves a list, as it waits in the queue: what its token says, not the token. */
export interface InboundUnsubscribe {
  /** svix-id. */
  id: string;
  at: Date;
  claim: UnsubscribeClaim;
}

/** Null for all other mail. An empty `address`: mail is not asked for, and none is obeyed. */
export function findUnsubscribe(
  tokens: TokenRing,
  address: string,
  mail: InboundMail,
): InboundUnsubscribe | null {
  const claim = isFor(mail, address) ? findClaim(tokens, mail.subject) : null;
  return claim && { id: mail.id, at: mail.at, claim };
}

/** What `findUnsubscribe` found, behind the queue; null for whatever else is there. */
export function readInboundUnsubscribe(id: string, payload: unknown): InboundUnsubscribe | null {
  const read = QueuedUnsubscribe.safeParse(payload);
  if (!read.success) return null;
  return { id, at: new Date(read.data.at), claim: { purpose: 'unsubscribe', ...read.data.leave } };
}

const QueuedUnsubscribe = z.object({
  at: z.iso.datetime(),
  leave: z.object({ subscriber: z.int(), list: z.int(), send: z.uuid().nullable() }),
});

/** The form in which it waits. */
export function queueUnsubscribe({
  at,
  claim,
}: InboundUnsubscribe): z.infer<typeof QueuedUnsubscribe> {
  const { subscriber, list, send } = claim;
  return { at: at.toISOString(), leave: { subscriber, list, send } };
}

/**
 * Unsubscribes as of the moment the mail came in, in one transaction with the note of the event's
 * id: an event delivered again next week does not put out who has come back since.
 */
export async function takeInboundUnsubscribe(
  db: Database,
  leaving: InboundUnsubscribe,
): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await logInbound(tx, leaving))) return;
    const press = { method: 'mailto', network: null, at: leaving.at } as const;
    await takeLatePress(tx, leaving.claim, press);
  });
}

/** Whoever else it went to: a mail program may put the address into any of the fields. */
function isFor(mail: InboundMail, address: string): boolean {
  const wanted = parseEmailAddress(address);
  if (wanted.kind === 'invalid') return false;
  return mail.recipients.some((recipient) => readMailbox(recipient) === wanted.address);
}

/** Our tokens are 58 characters; nobody makes us try keys on a subject without end. */
const wordLike = /[\w-]{40,120}/g;
const mostWords = 5;
const mostLetters = 2000;

/**
 * The first token in a subject that allows leaving. The token is the proof, not the words around
 * it: mail programs and gateways put `Re:`, `[EXTERNAL]` or their own language there, and whoever
 * holds the token may leave by its link as well. An automatic reply to a digest repeats the digest's
 * subject, which never has one.
 */
function findClaim(tokens: TokenRing, subject: string): UnsubscribeClaim | null {
  const words = subject.slice(0, mostLetters).match(wordLike) ?? [];
  for (const word of words.slice(0, mostWords)) {
    const claim = tokens.verify(word);
    if (claim?.purpose === 'unsubscribe') return claim;
  }
  return null;
}
