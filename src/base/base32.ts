// Bytes in letters that survive a change of case: for the part of an e-mail address before @.

const digits = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 §6 in small letters, without padding. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += digits[(held >> (bits - 5)) & 31];
  }
  return bits === 0 ? text : text + digits[(held << (5 - bits)) & 31];
}

/** The bytes, or null for anything that is not canonical; capitals count as small letters. */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array((text.length * 5) >> 3);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text.toLowerCase()) {
    const value = digits.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = held >> bits;
    at += 1;
  }
  return toBase32(bytes) === text.toLowerCase() ? bytes : null;
}
