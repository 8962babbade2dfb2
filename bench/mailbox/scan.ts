// Finds the messages of a large batch, their recipients and tags, without parsing their bodies.

import type { EmailTag } from '../../dev/mailbox/email.ts';

/** What the log needs of a message. */
interface ScannedMessage {
  from: string;
  to: string[];
  subject: string;
  tags: EmailTag[];
  templateId?: string;
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const boundary = Buffer.from('},{"');
const tagsKey = Buffer.from('"tags":[');
const tagKeys = new Set(['name', 'value']);
const messageKeys = new Set(
  'from to cc bcc reply_to subject html text headers tags template topic_id'.split(' '),
);
/** Tags are looked for this near to the end of a message; JSON.parse serves all others. */
const tagsReach = 4096;

/**
 * The messages of a compact JSON array (as JSON.stringify writes it), or null if the bytes are not
 * of that simple form and the caller must parse them. A batch of 100 × 32 KB costs two native
 * searches instead of decoding and building 3 MB.
 *
 * Why this is exact: inside a JSON string every quote is escaped, so the quote of `},{"` ends or
 * begins a string; a known key and `":` after it rule out the end. Objects in arrays occur in
 * `tags` and `attachments` only; the first are told by their keys, the second make it give up.
 */
export function scanBatch(bytes: Buffer): ScannedMessage[] | null {
  const last = bytes.length - 1;
  if (bytes[0] !== openBracket || bytes[1] !== openBrace || bytes[2] !== quote) return null;
  if (bytes[last] !== closeBracket || bytes[last - 1] !== closeBrace) return null;
  const messages: ScannedMessage[] = [];
  let start = 1;
  for (let at = bytes.indexOf(boundary); at !== -1; at = bytes.indexOf(boundary, at + 3)) {
    const key = readKey(bytes, at + 3);
    if (key !== null && tagKeys.has(key)) continue;
    if (key === null || !messageKeys.has(key)) return null;
    const message = scanMessage(bytes, start, at + 1);
    if (message === null) return null;
    messages.push(message);
    start = at + 2;
  }
  const message = scanMessage(bytes, start, last);
  return message === null ? null : [...messages, message];
}

/** Reads the short fields before the body, and the tags after it. Null: not of the simple form. */
function scanMessage(bytes: Buffer, start: number, end: number): ScannedMessage | null {
  const message: ScannedMessage = { from: '', to: [], subject: '', tags: [] };
  let at = start + 1;
  let hasContent = false;
  for (;;) {
    const key = readKey(bytes, at);
    if (key === null) return null;
    const valueStart = at + key.length + 3;
    if (key === 'html' || key === 'text') {
      hasContent = bytes[valueStart] === quote && bytes[valueStart + 1] !== quote;
      break;
    }
    if (key === 'template') {
      const idKey = bytes.toString('latin1', valueStart, valueStart + 6);
      if (idKey !== '{"id":') return null;
      const idEnd = endOfString(bytes, valueStart + 6, end);
      message.templateId = readString(bytes, valueStart + 6, idEnd);
      hasContent = true;
      break;
    }
    const valueEnd = endOfShortValue(bytes, valueStart, end);
    if (valueEnd === -1) return null;
    if (key === 'to') message.to = readStrings(bytes, valueStart, valueEnd);
    if (key === 'from') message.from = readString(bytes, valueStart, valueEnd);
    if (key === 'subject') message.subject = readString(bytes, valueStart, valueEnd);
    if (bytes[valueEnd] !== comma) return null;
    at = valueEnd + 1;
  }
  const tags = readTags(bytes, start, end);
  if (tags === null || !hasContent || message.to.length === 0) return null;
  message.tags = tags;
  return message;
}

/** The key whose opening quote is at `at`, if it is a plain word followed by a colon. */
function readKey(bytes: Buffer, at: number): string | null {
  if (bytes[at] !== quote) return null;
  let end = at + 1;
  for (let byte = bytes[end] ?? 0; (byte >= 0x61 && byte <= 0x7a) || byte === 0x5f; ) {
    end += 1;
    byte = bytes[end] ?? 0;
  }
  if (end === at + 1 || bytes[end] !== quote || bytes[end + 1] !== colon) return null;
  return bytes.toString('latin1', at + 1, end);
}

/** The offset after a string or a flat list of strings; -1 for anything else. */
function endOfShortValue(bytes: Buffer, start: number, end: number): number {
  if (bytes[start] === quote) return endOfString(bytes, start, end);
  if (bytes[start] !== openBracket) return -1;
  let at = start + 1;
  while (bytes[at] === quote) {
    at = endOfString(bytes, at, end);
    if (bytes[at] === closeBracket) return at + 1;
    if (bytes[at] !== comma) return -1;
    at += 1;
  }
  return -1;
}

function endOfString(bytes: Buffer, start: number, end: number): number {
  let at = start + 1;
  while (at < end && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at + 1;
}

function readTags(bytes: Buffer, start: number, end: number): EmailTag[] | null {
  const from = Math.max(start, end - tagsReach);
  const found = bytes.subarray(from, end).lastIndexOf(tagsKey);
  if (found === -1) return null;
  const at = from + found;
  if (bytes[at - 1] !== comma && bytes[at - 1] !== openBrace) return null;
  const listStart = at + tagsKey.length - 1;
  const listEnd = bytes.indexOf(closeBracket, listStart) + 1;
  try {
    // Guarantee: whoever takes these tags checks them (`checkTags`).
    return JSON.parse(bytes.toString('utf8', listStart, listEnd)) as EmailTag[];
  } catch {
    return null;
  }
}

function readString(bytes: Buffer, start: number, end: number): string {
  return readStrings(bytes, start, end)[0] ?? '';
}

function readStrings(bytes: Buffer, start: number, end: number): string[] {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8', start, end));
    const list = Array.isArray(value) ? value : [value];
    return list.filter((item) => typeof item === 'string');
  } catch {
    return [];
  }
}
