// An editor's address for mail to the inbox: made of their row, and known to them alone.

import { fromBase32, toBase32 } from '../../base/base32.ts';
import { readMailbox } from '../../base/email-address.ts';
import { fromBase64Url, toBase64Url } from '../../base/ids.ts';
import type { TokenRing } from '../../base/token.ts';

export interface Door {
  editor: string;
  /** Which of the addresses that this editor has had. */
  turn: number;
}

const prefix = 'inbox-';

/**
 * `inbox-…@` the domain of `inboundAddress`: 62 characters before the `@`, of 64 that there may be. In
 * letters of one case, for servers on the way fold it. Signed, so that whoever takes mail knows it without
 * looking anywhere.
 */
export function doorAddress(
  tokens: TokenRing,
  inboundAddress: string,
  { editor, turn }: Door,
): string {
  const token = fromBase64Url(tokens.sign({ purpose: 'inbox', editor, turn }));
  return `${prefix}${toBase32(token ?? new Uint8Array())}${domainOf(inboundAddress)}`;
}

/** Nobody makes us try keys on recipients without end. */
const mostTried = 5;

/** The first of the recipients that is an address of ours; null if none is. Empty address: no mail comes. */
export function findDoor(
  tokens: TokenRing,
  inboundAddress: string,
  recipients: readonly string[],
): Door | null {
  if (inboundAddress === '') return null;
  let tried = 0;
  for (const recipient of recipients) {
    const address = readMailbox(recipient);
    if (!address?.startsWith(prefix) || !address.endsWith(domainOf(inboundAddress))) continue;
    tried += 1;
    if (tried > mostTried) return null;
    const local = address.slice(prefix.length, address.lastIndexOf('@'));
    const token = fromBase32(local);
    const claim = token && tokens.verify(toBase64Url(token));
    if (claim?.purpose === 'inbox') return { editor: claim.editor, turn: claim.turn };
  }
  return null;
}

/** With its `@`. */
function domainOf(address: string): string {
  const parsed = readMailbox(address) ?? '';
  return parsed.slice(parsed.lastIndexOf('@'));
}
