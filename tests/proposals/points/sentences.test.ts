// Sentences are cut out of a text as they stand in it, and nothing of it is lost.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSentences } from '../../../src/proposals/points/sentences.ts';

const pieces = fc.constantFrom(
  ...['海は静かだ。', '「', '」', '（', '）', '。', '！', '、', '三・五', '\n', ' ', '町は'],
  ...['The town ', 'No. 5 ', 'U.S. ', '3.5 ', 'said. ', '"', '(', ')', '? ', 'It rained.', '…'],
);
const text = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

test.each(['ja', 'en', 'de'])(
  'whatever the text (%s), its sentences stand where they say, one after the other, and hold all its letters',
  (language) => {
    fc.assert(
      fc.property(text, (given) => {
        const sentences = splitSentences(given, language);
        let at = 0;
        for (const { text: own, start, end } of sentences) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(given.slice(start, end)).toBe(own);
          expect(own.trim()).not.toBe('');
          at = end;
        }
        const letters = (one: string) => one.replace(/[^\p{L}\p{N}]/gu, '');
        expect(letters(sentences.map((one) => one.text).join(''))).toBe(letters(given));
      }),
    );
  },
);
