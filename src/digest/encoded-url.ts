// Addresses in the letters that every program takes for part of an address.

/**
 * The same address in ASCII: many programs end a link at the first letter that is none
 * (`…/wiki/停戦` would open `…/wiki/`). One that is ASCII already is returned as it was written.
 */
export function encodeUrl(url: string): string {
  return /^[\x21-\x7e]*$/.test(url) ? url : (URL.parse(url)?.href ?? url);
}
