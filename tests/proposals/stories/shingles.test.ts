// When two texts are one.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNearlySame, shinglesOf } from '../../../src/proposals/stories/shingles.ts';
import { likeness, sketchOf } from '../../../src/proposals/watch/sketch.ts';

const words = fc.array(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 60, maxLength: 120 });
const anyText = fc.string({ unit: 'binary', maxLength: 300 });

test('nearness is the same from both sides, and every text that has shingles is near itself', () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      const [a, b] = [shinglesOf(one), shinglesOf(other)];
      expect(isNearlySame(a, b)).toBe(isNearlySame(b, a));
      expect(isNearlySame(a, a)).toBe(a.size > 0);
      const [near, back] = [
        likeness(sketchOf(one), sketchOf(other)),
        likeness(sketchOf(other), sketchOf(one)),
      ];
      expect(near).toBe(back);
      expect(near).toBeGreaterThanOrEqual(0);
      expect(near).toBeLessThanOrEqual(1);
      expect(likeness(sketchOf(one), sketchOf(one))).toBe(1);
    }),
  );
});

test('case, width, spaces and punctuation make no other text, and one word of sixty does not, either', () => {
  fc.assert(
    fc.property(words, fc.nat(59), (all, at) => {
      const text = all.join(' ');
      expect(shinglesOf(all.join(', ').toUpperCase())).toEqual(shinglesOf(text));
      const edited = shinglesOf(all.with(at, 'other').join(' '));
      expect(isNearlySame(shinglesOf(text), edited)).toBe(true);
    }),
  );
});

test('two texts of other words are two', () => {
  fc.assert(
    fc.property(words, words, (one, other) => {
      fc.pre(!other.some((word) => one.includes(word)));
      expect(isNearlySame(shinglesOf(one.join(' ')), shinglesOf(other.join(' ')))).toBe(false);
      expect(likeness(sketchOf(one.join(' ')), sketchOf(other.join(' ')))).toBeLessThan(0.4);
    }),
  );
});
