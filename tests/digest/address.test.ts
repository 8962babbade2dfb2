// Where an address in running text ends.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { continuesAddress, findAddress, findExcess } from '../../src/digest/address.ts';
import { findSteepGrowth } from '../support/growth.ts';

const address = 'https://a.example/x';

test.each([
  ...[
    '%。',
    '%、他',
    '%）',
    '%.',
    '%」',
    '(%)',
    '[記事](%)',
    '%より引用',
    '<%>',
    '"%"',
    '%…',
    '%」より',
  ],
  ...[
    '%\u200b',
    '%\u00ad',
    '%\u200bです',
    '%！',
    '%？',
    '%.)',
    '%),',
    '**%**',
    '_%_',
    '%（東京新聞）',
  ],
  ...[
    '%を参照',
    '%参照',
    '%→続き',
    '%；',
    '%, https://b.example/y',
    '%・https://b.example',
    '%|記事>',
  ],
  ...[
    '«%»',
    '“%”',
    '‘%’',
    '【%】',
    '〔%〕',
    '｢%｣',
    '%،',
    '%।',
    '%』。',
    '（出典：%）',
    '%　以上',
    '%\u3000',
  ],
  ...['%(閉じない', '%「題', '%.これは', "'%'", '%—'],
])('the address in “%s” ends where it ends', (text) => {
  expect(findAddress(text.replace('%', address))?.url).toBe(address);
});

test.each([
  'https://example.com/Aster_(plant)',
  'https://example.com/a_(b)_(c)?d=(e)',
  'https://ja.wikipedia.org/wiki/停戦_(2025年)?q=メール#節',
  'https://ja.wikipedia.org/wiki/停戦（2025年）',
  'https://ja.wikipedia.org/wiki/PC遠隔操作事件',
  'https://日本.example/記事',
  'https://www.日本.example',
  'https://example.com/café',
  "https://example.com/it's/here",
  'https://example.com/a,b;c:d@e!f',
  'https://web.archive.org/web/2025/https://example.com/',
  'https://example.com/a-',
  'https://example.com/?q=',
  'https://example.com/%E5%81%9C',
  'https://مثال.example/مقال',
])('%s is whole, and stays so in a sentence', (url) => {
  expect(findExcess(url)).toBe('');
  for (const text of [`出典: ${url}。`, `（${url}）`, `See ${url}.`, `"${url}"`, `${url} です`]) {
    expect(findAddress(text)?.url).toBe(url);
  }
});

test('a scheme in capitals is no other scheme', () => {
  expect(findAddress('HTTPS://a.example/X')?.url).toBe('https://a.example/X');
  expect(findAddress('http://a.example')?.url).toBe('http://a.example');
  expect(findAddress('https:// and nothing')).toBeNull();
});

test.each([
  ['https://a.example/x。', '。'],
  ['https://a.example/x),', '),'],
  ['https://a.example/x（紙名）', '（紙名）'],
  ['ftp://a.example/x。', ''],
])('what %s has too much is “%s”', (url, excess) => {
  expect(findExcess(url)).toBe(excess);
});

test.each<[string, string, boolean]>([
  ['出典: https://a.example/articles/', '392910', true],
  ['https://a.example/a-very-long', '-name/of-it?x=1', true],
  ['(https://a.example/2025/03', '/14/ceasefire.html)', true],
  ['https://a.example/articles/', 'Yes', true],
  ['https://a.example/x', 'Yes', false],
  ['https://a.example/x', 'G20', false],
  ['https://a.example/x', 'Why?', false],
  ['https://a.example/x.', '/more', false],
  ['https://a.example/x', 'https://b.example/y', false],
  ['no address', '/path/of', false],
  ['https://a.example/x/', 'A sentence of words.', false],
  ['https://a.example/x/', '静かです', false],
])('%s is continued by %s: %s', (line, next, expected) => {
  expect(continuesAddress(line, next)).toBe(expected);
});

const anything = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'()[]{}「」（）『』«»“”.,。、・！\'"<>|/?#%&=_*~\u200b 停よa9'),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

test('what is found is whole, stands in the text, and needs no second look', () => {
  fc.assert(
    fc.property(anything, anything, (before, after) => {
      const text = `${before}https://a.example/${after}`;
      const found = findAddress(text);
      if (found === null) throw new Error('no address');
      const { url, from, to } = found;
      expect(text.slice(from, to).replace(/\p{Default_Ignorable_Code_Point}/gu, '')).toBe(url);
      expect(findAddress(url)).toEqual({ url, from: 0, to: url.length });
    }),
    { numRuns: 2000 },
  );
});

test('brackets of an address come in pairs', () => {
  fc.assert(
    fc.property(anything, (after) => {
      const url = findAddress(`https://a.example/${after}`)?.url ?? '';
      const count = (pattern: RegExp) => url.match(pattern)?.length ?? 0;
      expect(count(/[\p{Ps}\p{Pi}]/gu)).toBe(count(/[\p{Pe}\p{Pf}]/gu));
    }),
    { numRuns: 2000 },
  );
});

test.each(['(', '()', '。', '.', 'よ', '停', '\u200b', '/https://', ',https://'])(
  'an address of many “%s” takes time that grows with its length',
  async (piece) => {
    const parse = (text: string) => [findAddress(text), findExcess(text)];
    const shape = (n: number) => `https://a.example/${piece.repeat(n / piece.length)}`;
    expect(await findSteepGrowth(parse, shape)).toBeNull();
  },
);
