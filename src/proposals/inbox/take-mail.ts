// A mail to the inbox: read, and the pages that it names put there. Once for a mail, whatever ends the work.

import { readMailbox } from '../../base/email-address.ts';
import { newId } from '../../base/ids.ts';
import type { Database } from '../../db/client.ts';
import { addressKey } from '../stories/address-key.ts';
import { noteMail, noteRefused, noteTaken, type Refusal, selectKeeper } from './door-queries.ts';
import { keepInInbox } from './inbox.ts';
import type { Door } from './mail-door.ts';
import { findPages, type MailPage, type MailWords } from './mail-pages.ts';

interface ReceivedMail extends MailWords {
  /** As written. */
  from: string;
  /** What mail servers say of the sender (RFC 8601), however often; empty if none does. */
  authentication: string;
}

/** What asking for a mail came to. */
export type MailAnswer =
  | { kind: 'mail'; mail: ReceivedMail }
  /** Not now. */
  | { kind: 'later' }
  /** Not now, and never. */
  | { kind: 'never' };

interface MailDeps {
  db: Database;
  readMail(id: string): Promise<MailAnswer>;
  /** Pages of ours are no articles. */
  ownUrl: string;
}

/** More in an hour is no person who writes. */
const mostAnHour = 60;

/** `later`: the mail could not be read now, and nothing is noted. Mail to an address of before leaves no trace. */
export async function takeMail(
  { db, readMail, ownUrl }: MailDeps,
  { id, editor, turn }: Door & { id: string },
): Promise<'done' | 'later'> {
  const keeper = await selectKeeper(db, { editor, turn, mail: id });
  if (keeper === null || keeper.isKnown) return 'done';
  const answer: MailAnswer | null = keeper.lately < mostAnHour ? await readMail(id) : null;
  if (answer?.kind === 'later') return 'later';
  const judged = judge(answer, keeper.address, ownUrl);
  await db.transaction(async (tx) => {
    if (!(await noteMail(tx, id, editor))) return;
    if (judged.kind === 'refused') return noteRefused(tx, editor, judged.why);
    for (const { itemId, page } of inOrderOfKeys(judged.pages)) {
      await keepInInbox(tx, { ...page, came: 'mail' }, { id: itemId, by: editor });
    }
    await noteTaken(tx, editor);
  });
  return 'done';
}

type Judged = { kind: 'taken'; pages: MailPage[] } | { kind: 'refused'; why: Refusal };

function judge(answer: MailAnswer | null, address: string, ownUrl: string): Judged {
  if (answer === null) return { kind: 'refused', why: 'too_many' };
  if (answer.kind !== 'mail') return { kind: 'refused', why: 'unread' };
  const { mail } = answer;
  if (readMailbox(mail.from) !== address || isDisowned(mail)) {
    return { kind: 'refused', why: 'stranger' };
  }
  const pages = findPages(mail, ownUrl);
  return pages.length === 0 ? { kind: 'refused', why: 'no_address' } : { kind: 'taken', pages };
}

/**
 * Only a no is believed: anybody can write a header that says yes, and no Resend document says which of
 * several is its own. The guard is the address, which nobody can guess.
 */
function isDisowned({ authentication }: ReceivedMail): boolean {
  return /\bdmarc=fail\b/i.test(authentication);
}

/** Ids in the order of the mail, rows in an order that all mails share: two at once do not wait for each other. */
function inOrderOfKeys(pages: readonly MailPage[]): { itemId: string; page: MailPage }[] {
  const now = Date.now();
  const keyOf = ({ url }: MailPage) => addressKey(url) ?? '';
  return pages
    .map((page, at) => ({ itemId: newId<string>(new Date(now + at)), page }))
    .sort((one, other) => (keyOf(one.page) < keyOf(other.page) ? -1 : 1));
}
