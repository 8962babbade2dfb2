import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { writeSource } from '../../dev/mailbox/mail-source.ts';
import type { Message } from '../../dev/mailbox/messages.ts';

const plain = {
  id: '4ef9a417-02e9-4d39-ad75-9611e0fcc33c',
  acceptedAt: '2026-11-25T22:00:00.000Z',
  from: 'News, Daily <news@example.com>',
  to: ['舞 <mai@example.com>'],
  cc: [],
  bcc: [],
  reply_to: ['desk@example.com'],
  subject: 'Plain',
  headers: {
    'List-Unsubscribe': `<https://example.com/u/${'x'.repeat(200)}>, <mailto:a@example.com>`,
  },
};
const sourceOf = (changes: object) => writeSource({ ...plain, ...changes } as unknown as Message);

/** What RFC 5322 and RFC 2045 ask of the bytes themselves. */
function findBreaches(source: string): string[] {
  const lines = source.split('\r\n');
  const end = lines.indexOf('');
  return [
    ...(/[^\t\r\n -~]/.test(source) ? ['not 7 bits'] : []),
    ...(/\r(?!\n)|(?<!\r)\n/.test(source) ? ['a bare CR or LF'] : []),
    ...lines.filter((line) => line.length > 998).map(() => 'a line over 998 characters'),
    ...lines
      .slice(0, end)
      .filter((line) => !/^([!-9;-~]+: |[ \t]+\S)/.test(line))
      .map((line) => `no header field: ${line}`),
  ];
}

test('the source of a message is valid RFC 5322, and says what the message says', async () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 300 });
  const text = fc.oneof(
    fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n')),
    fc.constant('市場の朝。'.repeat(6_000)),
    fc.constant(`${'a'.repeat(30_000)} =\t\n--mailbox-\n.\nFrom me`),
  );
  const printable = (value: string) => value.replace(/\p{C}/gu, '').trim();
  await fc.assert(
    fc.asyncProperty(text, text, line, async (html, words, subject) => {
      const written = { html, text: words.toWellFormed(), subject: printable(subject) };
      const source = sourceOf(written);
      expect(findBreaches(source)).toEqual([]);
      const read = await PostalMime.parse(source);
      const squeeze = (value = '') => value.replace(/\r\n?/g, '\n').trimEnd();
      expect(squeeze(read.html)).toBe(squeeze(html.toWellFormed()));
      expect(squeeze(read.text)).toBe(squeeze(written.text));
      expect((read.subject ?? '').trim()).toBe(written.subject);
      expect(read.from).toEqual({ name: 'News, Daily', address: 'news@example.com' });
      expect(read.to).toEqual([{ name: '舞', address: 'mai@example.com' }]);
    }),
    { numRuns: 60 },
  );
});
