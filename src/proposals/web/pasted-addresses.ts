// The addresses in a text that somebody pasted: one a line, a mail, a table, whatever it is.

import { findAddress } from '../../digest/address.ts';

/** A proposal has twenty; each may cost a look at four thousand characters, whatever comes of it. */
const mostLooked = 100;

/** In their order, each once, of so many places where one begins. Linear in the text. */
export function findAddresses(text: string): string[] {
  const found = new Set<string>();
  let from = 0;
  let looked = 0;
  for (const { index } of text.matchAll(/https?:\/\//giu)) {
    // It stands within the one before.
    if (index < from) continue;
    looked += 1;
    if (looked > mostLooked) break;
    const address = findAddress(text.slice(index));
    if (address === null) continue;
    found.add(address.url);
    from = index + address.to;
  }
  return [...found];
}
