// Unsubscribing with one click, from the mail itself (RFC 8058) or from the page behind its link.

import { maskEmailAddress } from '../../base/email-address.ts';
import type { TokenRing } from '../../base/token.ts';
import type { Claim } from '../../base/token-claims.ts';
import type { AudienceDeps } from '../deps.ts';
import { selectListsById } from '../lists/queries.ts';
import { lockPresentSubscriber, selectPresentId } from '../people/merge-queries.ts';
import { selectMemberships, selectSubscriber } from '../queries.ts';
import { type Press, takePress } from './press.ts';
import { rejoinList } from './queries.ts';

type UnsubscribeDeps = Pick<AudienceDeps, 'db' | 'tokens'>;

export type UnsubscribeState =
  | {
      kind: 'known';
      /** Masked. */
      address: string;
      list: { slug: string; name: string };
      /** True if there is nothing to leave (any more). */
      left: boolean;
      language: string | null;
    }
  /** A link of ours, but its person or list is gone: there is nothing to leave. */
  | { kind: 'gone' }
  /** No link of ours: nobody left by it. */
  | { kind: 'foreign' }
  /** A link of ours, but the database does not answer: who and what stands there. */
  | { kind: 'unread'; pressedAt: Date | null };

/** What a link allows to leave; null for anything that is no such link of ours. */
export function readUnsubscribeClaim(tokens: TokenRing, token: string): UnsubscribeClaim | null {
  const claim = tokens.verify(token);
  return claim?.purpose === 'unsubscribe' ? claim : null;
}

/** What the page of the link shows. Changes nothing: scanners open links. */
export async function readUnsubscribe(
  deps: UnsubscribeDeps,
  token: string,
): Promise<UnsubscribeState> {
  const claim = readUnsubscribeClaim(deps.tokens, token);
  if (!claim) return { kind: 'foreign' };
  const id = await selectPresentId(deps.db, claim.subscriber);
  const subscriber = await selectSubscriber(deps.db, id);
  const [list] = await selectListsById(deps.db, [claim.list]);
  if (!subscriber || !list) return { kind: 'gone' };
  const memberships = await selectMemberships(deps.db, subscriber.id);
  const status = memberships.find((one) => one.listId === list.id)?.status;
  return {
    kind: 'known',
    address: maskEmailAddress(subscriber.email),
    list: { slug: list.slug, name: list.name },
    left: status === undefined || status === 'unsubscribed',
    language: subscriber.language,
  };
}

/**
 * Leaves the list of the mail that the token was in; never expires, never fails, and says nothing
 * to a stranger. Again: the same. The press tells a mail program's post from the page's button;
 * without its moment it is taken for one of now.
 */
export async function unsubscribe(
  deps: UnsubscribeDeps,
  token: string,
  press: Omit<Press, 'at'> & Partial<Pick<Press, 'at'>>,
): Promise<UnsubscribeState> {
  const claim = readUnsubscribeClaim(deps.tokens, token);
  if (!claim) return { kind: 'foreign' };
  await takePress(deps.db, claim, press);
  return readUnsubscribe(deps, token);
}

export type UnsubscribeClaim = Extract<Claim, { purpose: 'unsubscribe' }>;

/**
 * Takes it back, for an hour: who holds the link and presses this was wrong about the
 * first press. Later, or after a complaint, the preference page is the way. `pressedAt`: that press
 * met no database, and may be written yet; this one wins all the same.
 */
export async function undoUnsubscribe(
  deps: UnsubscribeDeps,
  token: string,
  { network, pressedAt = null }: { network: string | null; pressedAt?: Date | null },
): Promise<UnsubscribeState> {
  const claim = readUnsubscribeClaim(deps.tokens, token);
  if (!claim) return { kind: 'foreign' };
  const source = { method: 'undo', network, sendId: claim.send };
  await deps.db.transaction(async (tx) => {
    // In line with a press that comes late.
    const subscriber = await lockPresentSubscriber(tx, claim.subscriber);
    if (!subscriber) return;
    await rejoinList(tx, { subscriberId: subscriber.id, listId: claim.list, source, pressedAt });
  });
  return readUnsubscribe(deps, token);
}
