// The one way to an address that somebody else chose: out on the open web, and nowhere else.

/** Sends one request. The network behind it dials no private address, whatever a name resolves to. */
export type Dial = (url: string, init: RequestInit) => Promise<Response>;

const mostRedirects = 5;

/**
 * The answer of a public address, or null if it, or one that it leads to, is not on the open web.
 * Throws what `dial` throws: no answer, a broken one, too late.
 */
export async function fetchOpenWeb(
  dial: Dial,
  url: string,
  init: RequestInit,
): Promise<Response | null> {
  const found = await followOpenWeb(dial, url, init);
  return found === null || found === 'endless' ? null : found.response;
}

/**
 * As `fetchOpenWeb`, with the address that answered. Follows redirects by itself, so that none leads where
 * the first address could not: each must be `isOpen`. `lasting`: where the address has moved for good (301,
 * 308; RFC 9110 §15.4), by the redirects in front of the first that is not for good. `endless`: more than five
 * redirects, or round in a circle.
 */
export async function followOpenWeb(
  dial: Dial,
  url: string,
  init: RequestInit,
  isOpen = isOpenWeb,
): Promise<{ response: Response; url: string; lasting: string } | 'endless' | null> {
  let at = url;
  let lasting = url;
  for (let hop = 0; hop <= mostRedirects && isOpen(at); hop += 1) {
    const response = await dial(at, { ...init, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) {
      return { response, url: at, lasting };
    }
    await response.body?.cancel();
    const next = URL.parse(location, at)?.href ?? '';
    if (at === lasting && (response.status === 301 || response.status === 308)) lasting = next;
    at = next;
  }
  return isOpen(at) ? 'endless' : null;
}

/** The first `most` bytes of an answer and no more: some servers ignore ranges. */
export async function readStart(
  body: ReadableStream<Uint8Array>,
  most: number,
): Promise<Uint8Array> {
  const start = new Uint8Array(most);
  let filled = 0;
  const reader = body.getReader();
  while (filled < most) {
    const { done, value } = await reader.read();
    if (done) break;
    const part = value.subarray(0, most - filled);
    start.set(part, filled);
    filled += part.length;
  }
  await reader.cancel();
  return start.subarray(0, filled);
}

/**
 * True for https on its own port at a public name. No address in numbers (in any spelling: the URL
 * parser makes them dotted), no name of a private network, no name without a dot. What a public name
 * resolves to is looked at where it is dialled: by Cloudflare's network, locally by `dev/open-web.ts`.
 */
export function isOpenWeb(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:' || url.port !== '') return false;
  if (url.username !== '' || url.password !== '') return false;
  const labels = url.hostname.replace(/\.$/, '').split('.');
  if (labels.length < 2 || labels.includes('')) return false;
  // Every name on the web ends in a top-level domain of letters: no address in numbers does.
  if (!/^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/.test(labels.at(-1) ?? '')) return false;
  return !privateName.test(labels.join('.'));
}

// RFC 6761, 6762, 7686, 8375, 9476, and the names that home, office and cluster networks use.
const privateName =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|home|lan|mail|svc|cluster|consul|node|service|docker|onion|alt|test|invalid|arpa)$/;
