// Whose record a preference link opens, and how long it does.

import type { TokenRing } from '../../base/token.ts';
import { type Claim, fingerprint } from '../../base/token-claims.ts';
import type { Queryable } from '../../db/client.ts';
import { selectPresentId } from '../people/merge-queries.ts';
import { lockSubscriber, type SubscriberRow, selectSubscriber } from '../queries.ts';

type PreferenceClaim = Extract<Claim, { purpose: 'preferences' }>;

export type Holder =
  /** They read the mail of the address that the person has now. */
  | { kind: 'open'; claim: PreferenceClaim; subscriber: SubscriberRow }
  /**
   * The link went to an address that is not the person's any more, or is older than links that say
   * theirs. It still leaves lists and has a new link sent; it shows and changes nothing else.
   */
  | { kind: 'stale'; subscriber: SubscriberRow }
  /** The person is gone. */
  | { kind: 'gone' }
  /** No link of ours. */
  | { kind: 'foreign' };

export async function findHolder(db: Queryable, tokens: TokenRing, token: string): Promise<Holder> {
  const claim = readPreferenceClaim(tokens, token);
  if (!claim) return { kind: 'foreign' };
  const subscriber =
    (await selectSubscriber(db, claim.subscriber)) ??
    (await selectSubscriber(db, await selectPresentId(db, claim.subscriber)));
  if (!subscriber) return { kind: 'gone' };
  return opensRecord(claim, subscriber)
    ? { kind: 'open', claim, subscriber }
    : { kind: 'stale', subscriber };
}

/** Locks the person whose record the link opens; null if it opens none. */
export async function lockHolder(
  tx: Queryable,
  tokens: TokenRing,
  token: string,
): Promise<SubscriberRow | null> {
  const claim = readPreferenceClaim(tokens, token);
  const subscriber = claim && (await lockSubscriber(tx, claim.subscriber));
  return subscriber && opensRecord(claim, subscriber) ? subscriber : null;
}

function readPreferenceClaim(tokens: TokenRing, token: string): PreferenceClaim | null {
  const claim = tokens.verify(token);
  return claim?.purpose === 'preferences' ? claim : null;
}

function opensRecord(claim: PreferenceClaim, { id, email }: SubscriberRow): boolean {
  return claim.subscriber === id && claim.address === fingerprint(email);
}
