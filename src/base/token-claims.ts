// What a token says, and the bytes that say it: one byte of purpose, then fixed fields.

import { formatUuid, isUuid } from './ids.ts';

/** What a link allows. A token of one purpose is worthless for any other. */
export type Claim =
  /** Leave `list`; `send` is the mail it was in. Never expires (RFC 8058: must work years later). */
  | { purpose: 'unsubscribe'; subscriber: number; list: number; send: string | null }
  /**
   * Read and change one's own preferences, for whoever reads the mail of an address; in a mail it
   * knows the mail's list. `address` is a fingerprint: after a change of address the link opens
   * nothing any more. Null: a link from before links said it, which opens nothing. Never expires.
   */
  | { purpose: 'preferences'; subscriber: number; list?: number; address: number | null }
  /** Answer a transactional email (confirm, change of address); its row makes it single-use. */
  | { purpose: 'letter'; letter: string; expiresAt: number }
  /** A form of ours was shown at this moment (ms). */
  | { purpose: 'form'; shownAt: number }
  /** Put articles into the inbox by mail; an editor's row says which turn holds. In no link. */
  | { purpose: 'inbox'; editor: string; turn: number }
  /**
   * Sign an editor in, answer an approval, answer a challenge for a passkey: `id` is of the row that
   * makes it single-use.
   */
  | { purpose: 'sign-in' | 'approval' | 'challenge'; id: string; expiresAt: number };

export const purposeBytes = {
  unsubscribe: 1,
  preferences: 2,
  letter: 3,
  form: 4,
  'sign-in': 5,
  approval: 6,
  challenge: 7,
  inbox: 8,
} as const;
const nilUuid = '00000000-0000-0000-0000-000000000000';

