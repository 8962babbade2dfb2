// Hooks and conclusions beside the points they may repeat.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weighFrame } from '../../../src/proposals/commands/weigh-frame.ts';

const wordsOf = (text: string, known: string, language = 'ja') =>
  weighFrame([{ path: 'conclusion.0', text, known }], language).flatMap(({ words }) => words);

test.each([
  ['三割が若い。', '利用者の3割は若い。', []],
  ['3割が若い。', '利用者の三割は若い。', []],
  ['二〇二六年の町', '2026年の町。', []],
  ['十二万人の町', '12万人の町。', []],
  ['四割が若い。', '利用者の3割は若い。', ['四']],
  ['12万人の町', '町は直った。', ['12']],
  ['一部は十分に直った。', '町は直った。', []],
  ['百二十日かかった。', '町は直った。', ['百二十']],
])('a number is the same in kanji and in digits: %s', (text, known, words) => {
  expect(wordsOf(text, known)).toEqual(words);
});

test('in English a name is what is written as one', () => {
  const known = 'The ferry of Mill Bay runs on batteries.';
  expect(wordsOf('Quieter: the ferry of Mill Bay', known, 'en')).toEqual([]);
  expect(wordsOf('Quieter than in Oslo', known, 'en')).toEqual(['oslo']);
});

test('whatever repeats a point word for word has nothing that is foreign', () => {
  const letters = fc.constantFrom(...'三割3２一十百千万町屋根カタカナAbc、。');
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 60 }), (text) => {
      expect(wordsOf(text, text)).toEqual([]);
    }),
  );
});
