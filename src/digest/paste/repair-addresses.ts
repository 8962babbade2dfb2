// Addresses as they were before a program wrapped them or an input method widened them.

import type { InputLine } from '../import/lines.ts';

/** Where these services keep the address that they lead to: its host, and the names of the query. */
const redirectors: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:www\.)?google\.[a-z.]{2,6}\/url$/, ['q', 'url']],
  [/^[a-z0-9.]+\.safelinks\.protection\.outlook\.com\/.*$/, ['url']],
  [/^lm?\.(?:facebook|instagram)\.com\/(?:l\.php)?$/, ['u']],
  [/^(?:www\.)?youtube\.com\/redirect$/, ['q']],
  [/^(?:www\.)?linkedin\.com\/(?:redir\/redirect|safety\/go)$/, ['url']],
  [/^slack-redir\.net\/link$/, ['url']],
];

const wide = /[ｈＨ][ｔＴ]{2}[ｐＰ][ｓＳ]?[：:][／/]{2}[！-～]{1,2000}/gu;
const https = /https:\/\/[\x21\x23-\x27\x2a-\x3b\x3d\x3f-\x5b\x5d-\x7e]{1,4000}/giu;

/** Full-width addresses become addresses; one of a redirecting service, the one it leads to, with a warning. */
export function repairAddresses<Line extends InputLine>(
  line: Line,
  warn: (line: InputLine, message: string) => void,
): Line {
  const narrow = line.text.replace(wide, (address) => address.normalize('NFKC'));
  const text = narrow.replace(https, (address) => findTarget(address) ?? address);
  if (text === line.text) return line;
  if (text !== narrow)
    warn(line, 'Its address only led on to another, which stands here: try the link');
  return { ...line, text };
}

function findTarget(address: string): string | null {
  const url = URL.parse(address);
  if (url === null) return null;
  const names = redirectors.find(([at]) => at.test(url.hostname + url.pathname))?.[1] ?? [];
  const target = names.map((name) => url.searchParams.get(name)).find((value) => value !== null);
  const found = URL.parse(target ?? '');
  if (found === null || !/^https?:$/.test(found.protocol)) return null;
  // Brackets would end the address where it stands in a text.
  return found.href.replace(/[()[\]]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}
