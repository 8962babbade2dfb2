// The Markdown form: identity over any digest, and kindness to what people write by hand.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdownToDigest } from '../../src/digest/markdown/markdown.ts';
import { roughText } from './arbitrary.ts';
import { constructs, readConstruct } from './constructs.ts';
import { proveRoundTrip } from './markdown-runs.ts';

const small = `---
language: en
date: 2026-11-22
---

# The headline

The lead.

## First section

> Q: Why?
> A: Because.

💬 A remark.

### [A title](https://example.com/a_(b))

Example Times · 2026-11-20

- ✅ One
- ✅ Two

A body that is wrapped
over two lines.

---

The end is near.

- 💡 Take this home
`;

function read(markdown: string) {
  const result = markdownToDigest(markdown);
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.errors));
  return result;
}

test('any digest written as Markdown is read back as the same digest, and written as the same bytes', () => {
  proveRoundTrip(50);
});

test('the documented form is read as it is meant', () => {
  const { digest: found, warnings } = read(small);
  expect(warnings).toEqual([]);
  expect(found).toEqual({
    version: 1,
    language: 'en',
    headline: 'The headline',
    lead: 'The lead.',
    publishedOn: '2026-11-22',
    sections: [
      {
        heading: 'First section',
        hook: { question: 'Why?', answer: 'Because.' },
        opener: [{ text: 'A remark.', voice: 'comment' }],
        source: {
          title: 'A title',
          url: 'https://example.com/a_(b)',
          publisher: 'Example Times',
          publishedOn: '2026-11-20',
          points: ['One', 'Two'],
        },
        body: [{ text: 'A body that is wrapped over two lines.', voice: 'narration' }],
      },
    ],
    closing: [{ text: 'The end is near.', voice: 'narration' }],
    conclusion: ['Take this home'],
  });
});

test('line ends of other systems and a byte order mark change nothing', () => {
  const foreign = `\ufeff${small.replaceAll('\n', '\r\n')}`;
  expect(read(foreign)).toEqual(read(small));
});

test('lines without a place are kept where possible and named with their numbers', () => {
  const odd = small
    .replace('date: 2026-11-22', 'colour: gold')
    .replace('💬 A remark.', '#### A deep heading')
    .replace('---\n\nThe', '- A list\n\n---\n\nThe');
  expect(read(odd).warnings.map((warning) => [warning.line, warning.text])).toEqual([
    [3, 'colour: gold'],
    [15, '#### A deep heading'],
    [27, '- A list'],
  ]);
  expect(read(odd).digest.sections[0]?.body[1]?.text).toBe('- A list');
});

test('a question without an answer is kept as a paragraph and named', () => {
  const { digest: found, warnings } = read(small.replace('> A: Because.\n', ''));
  expect(found.sections[0]?.hook).toBeUndefined();
  expect(found.sections[0]?.opener[0]?.text).toBe('Why?');
  expect(warnings.map((warning) => warning.line)).toEqual([12]);
});

test('a conclusion may stand under a 🚩 heading as a plain list', () => {
  const { digest: found, warnings } = read(
    small.replace(/---\n\nThe end.*$/s, '## 🚩 Conclusion\n\n- Take this home\n'),
  );
  expect(found.conclusion).toEqual(['Take this home']);
  expect(warnings).toEqual([]);
});

test('links that lead elsewhere than to https or mailto are refused with their place', () => {
  const result = markdownToDigest(small.replace('One', '[x](javascript:alert(1))'));
  expect(result.kind === 'invalid' && result.errors.map((error) => error.path)).toEqual([
    'line 21',
  ]);
});

test.each(constructs)('%s: every word is in the digest, or its line is named', (_, example) => {
  const { texts, warnings } = readConstruct(example);
  const kept = texts.join('\n');
  const named = new Set(warnings.map(({ line }) => line));
  for (const [index, line] of example.split('⏎').entries()) {
    if (/^\[\w+\]:/.test(line)) continue;
    const words = line.replace('[x]', '').match(/\b[a-z]\b/g) ?? [];
    expect(named.has(index + 9) || words.every((word) => kept.includes(word)), line).toBe(true);
  }
});

test.each([
  ['+++\nlanguage = "en"\ndate = 2026-11-22\n+++', []],
  ['---\nLanguage: en\ndate: November 22, 2026\n...', []],
  ['---\nlanguage: en\ndate: 2026/11/22\n# todo\n---', ['# todo']],
  ['---\nlanguage: en\nlanguage: ja\ndate: 2026年11月22日\n---', ['language: ja']],
])('front matter between other marks is front matter: %j', (front, named) => {
  const { digest: found, warnings } = read(small.replace(/^---.*?---/s, front));
  expect(found).toEqual(read(small).digest);
  expect(warnings.map(({ text }) => text)).toEqual(named);
});

test('front matter that does not end is named', () => {
  const { warnings } = read(`---\nlanguage: en\n\n${small.slice(small.indexOf('#'))}`);
  expect(warnings.map(({ line, text }) => [line, text])).toContainEqual([1, '---']);
});

