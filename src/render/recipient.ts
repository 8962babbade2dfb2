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
  /** The send an unsubscribe is attributed to; null for a mail that belongs to none. */
  send: string | null;
  /** Value of the tag `batch`. */
  batch: number;
}

/** Deterministic: the same recipient in the same batch always gets the same bytes. */
export function personalValues(recipient: Recipient, context: ReaderContext): PersonalValues {
  const { ring, publicUrl, send } = context;
  const { subscriber, list } = recipient;
  const links = ring.signMail({ subscriber, list, send, address: recipient.email });
  return writeValues(recipient, context.batch, publicUrl, links);
}

/** In the place of both links' tokens where a mail is only looked at: it does nothing, and says so. */
export const previewToken = 'preview';

/** The copy of a preview or a test mail: whoever reads it can leave and open nothing. */
export function previewValues(recipient: Recipient, publicUrl: string): PersonalValues {
  const links = { unsubscribe: previewToken, preferences: previewToken };
  return writeValues(recipient, 0, publicUrl, links);
}

function writeValues(
  recipient: Recipient,
  batch: number,
  publicUrl: string,
  links: { unsubscribe: string; preferences: string },
): PersonalValues {
  return {
    to: recipient.email,
    subscriber: String(recipient.subscriber),
    batch: String(batch),
    list: String(recipient.list),
    listSlug: recipient.listSlug,
    listName: recipient.listName,
    unsubscribeUrl: `${publicUrl}/u/${links.unsubscribe}`,
    unsubscribeToken: links.unsubscribe,
    preferencesUrl: `${publicUrl}/preferences/${links.preferences}`,
  };
}
