// What nobody sees at the edges of a text, and letters whose marks come apart.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeLetters, isVisible, trimEdges, trimStart } from '../../src/digest/tidy.ts';
import { findSteepGrowth } from '../support/growth.ts';

test.each([
  ['  words\t', 'words'],
  ['\ufeff\u200b\u2060 words\u3000\u00ad', 'words'],
  ['\u3164words\u115f', 'words'],
  ['\u200fwords\u200e', 'words'],
  ['❤\ufe0f', '❤\ufe0f'],
  ['🏴\u{e0067}\u{e0062}\u{e007f} ', '🏴\u{e0067}\u{e0062}\u{e007f}'],
  ['C++\u200e שלום \u200e', 'C++\u200e שלום \u200e'],
  ['\u200f שלום ', '\u200f שלום'],
  ['𠮷 ', '𠮷'],
  [' \u200b ', ''],
])('%j is trimmed to %j', (text, expected) => {
  expect(trimEdges(text)).toBe(expected);
});

test('what is trimmed begins and ends with something to see, and keeps all between', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      const trimmed = trimEdges(text);
      expect(text).toContain(trimmed);
      expect(trimEdges(trimmed)).toBe(trimmed);
      expect(isVisible(trimmed)).toBe(isVisible(text));
      expect(trimEdges(trimStart(text))).toBe(trimmed);
    }),
  );
});

test('marks that come apart are composed; whole letters and addresses stay as they are', () => {
  expect(composeLetters('か\u3099と e\u0301')).toBe('がと é');
  // A kanji as a name is written, which full NFC would replace by U+795E.
  expect(composeLetters('\ufa19 か\u3099')).toBe('\ufa19 が');
  const address = 'https://example.com/か\u3099';
  expect(composeLetters(`か\u3099 ${address} か\u3099`)).toBe(`が ${address} が`);
  expect(composeLetters('\u1112\u1161\u11ab')).toBe('한');
});

test('composed text is as it was to a reader, and stays so', () => {
  const piece = fc.constantFrom(
    'か',
    '\u3099',
    'e',
    '\u0301',
    '\u0323',
    '\ufa19',
    '\u1112',
    '\u1161',
    ' ',
    'https://a.example/e\u0301',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const composed = composeLetters(text);
      expect(composed.normalize('NFC')).toBe(text.normalize('NFC'));
      expect(composeLetters(composed)).toBe(composed);
    }),
  );
});

test.each([
  ['spaces at both edges', (n: number) => `${' '.repeat(n)}a${'\u200b'.repeat(n)}`],
  ['marks behind one letter', (n: number) => `a${'\u0301\u0323'.repeat(n)}`],
  ['letters with a mark each', (n: number) => 'か\u3099'.repeat(n)],
  ['half addresses', (n: number) => 'https:/'.repeat(n)],
])('tidying %s takes work that grows with their number', async (_, write) => {
  const tidy = (text: string) => trimEdges(composeLetters(text));
  expect(await findSteepGrowth(tidy, write)).toBe(null);
});
