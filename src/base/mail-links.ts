// The two links of one reader's mail, in the form of today and in the first, which replays repeat.

import type { Mac } from './mac.ts';
import { encodeClaim, leaveBytes, preferencesOf, purposeBytes } from './token-claims.ts';

/** What both links of a mail are about. */
export interface MailClaim {
  subscriber: number;
  list: number;
  send: string | null;
  /** Where the mail goes. */
  address: string;
}

/**
 * How the links of a mail are made; a send keeps it with the name of its key. The first form had the
 * preference link share the unsubscribe link's MAC, and say nothing of the address.
 */
export type LinkForm = '' | typeof newestForm;
export const newestForm = '.2';

/** What the links say, not signed yet. */
export function encodeLinks({ address, ...leave }: MailClaim, form: LinkForm) {
  const { subscriber, list } = leave;
  const unsubscribe = encodeClaim({ purpose: 'unsubscribe', ...leave });
  if (form === newestForm) {
    return { unsubscribe, preferences: encodeClaim(preferencesOf(subscriber, address, list)) };
  }
  const preferences = unsubscribe.slice();
  preferences[0] = purposeBytes.preferences;
  return { unsubscribe, preferences };
}

/** 128 bits: out of reach of forgery, and short enough for a link. */
export const tagBytes = 16;
/** In the place of the purpose where both links of the first form are signed at once. */
const bothPurposes = 0;

/**
 * The tag of any payload. A link that leaves a list has the first half of a MAC over its payload with a
 * third byte in the place of the purpose; the preference link of the first form, of the same length, has
 * the other half. Halves of a MAC tell nothing of each other. Both are verified for ever.
 */
export function tagOf(mac: Mac, payload: Uint8Array): Uint8Array {
  const [purpose = 0] = payload;
  if (payload.length !== leaveBytes) return mac(payload).slice(0, tagBytes);
  const half = purpose === purposeBytes.preferences ? tagBytes : 0;
  payload[0] = bothPurposes;
  const digest = mac(payload);
  payload[0] = purpose;
  return digest.slice(half, half + tagBytes);
}
