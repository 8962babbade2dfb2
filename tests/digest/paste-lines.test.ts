// The promise of the paste importer, over arbitrary pages: no line is lost, no time either.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Imported } from '../../src/digest/import/lines.ts';
import { importPage } from '../../src/digest/paste/paste.ts';
import { findSteepGrowth } from '../support/growth.ts';
import { roughText } from './arbitrary.ts';
import { findLostLines, findMovedLine } from './lines-lost.ts';
import { japanese } from './pages.ts';

const pageLine = fc.oneof(
  { weight: 3, arbitrary: roughText },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      ...[
        '見出し',
        '答え',
        'A heading',
        '文です。',
        'A sentence.',
        '何が？',
        'Why?',
        '題名',
        '題名',
      ],
      ...['公開日:2025/03/14', '公開日：2025年2月30日', 'Published: March 3, 2026', '2025/1/2'],
      ...['さらに読む ⇒出典/画像元: https://example.com/a', 'さらに読む ⇒新聞出典/画像元:'],
      ...['Read more ⇒ Times Source: http://example.com/b', '出典: https://example.com/c 写真'],
      ...['https://example.com/d', 'さらに読む ⇒', '東京', 'さらに読む ⇒出典/画像元: ftp://x'],
      ...[
        'Logo Menu',
        '🚩 結論!',
        '🚩 別の話',
        '結論',
        'Conclusion',
        '✅',
        '💡',
        '',
        ' \u3000',
        '\u200b',
      ],
    ),
  },
  { weight: 3, arbitrary: roughText.map((text) => `✅ ${text}`) },
  { weight: 2, arbitrary: roughText.map((text) => `💡 ${text}`) },
);

/** The first line is never a site header here: what a header is, is the importer's to say. */
function checkLines(page: string): Imported['kind'] {
  const result = importPage(page);
  if (result.kind === 'ok') {
    expect(findLostLines(page, result.digest, result.warnings)).toEqual([]);
    expect(findMovedLine(page, result.digest, result.warnings)).toBeNull();
  }
  return result.kind;
}

test('no line of any page is lost, or moved unseen', () => {
  let imported = 0;
  const ending = fc.constantFrom('\n', '\r\n', '\n\n', '\r', '\u2028');
  fc.assert(
    fc.property(fc.array(pageLine, { minLength: 8, maxLength: 40 }), ending, (lines, end) => {
      const page = ['見出し', ...lines, '✅ 点', '💡 結び'].join(end);
      if (checkLines(page) === 'ok') imported += 1;
    }),
    { numRuns: 1000 },
  );
  expect(imported).toBeGreaterThan(500);
});

test('no line is lost, or moved unseen, when lines of a real page are removed, doubled, or moved', () => {
  const lines = japanese.split('\n').filter((line) => line !== '');
  const index = fc.nat({ max: lines.length - 1 });
  const change = fc.tuple(fc.constantFrom('remove', 'double', 'move'), index, index);
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
      const page = [...lines];
      for (const [kind, from, to] of changes) {
        const [line = ''] = page.splice(from, kind === 'double' ? 0 : 1);
        if (kind === 'move') page.splice(to, 0, line);
        if (kind === 'double') page.splice(to, 0, page[from] ?? '');
      }
      checkLines(page.join('\n\n'));
    }),
    { numRuns: 1000 },
  );
});

test.each(['✅ a', 'a?', '[a](x:y)', '公開日:2025/03/14', '出典', '💡 a', `a${' '.repeat(50)}?`])(
  'a page of lines such as “%s” is answered in time that grows with its length',
  async (line) => {
    const page = (characters: number) => `h\n${`${line}\n`.repeat(characters / (line.length + 1))}`;
    expect(await findSteepGrowth(importPage, page)).toBeNull();
  },
);