test.each([
  'Example Times ・ 2026年11月20日',
  'Example Times | November 20, 2026',
  'Example Times, 20 November 2026',
  'Example Times（2026/11/20）',
  'Example Times – November 20, 2026',
  'Example Times 2026.11.20',
  '2026-11-20 · Example Times',
  'November 20, 2026 / Example Times',
  'Example Times（令和8年11月20日）',
  'Example Times · 二〇二六年十一月二十日（金）',
  'Example Times, Friday, November 20, 2026',
  'Fri 20 Nov 2026 | Example Times',
  'Example Times | 公開日：R8.11.20 10:30',
  'Updated: 2026-11-20 · Example Times',
  "Example Times – '26/11/20",
])('publisher and day are told apart in “%s”', (imprint) => {
  const { digest: found, warnings } = read(small.replace('Example Times · 2026-11-20', imprint));
  expect(found).toEqual(read(small).digest);
  expect(warnings).toEqual([]);
});

test('a sentence under a source is named: it would be its publisher', () => {
  const { warnings } = read(small.replace('Example Times · 2026-11-20', 'The mill stood empty.'));
  expect(warnings.map(({ line }) => line)).toEqual([19]);
});

test.each([
  ['Example Times · 2026年11月', /2025-03-14/],
  ['Example Times | 03/04/2026', /two days/],
  ['Published yesterday', /2025-03-14/],
  ['Example Times · 2026年2月30日', /no such day/],
])('a day that cannot be read is named in “%s”', (imprint, why) => {
  const { digest, warnings } = read(small.replace('Example Times · 2026-11-20', imprint));
  expect(digest.sections[0]?.source?.publisher).toBe(imprint);
  expect(warnings).toMatchObject([{ line: 19, message: expect.stringMatching(why) }]);
});

test('the day of the front matter is read in any form, and what stands behind it is named', () => {
  const dated = (date: string) => read(small.replace('date: 2026-11-22', `date: ${date}`));
  expect(dated('令和八年十一月二十二日（日）')).toEqual(read(small));
  expect(dated('2026/11/22 10:00 JST').warnings).toEqual([]);
  const { digest, warnings } = dated('2026-11-22, for the evening');
  expect(digest.publishedOn).toBe('2026-11-22');
  expect(warnings.map(({ line }) => line)).toEqual([3]);
});

test('what is moved is named: words above the headline, and a closing before another section', () => {
  const first = read(small.replace('# The headline', 'Above.\n\n# The headline')).warnings;
  expect(first.map(({ text }) => text)).toEqual(['# The headline', 'The lead.']);
  const second = read(`${small}\n## Another section\n\nWords.\n`);
  expect(second.warnings.map(({ text }) => text)).toEqual([
    'The end is near.',
    '- 💡 Take this home',
  ]);
  expect(second.digest.sections[1]?.body[0]?.text).toBe('Words.');
});

test.each([
  ['- ✅ One', '- ✅ [x](http://example.com)', 21],
  ['https://example.com/a_(b)', 'ftp://example.com/', 17],
  ['2026-11-20', '2026-02-30', 17],
  ['date: 2026-11-22', 'date: soon', 3],
  ['A remark.', '[x](javascript:alert(1))', 15],
  ['The end is near.', '[x](https://a b)', 29],
])('an error names the line it is on: %s → %s', (from, to, line) => {
  const result = markdownToDigest(small.replace(from, to));
  const places = result.kind === 'invalid' ? result.errors.map(({ path }) => path) : [];
  expect(places).toEqual([`line ${line}`]);
});

test('what is missing is said in words of the Markdown form', () => {
  const result = markdownToDigest('only words');
  expect(result.kind === 'invalid' && result.errors.map((error) => error.message)).toEqual([
    'Write the headline as a line "# …"',
    'Open every section with a line "## …"; there must be at least one, at most 20',
    'Write the conclusion as lines "- 💡 …", at least one, at most 10',
  ]);
});

test('no text whatever makes the reader throw', () => {
  fc.assert(
    fc.property(fc.array(roughText), (lines) => {
      markdownToDigest(lines.join('\n'));
    }),
  );
});

test('every line of any Markdown is in the digest, or refused, or named', () => {
  const mark = fc.constantFrom(
    ...[
      '',
      '',
      '# ',
      '## ',
      '### ',
      '#### ',
      '> Q: ',
      '> A: ',
      '> ',
      '- ',
      '- ✅ ',
      '- 💡 ',
      '💬 ',
    ],
    ...['## 🚩 ', '🚩 ', '1. ', '\\', '![', '---\n', '\n', '\n\n## ', '\n- ✅ '],
  );
  const form = fc.constantFrom(
    (word: string) => word,
    (word: string) => `[${word}](https://example.com/)`,
    (word: string) => `x](https://example.com/ "${word}")`,
    (word: string) => `${word} · 2026-01-01`,
  );
  let imported = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(mark, form), { maxLength: 30 }), (parts) => {
      const body = parts.map(([start, write], index) => start + write(`word${index}.`)).join('\n');
      const markdown = `---\nlanguage: en\ncolour: gold\n---\n# h\n\n## s\n${body}\n- 💡 c\n`;
      const result = markdownToDigest(markdown);
      if (result.kind === 'invalid') return;
      imported += 1;
      const kept = JSON.stringify(result.digest);
      const named = new Set(result.warnings.map((warning) => warning.line));
      for (const [index, text] of markdown.split('\n').entries()) {
        const word = /word\d+\./.exec(text)?.[0] ?? '';
        expect(kept.includes(word) || named.has(index + 1), `line ${index + 1}: ${text}`).toBe(
          true,
        );
      }
      expect(named).toContain(3);
    }),
    { numRuns: 1000 },
  );
  expect(imported).toBeGreaterThan(100);
});
