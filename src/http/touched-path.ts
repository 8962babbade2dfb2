// The path of a request, without what a link in a mail picks up on its way here.

import { getPath } from 'hono/utils/url';

const ofReaders = /^\/+(u|confirm|preferences)\/+/;

/**
 * The path that routes are found by. Where it holds a reader's token, slashes are single and everything
 * behind its last letter is noise: `/u/TOKEN/`, `/u/TOKEN).`, `/u/TOKEN%3E`. Grows with the path.
 */
export function pathOf(request: Request): string {
  const path = getPath(request);
  const room = ofReaders.exec(path);
  if (!room) return path;
  let end = path.length;
  for (let last = noiseBefore(path, end); last > 0; last = noiseBefore(path, end)) end -= last;
  // Of noise alone nothing is left: it is answered like any link that nobody of ours signed.
  return `/${room[1]}/${path.slice(room[0].length, end) || 'unsigned'}`;
}

/** How many characters of noise stand right before `end`. */
function noiseBefore(path: string, end: number): number {
  const escaped = /^%[0-9a-f]{2}$/i.exec(path.slice(Math.max(0, end - 3), end))?.[0];
  if (escaped !== undefined) return isLetter(decodeAscii(escaped)) ? 0 : 3;
  return end > 0 && !isLetter(path.charAt(end - 1)) ? 1 : 0;
}

/** Of a token, or of the steps behind it. */
function isLetter(character: string): boolean {
  return /^[A-Za-z0-9_-]$/.test(character);
}

function decodeAscii(escaped: string): string {
  return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
}
