// A digest in the row of an inbox: what is shown, and how wide it is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutToColumns, rowColumns } from '../../src/digest/checks/columns.ts';
import { inboxRow, padPreheader, showInboxRow } from '../../src/digest/checks/inbox-row.ts';
import { Digest } from '../../src/digest/schema.ts';
import { digest, line } from './arbitrary.ts';

const plain = Digest.parse({
  version: 1,
  language: 'ja',
  headline: '夜の図書館',
  sections: [{ heading: '町で', hook: { question: 'なぜ？', answer: '**灯**がともる' } }],
  conclusion: ['終わり'],
});
const language = fc.constantFrom('ja', 'en', 'ar');

test.each([
  ['菊のABC。', 'ja', 9],
  ['“Quoted” — and…', 'en', 15],
  ['“引用”…', 'ja', 10],
  ['か\u3099', 'ja', 2],
  ['ｶﾞ', 'ja', 2],
  ['👩‍👩‍👧‍👦', 'ja', 2],
  ['🇯🇵', 'en', 2],
  ['✅', 'en', 2],
  ['a\u200bb', 'en', 2],
])('%s takes, in %s, %i columns', (text, tag, columns) => {
  expect(rowColumns(text, tag)).toBe(columns);
});

test('a digest speaks with its own subject and preheader, else with headline and lead', () => {
  expect(inboxRow(plain)).toEqual({ subject: '夜の図書館', preheader: '灯がともる', width: 10 });
  const { hook: _, ...bare } = plain.sections[0] ?? { heading: '' };
  expect(inboxRow({ ...plain, sections: [{ ...bare, opener: [], body: [] }] }).preheader).toBe(
    '町で',
  );
  expect(inboxRow({ ...plain, lead: 'a **b** [c](https://example.com)' }).preheader).toBe('a b c');
  const own = { subject: 'News', preheader: '*as it is*' };
  expect(inboxRow({ ...plain, lead: 'Lead', ...own })).toEqual({ ...own, width: 4 });
});

test('a phone shows one line of the subject and two of the preheader', () => {
  const row = inboxRow({ ...plain, subject: '菊'.repeat(30), preheader: 'あ'.repeat(30) });
  expect(row.width).toBe(60);
  expect(showInboxRow(row, 'ja')).toBe(`${'菊'.repeat(21)}…\n${'あ'.repeat(30)}\n`);
});

test('what is cut fits, ends between characters, and says that it was cut', () => {
  fc.assert(
    fc.property(line, language, fc.integer({ min: 4, max: 60 }), (text, tag, columns) => {
      const cut = cutToColumns(text, tag, columns);
      expect(rowColumns(cut, tag)).toBeLessThanOrEqual(columns);
      if (cut === text) return;
      expect(cut.endsWith('…')).toBe(true);
      expect(text.startsWith(cut.slice(0, -1))).toBe(true);
    }),
  );
});

test('the blanks after a preheader take less than 300 bytes and at least 118 columns with it', () => {
  fc.assert(
    fc.property(digest, (any) => {
      const { preheader } = inboxRow(any);
      const blanks = padPreheader(preheader, any.language);
      expect(new TextEncoder().encode(blanks).length).toBeLessThan(300);
      // A blank is an em space, as wide as a full-width character, and a joiner.
      const width = rowColumns(preheader, any.language) + 2 * (blanks.length / 2);
      expect(width).toBeGreaterThanOrEqual(118);
    }),
  );
});
