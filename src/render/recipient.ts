// What one reader's copy of a mail says: their address, their list, their own links.
import type { TokenRing } from '../base/token.ts';
import type { PersonalValues } from './personalise.ts';

/** One recipient of a batch, as member of the list they can leave. */
export interface Recipient {
  subscriber: number;
  email: string;
  list: number;
  listSlug: string;
  listName: string;
}

export interface ReaderContext {
  ring: TokenRing;
  /** Without a slash at the end. */
  publicUrl: string;
  /** The send an unsubscribe is attributed to; null for test mails and previews. */
  send: string | null;
  /** Value of the tag `batch`. */
  batch: number;
}

/** Deterministic: the same recipient in the same batch always gets the same bytes. */
export function personalValues(recipient: Recipient, context: ReaderContext): PersonalValues {
  const { ring, publicUrl, send } = context;
  const { subscriber, list } = recipient;
  const links = ring.signMail({ subscriber, list, send });
  return {
    to: recipient.email,
    subscriber: String(subscriber),
    batch: String(context.batch),
    list: String(list),
    listSlug: recipient.listSlug,
    listName: recipient.listName,
    unsubscribeUrl: `${publicUrl}/u/${links.unsubscribe}`,
    unsubscribeToken: links.unsubscribe,
    preferencesUrl: `${publicUrl}/preferences/${links.preferences}`,
  };
}
