// Where somebody comes from, as far as a record keeps it.

import type { AppContext } from '../context.ts';

/**
 * The address Cloudflare saw: IPv4 whole, IPv6 as its /64 (one household). Null without it: any
 * other header could be the visitor's own invention.
 */
export function readNetwork(c: AppContext): string | null {
  const address = c.req.header('cf-connecting-ip')?.trim() ?? '';
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return address;
  if (!/^[0-9a-f:]{2,39}$/i.test(address)) return null;
  const [head = '', tail] = address.toLowerCase().split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(gap).fill('0'), ...back].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}

/** The neighbourhood of `readNetwork`: IPv4 to its /24, IPv6 to its /48. Enough to see that it is elsewhere. */
export function coarsen(network: string | null): string | null {
  if (network === null) return null;
  if (network.includes('.')) return network.replace(/\d+$/, '0/24');
  return `${network.split(':').slice(0, 3).join(':')}::/48`;
}
