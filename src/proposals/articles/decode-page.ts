// The bytes of a page as its text, in whatever encoding it came.

import { decodeText, readMark } from '../../base/text-encoding.ts';

/** A page says its encoding within its first kilobyte (HTML Standard §4.2.5.4); some say it later. */
const prescanned = 4096;

/**
 * By its mark, the header, what the page says of itself, and its bytes, in this order; what is none of what
 * it claims to be, by its bytes alone. Bytes that are no text anywhere become U+FFFD.
 */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, prescanned));
  const claims = [readMark(bytes), labelIn(contentType), labelIn(start)];
  for (const label of claims) {
    const text = label ? decodeAs(label, bytes, true) : null;
    if (text !== null) return text;
  }
  const known = decodeText(bytes);
  if (known !== null) return known;
  const claimed = claims.find(Boolean) ?? 'windows-1252';
  return decodeAs(claimed, bytes, false) ?? new TextDecoder().decode(bytes);
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
