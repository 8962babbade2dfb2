// Coming in by a link: it works once, for a quarter of an hour, and only by a press of its button.

import type { EmailAddress } from '../../base/email-address.ts';
import { type EditorId, type EmailId, newId } from '../../base/ids.ts';
import type { TokenRing } from '../../base/token.ts';
import type { Database, Queryable } from '../../db/client.ts';
import { signRowLink } from '../../transactional/row-link.ts';
import { startSession } from './session.ts';
import {
  findSignInLink,
  insertMailedLink,
  insertSignInLink,
  spendSignInLink,
} from './sign-in-queries.ts';

interface Deps {
  db: Database;
  tokens: TokenRing;
}

/** What a link is worth now. */
export type LinkState = 'valid' | 'used' | 'expired' | 'unknown';

/**
 * Mails a link to the editor of this address. Nobody is told whether there is one: what is asked of the
 * database, and what is answered, is the same. `enqueueEmail` gets the email's id, if one was written.
 */
export async function requestSignIn(
  { db, enqueueEmail }: { db: Database; enqueueEmail(id: string): Promise<void> },
  asked: {
    address: EmailAddress;
    /** The page of the console that was wanted. */
    opens: string | null;
    network: string | null;
    language: string;
  },
): Promise<void> {
  const ids = { id: newId(), emailId: newId<EmailId>() };
  const emailId = await insertMailedLink(db, { ...asked, ...ids });
  if (emailId !== null) await enqueueEmail(emailId);
}

/** The path of a link for who is there at the machine; null if no editor has the address. */
export async function writeSignInLink(
  { db, tokens }: { db: Queryable; tokens: TokenRing },
  address: string,
): Promise<string | null> {
  const link = await insertSignInLink(db, { id: newId(), address });
  return link && signRowLink(tokens, 'sign-in', link.id, link.createdAt);
}

/** Looks, and changes nothing: mail programs and scanners open links, too. */
export async function readSignInLink({ db, tokens }: Deps, token: string): Promise<LinkState> {
  const id = idOf(tokens, token);
  const link = id === null ? null : await findSignInLink(db, id);
  if (link === null) return 'unknown';
  if (link.isUsed) return 'used';
  return link.isExpired ? 'expired' : 'valid';
}

/** Spends the link. `secret` is the new session's cookie; `opens` the page that was asked for. */
export async function signInByLink(
  deps: Deps,
  token: string,
  browser: string,
): Promise<
  | { kind: 'signed-in'; secret: string; editorId: EditorId; opens: string | null }
  | { kind: 'refused'; state: LinkState }
> {
  const id = idOf(deps.tokens, token);
  if (id === null) return { kind: 'refused', state: 'unknown' };
  const entered = await deps.db.transaction(async (tx) => {
    const spent = await spendSignInLink(tx, id);
    if (spent === null) return null;
    const editorId = spent.editorId as EditorId;
    return { editorId, opens: spent.opens, secret: await startSession(tx, { editorId, browser }) };
  });
  if (entered !== null) return { kind: 'signed-in', ...entered };
  return { kind: 'refused', state: await readSignInLink(deps, token) };
}

/** The database's clock tells whether it is too old. */
function idOf(tokens: TokenRing, token: string): string | null {
  const claim = tokens.verify(token);
  return claim?.purpose === 'sign-in' ? claim.id : null;
}
