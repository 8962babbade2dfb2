// Where a pasted page turns from its last section to all of it, behind the points and their comment.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findClosing } from '../../src/digest/paste/conclusion.ts';
import { findSteepGrowth } from '../support/growth.ts';

const toLines = (texts: readonly string[]) =>
  texts.map((text, at) => ({ number: at + 1, text, words: text, mark: 'plain' as const }));

test.each<[string, string[], number]>([
  ['facts alone', ['事実です。', 'もう一つの事実です。'], 2],
  ['a comment at the very end', ['事実です。', '楽しみですね。'], 2],
  ['a comment, then a goodbye', ['事実です。', '楽しみですね。', '今週は三つの町を見ました。'], 2],
  ['a comment alone, then words', ['楽しみですね。', '今週は三つの町を見ました。'], 2],
  [
    'two comments: the last ends it',
    ['事実です。', 'いいですね。', 'そうあってほしいと思います。', '以上です。'],
    3,
  ],
  [
    'a summing-up behind the first of two comments',
    [
      '事実です。',
      'いいですね。',
      '今回は三つの町を見ました。',
      'また来週、会いましょう。',
      '菊より',
    ],
    2,
  ],
  [
    'a comment with too much behind it',
    ['事実。', 'いいですね。', '一。', '二。', '三。', '四。', '五。'],
    7,
  ],
  ['English', ['It opened in May.', 'I want to go there.', 'Three towns, three lamps.'], 2],
  ['nothing', [], 0],
])('%s', (_, texts, end) => {
  expect(findClosing(toLines(texts))).toBe(end);
});

test('the closing is at most four lines, and none of them is the first', () => {
  const text = fc.constantFrom(
    '事実です。',
    'いいですね。',
    '今回は三つ。',
    'I think so!',
    'A fact.',
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
      const end = findClosing(toLines(texts));
      expect(end).toBeLessThanOrEqual(texts.length);
      expect(texts.length - end).toBeLessThanOrEqual(4);
      if (end < texts.length) expect(end).toBeGreaterThan(1);
    }),
  );
});

test('finding it takes work that grows with the number of lines', async () => {
  for (const line of ['いいですね。', '事実です。\nいいですね。', '今回は']) {
    const find = (text: string) => findClosing(toLines(text.split('\n')));
    expect(await findSteepGrowth(find, (n) => `${line}\n`.repeat(n / line.length))).toBe(null);
    expect(await findSteepGrowth(find, (n) => line.repeat(n / line.length))).toBe(null);
  }
});
