// An e-mail address in the one form we store and compare.

import { unaddressable } from './characters.ts';

declare const brand: unique symbol;
/** NFKC, trimmed, domain in lower-case ASCII (IDNA); the local part keeps its letters in lower case. */
export type EmailAddress = string & { readonly [brand]: 'EmailAddress' };

export type ParsedAddress =
  | { kind: 'ok'; address: EmailAddress }
  | { kind: 'invalid'; message: string };

// RFC 5321 §4.1.2 dot-string, ASCII (Resend takes no other local part), without quoted forms.
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainPart = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** Nothing in it could be normalised, trimmed or forbidden. */
const printableAscii = /^[!-~]+$/;

/**
 * The only door to an `EmailAddress`. Idempotent: parsing a parsed address changes nothing. The
 * local part is folded to lower case: no provider in use tells `A@` from `a@`, and one person
 * must be one subscriber.
 */
export function parseEmailAddress(input: string): ParsedAddress {
  if (input.length > 1000) return invalid('An address has at most 254 characters.');
  const isPlain = printableAscii.test(input);
  const text = isPlain ? input : input.normalize('NFKC').trim();
  if (text === '') return invalid('Write an e-mail address.');
  if (!isPlain && unaddressable.test(text))
    return invalid('An address has no invisible or control characters.');
  const at = text.lastIndexOf('@');
  if (at < 1) return invalid('An address looks like name@example.com.');
  const local = text.slice(0, at).toLowerCase();
  const domain = toAsciiDomain(text.slice(at + 1));
  if (domain === null) return invalid('The part after @ is not a domain name.');
  if (/\.\.|^\.|\.$/.test(local)) {
    return invalid(
      'Dots in a row or at the end before @ (old docomo.ne.jp and ezweb.ne.jp addresses) cannot be delivered by today’s mail services. Use another address.',
    );
  }
  if (!localPart.test(local)) return invalid('The part before @ has characters we cannot mail to.');
  if (local.length > 64) return invalid('The part before @ has at most 64 characters.');
  if (local.length + 1 + domain.length > 254)
    return invalid('An address has at most 254 characters.');
  return { kind: 'ok', address: trustEmailAddress(`${local}@${domain}`) };
}

/** The address of a mail's field, `Name <address>` or bare; null if it is none. Linear. */
export function readMailbox(field: string): EmailAddress | null {
  const bare = /<([^<>]*)>\s*$/.exec(field)?.[1] ?? field;
  const parsed = parseEmailAddress(bare);
  return parsed.kind === 'ok' ? parsed.address : null;
}

/** For text that came out of `parseEmailAddress` before: a column of our own tables. */
export function trustEmailAddress(stored: string): EmailAddress {
  return stored as EmailAddress;
}

/** `a***@example.com`: enough for the owner to recognise, useless to anyone else. */
export function maskEmailAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, Math.min(1, at))}***${address.slice(at)}`;
}

function toAsciiDomain(domain: string): string | null {
  // What the URL parser would leave as it is, at a tenth of its cost: an import asks by the million.
  const lower = domain.toLowerCase();
  if (domainPart.test(lower) && !lower.includes('xn--')) return lower.length <= 253 ? lower : null;
  if (domain === '' || /[\s/?#@:\\%[\]]/.test(domain)) return null;
  try {
    const host = new URL(`http://${domain}`).hostname;
    return domainPart.test(host) && host.length <= 253 ? host : null;
  } catch {
    return null;
  }
}

function invalid(message: string): ParsedAddress {
  return { kind: 'invalid', message };
}
