// HMAC-SHA-256 under one key, for many short messages.

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** 32 bytes that only who has the key can make of a message. */
export type Mac = (message: Uint8Array) => Uint8Array;

/**
 * The key is taken in once, and its state copied for each message by the method that noble keeps for
 * itself: 1.1 µs a message in place of 4.0 (docs/decisions/0025-speed.md). What is given is the caller's
 * own: sliced from a scratch, for a view of a fresh array would cost 0.2 µs more.
 */
export function createMac(key: string): Mac {
  const keyed = hmac.create(sha256, new TextEncoder().encode(key));
  const scratch = keyed.clone();
  const digest = new Uint8Array(keyed.outputLen);
  return (message) => {
    keyed._cloneInto(scratch).update(message).digestInto(digest);
    return digest.slice();
  };
}
