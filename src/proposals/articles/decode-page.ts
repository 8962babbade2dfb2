// The bytes of a page as its text, in whatever encoding it came.

import { decodeText, readMark, shifts } from '../../base/text-encoding.ts';

/** A page says its encoding within its first kilobyte (HTML Standard §4.2.5.4); some say it later. */
const prescanned = 4096;

/**
 * By its mark, the header, what the page says of itself, and its bytes, in this order; what is none of what
 * it claims to be, by its bytes alone. Bytes that are no text anywhere become U+FFFD.
 */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, prescanned));
  const claims = [readMark(bytes), labelIn(contentType), labelIn(start)].filter(Boolean);
  for (const label of claims) {
    const text = label && !isWestern(label) ? decodeAs(label, bytes, true) : null;
    if (text === null) continue;
    // The escapes of ISO-2022-JP are ASCII, and so of any encoding that is claimed.
    return shifts(text) ? (decodeAs('iso-2022-jp', bytes, true) ?? text) : text;
  }
  const known = decodeText(bytes);
  const isClaimedWestern = claims.some((label) => label && isWestern(label));
  if (known !== null && (!isClaimedWestern || isUtf8(bytes) || readsJapanese(known))) return known;
  const claimed = claims[0] ?? 'windows-1252';
  return decodeAs(claimed, bytes, false) ?? new TextDecoder().decode(bytes);
}

/** Servers say ISO-8859-1 of every page, and any bytes are some text in it: it counts when nothing else fits. */
function isWestern(label: string): boolean {
  return /^(?:iso-?8859-?1|latin-?1|l1|(?:us-)?ascii|(?:windows-|cp|x-cp)1252)$/i.test(label);
}

function isUtf8(bytes: Uint8Array): boolean {
  return decodeAs('utf-8', bytes, true) !== null;
}

/** Accented letters that are taken for Shift_JIS make kanji and half-width katakana, not a text of hiragana. */
function readsJapanese(text: string): boolean {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  return count(/\p{Script=Hiragana}/gu) > count(/[^\0-\x7f]/gu) / 10;
}

const files = [
  '%PDF-',
  'PK\u0003\u0004',
  '\u0089PNG',
  'GIF8',
  '\u00ff\u00d8\u00ff',
  '\u001f\u008b',
  '{\\rtf',
];

/** Is this a file of another kind, whatever its server calls it? */
export function isFile(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  return files.some((mark) => start.startsWith(mark));
}

function labelIn(text: string): string | undefined {
  return /charset\s*=\s*["']?([\w-]{2,40})/i.exec(text)?.[1];
}

/** Null if there is no such encoding, or if it is `strict` and these are no bytes of it. */
function decodeAs(label: string, bytes: Uint8Array, strict: boolean): string | null {
  try {
    return new TextDecoder(label, { fatal: strict }).decode(bytes);
  } catch {
    return null;
  }
}
