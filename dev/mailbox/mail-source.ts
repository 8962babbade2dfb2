// A message as the .eml a mail client could open: headers, text part, HTML part.

import { messageId } from './events.ts';
import type { Message } from './messages.ts';

/** RFC 5322 in 7 bits: what is not ASCII goes quoted-printable, as most readable of what any server passes on. */
export function writeSource(message: Message): string {
  const boundary = `mailbox-${message.id}`;
  const lines = [
    ...readHeaders(message).map(([name, value]) => foldHeader(name, value)),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
  ];
  const parts = [
    ['text/plain', message.text],
    ['text/html', message.html],
  ] as const;
  for (const [type, content] of parts) {
    if (content === null) continue;
    lines.push(
      `--${boundary}`,
      `Content-Type: ${type}; charset=utf-8`,
      'Content-Transfer-Encoding: quoted-printable',
      '',
      writeQuoted(content),
      '',
    );
  }
  return [...lines, `--${boundary}--`, ''].join('\r\n');
}

/** RFC 2045 §6.7: lines of at most 76 characters, and none that ends in a space. */
function writeQuoted(content: string): string {
  return content.replace(/\r\n?/g, '\n').split('\n').map(quoteLine).join('\r\n');
}

function quoteLine(line: string): string {
  const rows: string[] = [];
  let row = '';
  for (const char of line) {
    const isPlain = /^[\t -<>-~]$/.test(char);
    const piece = isPlain ? char : [...Buffer.from(char)].map(quoteByte).join('');
    if (row.length + piece.length > 72) {
      rows.push(`${row}=`);
      row = '';
    }
    row += piece;
  }
  return [...rows, row.replace(/[\t ]$/, (end) => quoteByte(end.charCodeAt(0)))].join('\r\n');
}

function quoteByte(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** A line of a header may have 998 characters (RFC 5322 §2.1.1): long ones break before a space. */
function foldHeader(name: string, value: string): string {
  return `${name}: ${value}`.replace(
    /(?=[^\r\n]{78})[^\r\n]{20,76}?(?= )(?=[^\r\n]{20})/g,
    '$&\r\n',
  );
}

/** The header fields of a message in the order they are written, encoded where RFC 2047 asks. */
function readHeaders(message: Message): [name: string, value: string][] {
  const lists = [
    ['To', message.to],
    ['Cc', message.cc],
    ['Reply-To', message.reply_to],
  ] as const;
  return [
    ['Date', new Date(message.acceptedAt).toUTCString().replace('GMT', '+0000')],
    ['From', encodeAddress(message.from)],
    ...lists
      .filter(([, addresses]) => addresses.length > 0)
      .map(([name, addresses]): [string, string] => [
        name,
        addresses.map(encodeAddress).join(',\r\n '),
      ]),
    ['Subject', encodeWords(message.subject)],
    ['Message-ID', messageId(message)],
    ...Object.entries(message.headers).map(([name, value]): [string, string] => [
      name,
      encodeWords(value),
    ]),
  ];
}

function encodeAddress(address: string): string {
  const [, name, bare] = /^(.*?)\s*<([^<>]+)>$/.exec(address) ?? [];
  if (!name || !bare) return address;
  const isPhrase = /^"|^[\w !#$%&'*+/=?^`{|}~-]+$|[^\x20-\x7e]/.test(name);
  return `${isPhrase ? encodeWords(name) : `"${name.replace(/["\\]/g, '\\$&')}"`} <${bare}>`;
}

/** Words of at most 45 bytes of UTF-8, none of which cuts a character (RFC 2047 §5). */
function encodeWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const char of text) {
    if (Buffer.byteLength(word + char) > 45) {
      words.push(word);
      word = '';
    }
    word += char;
  }
  return [...words, word]
    .map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`)
    .join('\r\n ');
}
