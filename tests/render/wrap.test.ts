// Lines of the text part, as a Japanese reader would break them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, underline, wrapText } from '../../src/render/wrap.ts';

test('counts full-width characters twice and joined ones not at all', () => {
  expect(displayWidth('abc')).toBe(3);
  expect(displayWidth('菊のABC。')).toBe(9);
  expect(displayWidth('ｶﾞ')).toBe(2);
  expect(displayWidth('か\u3099')).toBe(2);
  expect(displayWidth('✅')).toBe(2);
});

test('begins no line with a closing mark and ends none with an opening one', () => {
  const text = `${'あ'.repeat(36)}。${'い'.repeat(34)}「う」${'え'.repeat(33)}ッド`;
  const lines = wrapText(text).split('\n');
  expect(lines.join('')).toBe(text);
  for (const line of lines) {
    expect(line).not.toMatch(/^[。」ッー、）]/u);
    expect(line).not.toMatch(/[「（]$/u);
  }
});

test('keeps Latin words and addresses whole', () => {
  const url = `https://example.com/${'a'.repeat(100)}`;
  const lines = wrapText(`${'word '.repeat(20)}読む ${url} そのあと`).split('\n');
  expect(lines).toContain(url);
  expect(lines[0]).toBe('word '.repeat(14).trimEnd());
});

test('indents what follows the first line', () => {
  expect(wrapText(`✅ ${'あ'.repeat(40)}`, '   ')).toBe(
    `✅ ${'あ'.repeat(34)}\n   ${'あ'.repeat(6)}`,
  );
});

test('stays within 72 columns and loses nothing but spaces, whatever it is given', () => {
  const unit = fc.constantFrom(...'あ漢。、（）「」ー…abc 　,.:!\u0301\u200d👩✅ﾊﾟ');
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit, maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 200 })),
      (text) => {
        fc.pre(!/[\n\r]/.test(text));
        const wrapped = wrapText(text, '  ');
        expect(wrapped.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of wrapped.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(72);
      },
    ),
  );
});

test('underlines a heading as wide as it is shown', () => {
  expect(underline('菊 A', '=')).toBe('菊 A\n====');
});
