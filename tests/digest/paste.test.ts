// The importer of pasted pages: the form, its many dents, and the promise that no line is lost.
import { expect, test } from 'vitest';
import { importPage } from '../../src/digest/paste/paste.ts';
import type { Digest } from '../../src/digest/schema.ts';
import { findLostLines, findMovedLine } from './lines-lost.ts';
import { english, japanese } from './pages.ts';

function read(page: string) {
  const result = importPage(page);
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.errors));
  expect(findLostLines(page, result.digest, result.warnings)).toEqual([]);
  expect(findMovedLine(page, result.digest, result.warnings)).toBeNull();
  return result;
}

function shapeOf({ sections }: Digest) {
  return sections.map(({ hook, opener, source, body }) =>
    [hook ? 'hook' : '-', opener.length, source?.points.length ?? '-', body.length].join(' '),
  );
}

test('a Japanese page becomes the digest it shows', () => {
  const { digest, warnings } = read(japanese);
  expect(warnings).toEqual([]);
  expect(digest).toMatchObject({
    language: 'ja',
    headline: '川べりの製本所が残したもの',
    lead: '最後の一冊を綴じ終えるまでの三十日。',
    sections: [
      {
        heading: '糸かがりの音が止まる日',
        hook: { question: 'なぜ今、閉めるのですか？', answer: '継ぐ人がいないから' },
        opener: [{ text: '静かな決断でした。', voice: 'comment' }],
        source: {
          title: '製本所、百年の歴史に幕',
          url: 'https://news.example.jp/bindery',
          publisher: '川辺日報',
          publishedOn: '2025-03-14',
          points: ['創業は大正期。', '職人は三人になっていた。', '道具は町の資料館に移る。'],
        },
        body: [
          { text: '道具の行き先が決まって、ほっとしました。', voice: 'comment' },
          { text: '最後の注文は絵本だった。', voice: 'narration' },
        ],
      },
      {
        heading: '紙の町のこれから',
        source: { title: '「紙の学校」が春に開校', publishedOn: '2025-02-09' },
      },
    ],
    conclusion: ['店は閉じても技術は残ります。', '次は学校の春を追います。'],
  });
  expect(digest.sections[1]?.source?.publisher).toBeUndefined();
});

test('an English page becomes the digest it shows', () => {
  const { digest, warnings } = read(english);
  expect(warnings).toEqual([]);
  expect(shapeOf(digest)).toEqual(['hook 1 3 2']);
  expect(digest).toMatchObject({
    language: 'en',
    headline: "The clockmaker's second shop",
    sections: [{ source: { publisher: 'The Valley Gazette', publishedOn: '2026-03-03' } }],
    conclusion: ['Old crafts need new Tuesdays.'],
  });
});

test.each<[string, (page: string) => string]>([
  ['CRLF', (page) => page.replaceAll('\n', '\r\n')],
  ['a byte order mark', (page) => `\ufeff${page}`],
  ['no blank lines', (page) => page.replaceAll('\n\n', '\n')],
  ['many blank lines', (page) => page.replaceAll('\n', '\n\u3000\n\u200b\n')],
  [
    'ideographic and no-break spaces at the ends',
    (page) => page.replace(/^(.+)$/gm, '\u3000$1\u00a0'),
  ],
  ['tabs after the marks', (page) => page.replace(/^([✅💡]) /gmu, '$1\t')],
  ['variation selectors', (page) => page.replace(/([✅💡🚩])/gu, '$1\ufe0f')],
  ['marks on lines of their own', (page) => page.replace(/^([✅💡]) /gmu, '$1\n\n')],
  ['titles three times', (page) => page.replace(/^(.*幕)$/m, '$1\n$1')],
  ['a torn credit line', (page) => page.replace(/⇒(.*?)出典/gu, '⇒\n$1\n出典')],
  ['no site header', (page) => page.replace(/^.*Menu opener\n/u, '')],
])('%s changes nothing', (_, dent) => {
  const { digest, warnings } = read(dent(japanese));
  expect(warnings).toEqual([]);
  expect(digest).toEqual(read(japanese).digest);
});