/** 32 bits of an address (FNV-1a): enough to see that it is another, and worthless to anyone else. */
export function fingerprint(address: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < address.length; at++) {
    hash = Math.imul(hash ^ address.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash;
}

/** The claim of a preference link for who reads the mail of this address. */
export function preferencesOf(subscriber: number, address: string, list?: number): Claim {
  const claim = { purpose: 'preferences', subscriber, address: fingerprint(address) } as const;
  return list === undefined ? claim : { ...claim, list };
}

// Widths: purpose 1 byte, subscriber 6, list 4, UUID 16, time 6, fingerprint 4, turn 2.

/** Of a link that leaves a list, and of the preference link of the first form. */
export const leaveBytes = 27;
const lengths = {
  unsubscribe: leaveBytes,
  preferences: 15,
  form: 7,
  letter: 23,
  'sign-in': 23,
  approval: 23,
  challenge: 23,
  inbox: 19,
} as const;
const ofRows = ['sign-in', 'approval', 'challenge'] as const;
/** A preference link of the first form that was in no mail. */
const bareBytes = 7;
/** Of every payload that there is or was in a link, each length once. */
export const payloadLengths = [...new Set([bareBytes, ...Object.values(lengths)])].filter(
  (length) => length !== lengths.inbox,
);

/** RangeError for a number that does not fit, and for a new preference link without its address. */
export function encodeClaim(claim: Claim): Uint8Array {
  const bytes = new Uint8Array(lengths[claim.purpose]);
  bytes[0] = purposeBytes[claim.purpose];
  switch (claim.purpose) {
    case 'unsubscribe':
      writeInteger(bytes, claim.subscriber, 1, 6);
      writeInteger(bytes, claim.list, 7, 4);
      writeUuid(bytes, claim.send ?? nilUuid, 11);
      return bytes;
    case 'preferences':
      if (claim.address === null) throw new RangeError('A new link says the address it is for');
      writeInteger(bytes, claim.subscriber, 1, 6);
      writeInteger(bytes, claim.list ?? 0, 7, 4);
      writeInteger(bytes, claim.address, 11, 4);
      return bytes;
    case 'form':
      writeInteger(bytes, claim.shownAt, 1, 6);
      return bytes;
    case 'inbox':
      writeUuid(bytes, claim.editor, 1);
      writeInteger(bytes, claim.turn, 17, 2);
      return bytes;
    case 'letter':
      return writeRow(bytes, claim.letter, claim.expiresAt);
    case 'sign-in':
    case 'approval':
    case 'challenge':
      return writeRow(bytes, claim.id, claim.expiresAt);
  }
}

/** Null for anything that is no payload of ours. */
export function decodeClaim(bytes: Uint8Array): Claim | null {
  if (bytes[0] === purposeBytes.unsubscribe && bytes.length === leaveBytes) {
    const send = formatUuid(bytes.subarray(11, 27));
    return {
      purpose: 'unsubscribe',
      subscriber: readInteger(bytes, 1, 6),
      list: readInteger(bytes, 7, 4),
      send: send === nilUuid ? null : send,
    };
  }
  if (bytes[0] === purposeBytes.preferences) return decodePreferences(bytes);
  if (bytes[0] === purposeBytes.form && bytes.length === lengths.form) {
    return { purpose: 'form', shownAt: readInteger(bytes, 1, 6) };
  }
  if (bytes[0] === purposeBytes.inbox && bytes.length === lengths.inbox) {
    const editor = formatUuid(bytes.subarray(1, 17));
    return { purpose: 'inbox', editor, turn: readInteger(bytes, 17, 2) };
  }
  return bytes.length === lengths.letter ? decodeRow(bytes) : null;
}

function decodeRow(bytes: Uint8Array): Claim | null {
  const id = formatUuid(bytes.subarray(1, 17));
  const expiresAt = readInteger(bytes, 17, 6);
  if (bytes[0] === purposeBytes.letter) return { purpose: 'letter', letter: id, expiresAt };
  const purpose = ofRows.find((name) => purposeBytes[name] === bytes[0]);
  return purpose === undefined ? null : { purpose, id, expiresAt };
}

function decodePreferences(bytes: Uint8Array): Claim | null {
  const known: readonly number[] = [bareBytes, leaveBytes, lengths.preferences];
  if (!known.includes(bytes.length)) return null;
  const list = bytes.length === bareBytes ? 0 : readInteger(bytes, 7, 4);
  return {
    purpose: 'preferences',
    subscriber: readInteger(bytes, 1, 6),
    ...(list === 0 ? {} : { list }),
    address: bytes.length === lengths.preferences ? readInteger(bytes, 11, 4) : null,
  };
}

function writeRow(bytes: Uint8Array, id: string, expiresAt: number): Uint8Array {
  writeUuid(bytes, id, 1);
  writeInteger(bytes, expiresAt, 17, 6);
  return bytes;
}

function writeInteger(bytes: Uint8Array, value: number, offset: number, width: number): void {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * width)) {
    throw new RangeError(`A token cannot hold ${value} in ${width} bytes`);
  }
  let rest = value;
  for (let at = offset + width - 1; at >= offset; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

/** By character codes: each link of a send has one, and `parseInt` takes four times as long. */
function writeUuid(bytes: Uint8Array, uuid: string, offset: number): void {
  if (!isUuid(uuid)) throw new RangeError(`A token cannot hold ${uuid} as a UUID`);
  let at = offset;
  for (let i = 0; i < uuid.length; i += 2) {
    if (uuid.charCodeAt(i) === dash) i += 1;
    bytes[at] = (hexDigit(uuid.charCodeAt(i)) << 4) | hexDigit(uuid.charCodeAt(i + 1));
    at += 1;
  }
}

const dash = 0x2d;

function hexDigit(code: number): number {
  return code < 0x3a ? code - 0x30 : code - 0x57;
}

function readInteger(bytes: Uint8Array, offset: number, width: number): number {
  return bytes.subarray(offset, offset + width).reduce((value, byte) => value * 256 + byte, 0);
}
