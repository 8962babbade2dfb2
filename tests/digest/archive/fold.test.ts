import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldQuery, foldText, piecesOf } from '../../../src/digest/archive/fold.ts';

/** As the statement of the search decides. */
function finds(query: string, text: string): boolean {
  const [wanted, folded] = [foldQuery(query), foldText(text)];
  const pieces = new Set(piecesOf(folded));
  return (
    wanted !== null &&
    [...wanted.pieces].every((piece) => pieces.has(piece)) &&
    wanted.phrases.every((phrase) => folded.includes(phrase))
  );
}

test('a word is found however it is written', () => {
  for (const [query, text] of [
    ['ﾀﾞﾑ', '上流のダムが'],
    ['だむ', '上流のダムが'],
    ['ＥＵ', '加盟国（EU）の'],
    ['eu加盟', 'EU加盟の手続き'],
    ['場', '市場の朝'],
    ['市場　朝', '市場の朝'],
    ['Cafe', 'the café'],
    ['electri', 'ELECTRICITY prices'],
    ['internationalisation', 'Internationalisation of'],
    ['２０２６', 'in 2026'],
    ['が', 'か\u3099くせい'],
    ['straße', 'Straße'],
    ['“market”', 'a market.'],
    ['한국', '한국의 시장'],
  ] as const) {
    expect([query, finds(query, text)]).toEqual([query, true]);
  }
});

test('what is not there is not found', () => {
  for (const [query, text] of [
    ['art', 'the market'],
    ['場市', '市場の朝'],
    ['市朝', '市場の朝'],
    ['internationalists', 'internationalisation'],
    ['市場 夜', '市場の朝'],
    ['か', 'が'],
  ] as const) {
    expect([query, finds(query, text)]).toEqual([query, false]);
  }
  for (const nothing of ['', ' ', '。、！', '\u200b', '\ud800', '%_', "'"]) {
    expect(foldQuery(nothing)).toBeNull();
  }
});

test('any part of a text in Japanese, and any beginning of a word, finds the text', () => {
  const letters = fc.constantFrom('ﾊﾟ', 'ｶﾞ', 'が', ...'市場の朝はンとパ、ー々Aé9 。–ßñ한x');
  const text = fc.array(letters, { minLength: 1, maxLength: 60 }).map((all) => all.join(''));
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, from, length) => {
      const words = foldText(whole).trim().split(' ');
      const word = [...(words[from % words.length] ?? '')];
      const isWritten = /^[a-z0-9ßñ한]/.test(word.join(''));
      const start = isWritten ? 0 : length % (word.length || 1);
      const part = word.slice(start, start + 1 + (length % 7)).join('');
      return part === '' || finds(part, whole);
    }),
    { numRuns: 500 },
  );
});

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      const once = foldText(text);
      expect(foldText(once)).toBe(once);
    }),
  );
});
