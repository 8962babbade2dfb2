// A message as the .eml a mail client could open: headers, text part, HTML part.

import { messageId } from './events.ts';
import type { Message } from './messages.ts';

/** RFC 5322 with 8-bit bodies: meant to be read by people, and taken by mail clients. */
export function writeSource(message: Message): string {
  const boundary = `mailbox-${message.id}`;
  const lines = [
    ...readHeaders(message).map(([name, value]) => `${name}: ${value}`),
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
      'Content-Transfer-Encoding: 8bit',
      '',
      content.replace(/\r\n?/g, '\n').replaceAll('\n', '\r\n'),
      '',
    );
  }
  return [...lines, `--${boundary}--`, ''].join('\r\n');
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
    ...Object.entries(message.headers),
  ];
}

function encodeAddress(address: string): string {
  const [, name, bare] = /^(.*?)\s*<([^<>]+)>$/.exec(address) ?? [];
  return name && bare ? `${encodeWords(name)} <${bare}>` : address;
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
