// Which of the encodings that files come in a text is in.

import * as z from 'zod';

/** Names of the Encoding Standard, as `TextDecoder` takes them. */
export const FileEncoding = z.enum([
  'utf-8',
  'utf-16le',
  'utf-16be',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'windows-1252',
]);
export type FileEncoding = z.infer<typeof FileEncoding>;

/** All of a text whose bytes tell its encoding, without its mark; null if they tell none. */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding = readMark(bytes) ?? guessWide(bytes) ?? guessEncoding(bytes);
  if (encoding === 'unsure') return null;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * UTF-16 without its mark, or null: line ends and Latin letters have a NUL beside them, always on the
 * same side. A stray NUL in a text of UTF-8 is none of these.
 */
export function guessWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const looked = bytes.subarray(0, 64 * 1024);
  const count = [0, 0];
  looked.forEach((byte, at) => {
    if (byte === 0) count[at % 2] = (count[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = count;
  const most = Math.max(even, odd);
  const isRegular = most > 1 && Math.min(even, odd) <= most / 10 && bytes.length % 2 === 0;
  if (!isRegular || (most < looked.length / 10 && decode('utf-8', looked) !== null)) return null;
  return even > odd ? 'utf-16be' : 'utf-16le';
}

/** By its mark at the very beginning, or null. */
export function readMark(start: Uint8Array): FileEncoding | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  return null;
}

/**
 * The text of bytes that are all ASCII, or null: a byte beyond it decodes to a character beyond it, and
 * ISO-2022-JP leaves it with an escape.
 */
export function readAscii(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return text.includes(shift) || /[^\0-\x7f]/.test(text) ? null : text;
}

/**
 * The encoding of bytes that begin where a file first leaves ASCII, and may end within a
 * character. UTF-8 if they are that: text of the others almost never is. Between the Japanese ones
 * the one that reads as Japanese: EUC-JP taken for Shift_JIS is full of half-width katakana, and
 * Shift_JIS is seldom EUC-JP at all.
 * Western text is never guessed, as any bytes are some: `unsure` is for somebody to say.
 */
export function guessEncoding(bytes: Uint8Array): FileEncoding | 'unsure' {
  const utf8 = decode('utf-8', bytes);
  if (utf8 !== null) return shifts(utf8) ? 'iso-2022-jp' : 'utf-8';
  if (looksWestern(bytes)) return 'unsure';
  const readings = (['shift_jis', 'euc-jp'] as const).flatMap((encoding) => {
    const text = decode(encoding, bytes);
    return text === null ? [] : [{ encoding, oddity: countOdd(text) / text.length }];
  });
  readings.sort((a, b) => a.oddity - b.oddity);
  return readings[0]?.encoding ?? 'unsure';
}

const shift = '\x1b';

/** Does ASCII shift to something else by an escape of ISO-2022-JP (RFC 1468)? */
export function shifts(text: string): boolean {
  return ['$@', '$B', '(I'].some((set) => text.includes(shift + set));
}

/**
 * Accented letters stand alone between ASCII in Windows-1252; Japanese characters come in pairs of high
 * bytes, in runs, or with a first byte that is no letter there. An apostrophe such as ’ is between letters.
 */
function looksWestern(bytes: Uint8Array): boolean {
  const high = (at: number) => (bytes[at] ?? 0) >= 0x80;
  const isLetter = (at: number) => /[A-Za-z]/.test(String.fromCharCode(bytes[at] ?? 0));
  for (let at = 0; at < bytes.length; at++) {
    if (!high(at)) continue;
    if (high(at - 1) || high(at + 1)) return false;
    if ((bytes[at] ?? 0) < 0xc0 && !(isLetter(at - 1) && isLetter(at + 1))) return false;
  }
  return true;
}

function decode(encoding: FileEncoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** Half-width katakana, box drawing, private use, and kanji of the rare second level together. */
function countOdd(text: string): number {
  const odd = text.match(/[\uff61-\uff9f\ue000-\uf8ff\u2500-\u257f\u0400-\u04ff\u0370-\u03ff]/g);
  const usual = text.match(/[\u3040-\u30ff\u4e00-\u9fff]/g);
  return (odd?.length ?? 0) * 2 - (usual?.length ?? 0);
}
