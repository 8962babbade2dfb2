// A text as one number that no other text has.

import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 of its UTF-8, in hex. */
export async function hashText(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
