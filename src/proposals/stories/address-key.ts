// One spelling for the address of an article, however it was linked: what feeds, inbox and ledger go by.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Longer ones would not fit an index of PostgreSQL (2,704 bytes): their end is told by its hash. */
const longestKey = 300;

/** What counts visits and says nothing of the article. */
const visitCounters =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|srsltid|_g[al]|mc_[ce]id|mkt_tok|at_(?:medium|campaign)|wt_mc|ref)$/i;

/**
 * Two addresses have one key if they can only be one page: scheme, `www.`, a slash at the end, the fragment,
 * the order of the query and what counts visits make no difference. Without a scheme, in ASCII, at most 300
 * characters; `null` for what is no http(s) address. The key of `https://` + key is the key again.
 */
export function addressKey(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const host = url.host.replace(/^www\.(?=[^.]+\.)/, '').replace(/\.(?=$|:)/, '');
  const path = plainEscapes(url.pathname).replace(slashesAtEnd, '');
  const key = host + path + plainQuery(url.search) + (/^#!./.test(url.hash) ? url.hash : '');
  if (key.length <= longestKey) return key;
  const hash = bytesToHex(sha256(new TextEncoder().encode(key)));
  return `${key.slice(0, longestKey - hash.length - 1)}~${hash}`;
}

/** Not from the middle of a run: that would be looked at anew from each of its slashes. */
const slashesAtEnd = /(?<!\/)\/+$/;

function plainQuery(search: string): string {
  const pairs = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !visitCounters.test(pair.split('=', 1)[0] ?? ''));
  const sorted = pairs.map(plainEscapes).sort();
  return sorted.length === 0 ? '' : `?${sorted.join('&')}`;
}

/** Escapes of what needs none are undone, the others are written in capitals (RFC 3986 §6.2.2). */
function plainEscapes(text: string): string {
  return text.replace(/%[\da-f]{2}/gi, (written) => {
    const character = String.fromCharCode(Number.parseInt(written.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : written.toUpperCase();
  });
}
