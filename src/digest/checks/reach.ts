// Looks whether the links and pictures of a digest answer, politely and only out on the open web.

import type { Digest } from '../schema.ts';
import { type Dial, fetchOpenWeb, isOpenWeb, readStart } from './open-web.ts';
import { type PictureSize, readPictureSize } from './picture-size.ts';
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
  /** Enough of a picture to find its size behind a thumbnail and a colour profile. */
  pictureBytes: 64 * 1024,
} as const;

/**
 * Asks each address once: HEAD, and GET of the first byte where HEAD is not liked. An answer that
 * needs a person (401, 403, 429: paywalls and bot walls) counts as reached.
 */
export async function reachDigest(digest: Digest, dial: Dial): Promise<Reached> {
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
    if (pictures.has(url)) reached.imageSizes[url] = await measure(url, dial);
    else if (!(await answers(url, dial))) reached.unreachableLinks.push(url);
    return next();
  };
  await Promise.all(Array.from({ length: reachLimits.atOnce }, next));
  return reached;
}

async function answers(url: string, dial: Dial): Promise<boolean> {
  const head = await ask(url, { method: 'HEAD' }, dial);
  if (head !== null && isThere(head.status)) return true;
  const get = await ask(url, { method: 'GET', headers: { range: 'bytes=0-0' } }, dial);
  await get?.body?.cancel();
  return get !== null && isThere(get.status);
}

function isThere(status: number): boolean {
  return status < 400 || [401, 402, 403, 405, 416, 429, 451].includes(status);
}

async function measure(url: string, dial: Dial): Promise<PictureSize | null> {
  const headers = { range: `bytes=0-${reachLimits.pictureBytes - 1}` };
  const response = await ask(url, { method: 'GET', headers }, dial);
  if (!response?.ok || response.body === null) return null;
  try {
    return readPictureSize(await readStart(response.body, reachLimits.pictureBytes));
  } catch {
    return null;
  }
}

async function ask(url: string, init: RequestInit, dial: Dial): Promise<Response | null> {
  const signal = AbortSignal.timeout(reachLimits.milliseconds);
  try {
    return await fetchOpenWeb(dial, url, { ...init, signal });
  } catch {
    // No answer, a broken one, or too late: all the same to a reader who clicks.
    return null;
  }
}
