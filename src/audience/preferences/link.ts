// The link to one's own preferences, sent by mail to whoever asks with a link that does not open them.

import { trustEmailAddress } from '../../base/email-address.ts';
import { newId } from '../../base/ids.ts';
import { insertLinkEmail } from '../../transactional/outbox-queries.ts';
import type { EmailDeps } from '../deps.ts';
import { selectPresentId } from '../people/merge-queries.ts';
import { lockSubscriber, selectSuppression } from '../queries.ts';

/**
 * Writes an email with the link to the address that the person has now. `token` is that of any mail
 * of theirs: to leave a list, or an older link to the preferences. The same answer whatever happens,
 * also where the address has had its emails or must not be mailed.
 */
export async function requestPreferenceLink(
  deps: EmailDeps,
  token: string,
): Promise<{ kind: 'asked' }> {
  const claim = deps.tokens.verify(token);
  if (claim?.purpose !== 'unsubscribe' && claim?.purpose !== 'preferences') {
    return { kind: 'asked' };
  }
  const emailId = await deps.db.transaction(async (tx) => {
    const subscriber = await lockSubscriber(tx, await selectPresentId(tx, claim.subscriber));
    if (!subscriber) return null;
    const email = trustEmailAddress(subscriber.email);
    const addressHash = deps.tokens.hashAddress(email);
    if ((await selectSuppression(tx, { email, addressHash })) !== null) return null;
    return insertLinkEmail(tx, { id: newId(), subscriberId: subscriber.id, email });
  });
  if (emailId) await deps.enqueueEmail(emailId);
  return { kind: 'asked' };
}