test.each<[string, string, string[], string[]]>([
  ['question', 'なぜ今、閉めるのですか？\n', ['- 1 3 2', 'hook 1 3 2'], ['継ぐ人がいないから']],
  ['second heading', '紙の町のこれから\n', ['hook 1 3 2', 'hook 1 3 2'], ['町に紙の仕事は残る?']],
  ['comment', '静かな決断でした。\n', ['hook 0 3 2', 'hook 1 3 2'], []],
  ['lead', '最後の一冊を綴じ終えるまでの三十日。\n', ['hook 1 3 2', 'hook 1 3 2'], []],
  ['first point', '✅ 創業は大正期。\n', ['hook 1 2 2', 'hook 1 3 2'], []],
])('a page without its %s is still read, and says where to look', (_, gone, shape, named) => {
  const { digest, warnings } = read(japanese.replace(gone, ''));
  expect(shapeOf(digest)).toEqual(shape);
  for (const text of named) expect(warnings.map((warning) => warning.text)).toContain(text);
});

test('points without an address stay in the body and are named', () => {
  const page = japanese.replace(/さらに読む ⇒川辺日報.*\n/u, '');
  const { digest, warnings } = read(page);
  expect(digest.sections[0]?.source).toBeUndefined();
  expect(digest.sections[0]?.body.map(({ text }) => text)).toContain('✅ 創業は大正期。');
  expect(warnings.map(({ text }) => text)).toContain('製本所、百年の歴史に幕');
});

test('an address that is only http is lifted to https and named', () => {
  const { digest, warnings } = read(japanese.replace('https://news', 'http://news'));
  expect(digest.sections[0]?.source?.url).toBe('https://news.example.jp/bindery');
  expect(warnings).toHaveLength(1);
});

test('a day that does not exist is left out and named', () => {
  const { digest, warnings } = read(japanese.replace('2025/03/14', '2025/02/30'));
  expect(digest.sections[0]?.source?.publishedOn).toBeUndefined();
  expect(warnings.map(({ line, text }) => [line, text])).toEqual([[17, '公開日:2025/02/30']]);
});

test('a comment that asks is not taken for the hook', () => {
  const { digest } = read(
    japanese.replace('静かな決断でした。', '本当にそうでしょうか？\n\n静かです。'),
  );
  expect(digest.sections[0]?.hook?.question).toBe('なぜ今、閉めるのですか？');
  expect(digest.sections[0]?.opener).toHaveLength(2);
});

test('a wrapped point is joined and named', () => {
  const { digest, warnings } = read(japanese.replace('職人は三人に', '職人は三人に\n'));
  expect(digest.sections[0]?.source?.points[1]).toBe('職人は三人になっていた。');
  expect(warnings.map(({ text }) => text)).toEqual(['なっていた。']);
});

test('what the site prints after the conclusion is kept in the closing and named', () => {
  const { digest, warnings } = read(`${japanese}\n関連記事\n`);
  expect(digest.closing).toEqual([{ text: '関連記事', voice: 'narration' }]);
  expect(warnings.map(({ text }) => text)).toEqual(['関連記事']);
});

test('hostile characters and links come out harmless, and their lines are named', () => {
  const { digest, warnings } = read(
    japanese
      .replace('静かな決断でした。', '静か\u0000な決断\ud800でした。')
      .replace('絵本だった。', '[絵本](javascript:alert(1))だった。'),
  );
  expect(digest.sections[0]?.opener[0]?.text).toBe('静かな決断でした。');
  expect(digest.sections[0]?.body[1]?.text).toBe(
    '最後の注文は[絵本] (javascript:alert(1))だった。',
  );
  expect(warnings).toHaveLength(2);
});

test('a page without points or conclusion says what is missing', () => {
  const result = importPage('Only a headline\n\nand a lead');
  expect(result.kind === 'invalid' && result.errors).toEqual([
    { path: 'sections', message: 'The page must have 1 to 20 sections, each with its ✅ points' },
    { path: 'conclusion', message: 'The page must end with 1 to 10 lines that begin with 💡' },
  ]);
});
