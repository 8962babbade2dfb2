import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase32, toBase32 } from '../../../src/base/base32.ts';
import { createTokenRing } from '../../../src/base/token.ts';
import { doorAddress, findDoor } from '../../../src/proposals/inbox/mail-door.ts';
import { findPages } from '../../../src/proposals/inbox/mail-pages.ts';
import { findSteepGrowth } from '../../support/growth.ts';

const ours = 'https://digest.example.com';
const urlsOf = (text: string, html = '') =>
  findPages({ subject: '', text, html }, ours).map(({ url }) => url);

test('what says of itself that it is no article is left out', () => {
  const none = [
    'https://news.example.com/unsubscribe?u=1',
    'https://news.example.com/list?action=unsubscribe&u=1',
    'https://news.example.com/email-preferences/abc',
    'https://news.example.com/opt_out/1',
    'https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fa.example.com%2F1',
    'https://x.com/intent/post?url=https%3A%2F%2Fa.example.com%2F1',
    'https://news.example.com/logo.png',
    `${ours}/u/AQAAAAA`,
    'https://digest.example.com/preferences/AQAAAAA',
  ];
  expect(urlsOf(none.join('\n'), none.map((url) => `<a href="${url}">x</a>`).join(''))).toEqual([]);
  const pages = [
    'https://news.example.com/how-to-unsubscribe-from-everything',
    'https://news.example.com/subscription-economy',
    'https://x.com/someone/status/1',
  ];
  expect(urlsOf(pages.join('\n'))).toEqual(pages);
});

test('of HTML only links count, and a page that stands in both parts is there once', () => {
  const html = `<a href="https://a.example.com/1/?utm_source=x">1</a><img src="https://t.example.com/p">
    <a href="javascript:alert(1)">no</a><a href="/relative">no</a><A HREF=" https://a.example.com/2 ">2</A>
    https://a.example.com/3`;
  expect(urlsOf('https://a.example.com/1', html)).toEqual([
    'https://a.example.com/1',
    'https://a.example.com/2',
  ]);
});

test('a bare site is taken only where no page is named', () => {
  expect(urlsOf('https://essay.example.com')).toEqual(['https://essay.example.com/']);
  expect(urlsOf('https://a.example.com/1\n--\nhttps://essay.example.com')).toEqual([
    'https://a.example.com/1',
  ]);
});

test.each([
  ['Fwd: RE: FW：夜の図書館', '夜の図書館'],
  ['転送: Night library', 'Night library'],
  ['https://a.example.com/1', ''],
  ['Report: the harbour\0', 'Report: the harbour'],
  ['', ''],
])('the subject %j gives the title %j', (subject, title) => {
  const mail = { subject, text: 'https://a.example.com/1', html: '' };
  expect(findPages(mail, ours)).toEqual([{ url: 'https://a.example.com/1', title }]);
});

test('any mail gives at most twenty addresses that can be kept', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withQueryParameters: true }),
    fc.constantFrom('https://', '<a href="https://a.example.com/1', '">', '\0', '転送:'),
  );
  const words = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(' '));
  fc.assert(
    fc.property(words, words, words, (subject, text, html) => {
      const pages = findPages({ subject, text, html }, ours);
      expect(pages.length).toBeLessThanOrEqual(20);
      for (const { url, title } of pages) {
        expect(url).toMatch(/^https?:\/\/[\x21-\x7e]{1,1992}$/);
        expect(title.isWellFormed() && !title.includes('\0')).toBe(true);
      }
    }),
  );
});

test.each([
  ['subject', 'Fwd: '],
  ['text', 'https://'],
  ['html', '<a href="https://a.b/'],
  ['html', '<a href="https://a.b/1">'],
  ['html', '<div>'],
  ['html', '<a href=https://a.b/1>1</a>'],
])('the time for a long %s of %j grows with its length', async (part, piece) => {
  const empty = { subject: '', text: '', html: '' };
  const read = (text: string) => findPages({ ...empty, [part]: text }, ours);
  expect(await findSteepGrowth(read, (n) => piece.repeat(n / piece.length))).toBeNull();
});

test('base32 gives back what it was given, and nothing for what it never writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const text = toBase32(bytes);
      expect(text).toMatch(/^[a-z2-7]*$/);
      expect(fromBase32(text.toUpperCase())).toEqual(bytes);
    }),
  );
  for (const text of ['a', 'ab1', 'b', 'zz', 'ä', 'aaa']) expect(fromBase32(text)).toBeNull();
});

test('an address is of one editor and one turn, for who has the key, and fits before the @', () => {
  const ring = createTokenRing(['a-key-for-tests-of-more-than-32-characters']);
  const other = createTokenRing(['another-key-that-is-long-enough-for-a-ring']);
  const inbound = 'Leave@In.Example.com';
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 0, max: 65_535 }), (editor, turn) => {
      const address = doorAddress(ring, inbound, { editor, turn });
      expect(address.split('@')[0]?.length).toBe(62);
      expect(findDoor(ring, inbound, ['x', `A <${address}>`])).toEqual({ editor, turn });
      expect(findDoor(other, inbound, [address])).toBeNull();
      expect(findDoor(ring, '', [address])).toBeNull();
    }),
  );
});

test.each(['<', '<>', '<a> ', '> ', 'inbox-', 'inbox-a@in.example.com,'])(
  'the time to look at recipients full of %j grows with their length',
  async (piece) => {
    const ring = createTokenRing(['a-key-for-tests-of-more-than-32-characters']);
    const read = (text: string) =>
      findDoor(ring, 'leave@in.example.com', [text, `${text}x`, ...text.split(',')]);
    expect(await findSteepGrowth(read, (n) => piece.repeat(n / piece.length))).toBeNull();
  },
);
