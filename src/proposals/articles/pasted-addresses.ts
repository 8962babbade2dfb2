// The addresses in a text that somebody pasted: one a line, a mail, a table, whatever it is.

import { findAddress } from '../../digest/address.ts';

/** In their order, each once. Linear in the text. */
export function findAddresses(text: string): string[] {
  const found = new Set<string>();
  let from = 0;
  for (const { index } of text.matchAll(/https?:\/\//giu)) {
    // It stands within the one before.
    if (index < from) continue;
    const address = findAddress(text.slice(index));
    if (address === null) continue;
    found.add(address.url);
    from = index + address.to;
  }
  return [...found];
}
