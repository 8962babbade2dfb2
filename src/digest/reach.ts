// Looks whether the links and pictures of a digest answer, politely and only out on the open web.

import { type PictureSize, readPictureSize } from './picture-size.ts';
import type { Digest } from './schema.ts';
import { listImages, listLinks } from './walk.ts';

/** What was seen; facts for `checkDigest`. */
export interface Reached {
  unreachableLinks: string[];
  /** Null where something answered that is no picture we can measure. */
  imageSizes: Record<string, PictureSize | null>;
  /** Addresses beyond the limit or not on the open web, which nobody looked at. */
  notLookedAt: string[];
}

/** Limits of one look: an editor's click must not become a scan of somebody's network. */
export const reachLimits = {
  addresses: 20,
  atOnce: 4,
  milliseconds: 5000,
  redirects: 3,
  /** Enough of a picture to find its size behind a thumbnail and a colour profile. */
  pictureBytes: 64 * 1024,
} as const;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Asks each address once: HEAD, and GET of the first byte where HEAD is not liked. An answer that
 * needs a person (401, 403, 429: paywalls and bot walls) counts as reached.
 */
export async function reachDigest(digest: Digest, fetch: Fetch = fetchPlainly): Promise<Reached> {
  const pictures = new Set(listImages(digest).map(({ image }) => image.url));
  const links = listLinks(digest).map(({ href }) => href);
  const all = [...new Set([...links, ...pictures])].filter((url) => url.startsWith('https:'));
  const open = all.filter(isOpenWeb);
  const queue = open.slice(0, reachLimits.addresses);
  const notLookedAt = all.filter((url) => !queue.includes(url));
  const reached: Reached = { unreachableLinks: [], imageSizes: {}, notLookedAt };
  const next = async (): Promise<void> => {
    const url = queue.shift();
    if (url === undefined) return;
    if (pictures.has(url)) reached.imageSizes[url] = await measure(url, fetch);
    else if (!(await answers(url, fetch))) reached.unreachableLinks.push(url);
    return next();
  };
  await Promise.all(Array.from({ length: reachLimits.atOnce }, next));
  return reached;
}

/**
 * True for https on its own port at a public name. No address in numbers (in any spelling: the URL
 * parser makes them dotted), no name of a private network, no name without a dot.
 */
export function isOpenWeb(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:' || url.port !== '') return false;
  if (url.username !== '' || url.password !== '') return false;
  const host = url.hostname.replace(/\.$/, '');
  if (host.startsWith('[') || /^[\d.]+$/.test(host) || !host.includes('.')) return false;
  return !privateName.test(host);
}

// RFC 6761, 6762, 7686, 8375, and the names that home and office networks use.
const privateName =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|home|lan|onion|test|invalid|home\.arpa|in-addr\.arpa|ip6\.arpa)$/i;

async function answers(url: string, fetch: Fetch): Promise<boolean> {
  const head = await ask(url, { method: 'HEAD' }, fetch);
  if (head !== null && isThere(head.status)) return true;
  const get = await ask(url, { method: 'GET', headers: { range: 'bytes=0-0' } }, fetch);
  await get?.body?.cancel();
  return get !== null && isThere(get.status);
}

function isThere(status: number): boolean {
  return status < 400 || [401, 402, 403, 405, 416, 429, 451].includes(status);
}

async function measure(url: string, fetch: Fetch): Promise<PictureSize | null> {
  const headers = { range: `bytes=0-${reachLimits.pictureBytes - 1}` };
  const response = await ask(url, { method: 'GET', headers }, fetch);
  if (!response?.ok || response.body === null) return null;
  try {
    return readPictureSize(await readStart(response.body, reachLimits.pictureBytes));
  } catch {
    return null;
  }
}

/** Follows redirects by itself, so that none leads where the first address could not. */
async function ask(url: string, init: RequestInit, fetch: Fetch): Promise<Response | null> {
  const signal = AbortSignal.timeout(reachLimits.milliseconds);
  let at = url;
  try {
    for (let hop = 0; hop <= reachLimits.redirects; hop += 1) {
      const response = await fetch(at, { ...init, redirect: 'manual', signal });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) return response;
      await response.body?.cancel();
      const to = URL.parse(location, at)?.href;
      if (to === undefined || !isOpenWeb(to)) return null;
      at = to;
    }
  } catch {
    // No answer, a broken one, or too late: all the same to a reader who clicks.
  }
  return null;
}

/** Not the whole body: some servers ignore ranges. */
async function readStart(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const start = new Uint8Array(limit);
  let filled = 0;
  const reader = body.getReader();
  while (filled < limit) {
    const { done, value } = await reader.read();
    if (done) break;
    const part = value.subarray(0, limit - filled);
    start.set(part, filled);
    filled += part.length;
  }
  await reader.cancel();
  return start.subarray(0, filled);
}

function fetchPlainly(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init);
}
