// Signed, self-contained links: who may do what, and nothing else, for anyone who holds them.

import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64Url, toBase64Url } from './ids.ts';
import { createMac, type Mac } from './mac.ts';
import {
  encodeLinks,
  type LinkForm,
  type MailClaim,
  newestForm,
  tagBytes,
  tagOf,
} from './mail-links.ts';
import { type Claim, decodeClaim, encodeClaim } from './token-claims.ts';
import { readTouched } from './touched-token.ts';

export interface TokenRing {
  /** The claim as URL-safe text, signed by the newest key. Deterministic. */
  sign(claim: Claim): string;
  /** Both links of one reader's mail. Deterministic. */
  signMail(mail: MailClaim): { unsubscribe: string; preferences: string };
  /** Names the key that signs and the form of its links, without telling anything about the key. */
  keyName: string;
  /**
   * This ring, signing by the key and in the form of that name as long as it is held: a replay
   * repeats its bytes, also one that a version before this has begun.
   */
  signingWith(keyName: string): TokenRing;
  /** The claim, or null for anything that no key of the ring signed. Does not look at expiry. */
  verify(token: string): Claim | null;
  /** The token that a text was before its link was touched on the way; null if no key signed it. */
  restore(text: string): string | null;
  /** HMAC-SHA-256 of a normalised address under the oldest key (hex): stable while it is kept. */
  hashAddress(address: string): string;
  /** Names the key of `hashAddress`: hashes by another key are of no use here. */
  hashKeyName: string;
}

/** A ring of HMAC keys, newest first; each at least 32 characters, kept until its links may die. */
export function createTokenRing(keys: readonly string[]): TokenRing {
  const macs = keys.map(createMac);
  const names = macs.map(nameOf);
  const newest = macs[0];
  const oldest = macs.at(-1);
  if (!newest || !oldest) throw new Error('SIGNING_KEYS needs at least one key');

  const verify = (token: string): Claim | null => {
    const bytes = token.length <= 120 ? fromBase64Url(token) : null;
    if (!bytes || bytes.length <= tagBytes) return null;
    const payload = bytes.subarray(0, -tagBytes);
    const tag = bytes.subarray(-tagBytes);
    const claim = decodeClaim(payload);
    return claim && macs.some((mac) => equalBytes(tagOf(mac, payload), tag)) ? claim : null;
  };
  const ringOf = (signer: Mac, form: LinkForm): TokenRing => ({
    sign: (claim) => seal(signer, encodeClaim(claim)),
    signMail(mail) {
      const { unsubscribe, preferences } = encodeLinks(mail, form);
      return { unsubscribe: seal(signer, unsubscribe), preferences: seal(signer, preferences) };
    },
    keyName: nameOf(signer) + form,
    signingWith(keyName) {
      const form = keyName.endsWith(newestForm) ? newestForm : '';
      const mac = macs[names.indexOf(keyName.slice(0, keyName.length - form.length))];
      return mac ? ringOf(mac, form) : ringOf(signer, newestForm);
    },
    verify,
    restore: (text) => readTouched(text).find((token) => verify(token) !== null) ?? null,
    hashKeyName: nameOf(oldest),
    hashAddress: (address) => bytesToHex(oldest(utf8ToBytes(`address\0${address}`))),
  });
  return ringOf(newest, newestForm);
}

function nameOf(mac: Mac): string {
  return toBase64Url(mac(utf8ToBytes('the name of this key'))).slice(0, 8);
}

/** The payload with its tag behind it. */
function seal(mac: Mac, payload: Uint8Array): string {
  const token = new Uint8Array(payload.length + tagBytes);
  token.set(payload);
  token.set(tagOf(mac, payload), payload.length);
  return toBase64Url(token);
}

/** Constant time for equal lengths, which are public. */
function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
