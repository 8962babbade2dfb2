// What a digest may hold and what is refused, by name and place.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Digest, parseDigest, parseNewDigest } from '../../src/digest/schema.ts';
import { digest } from './arbitrary.ts';

const least = {
  version: 1,
  language: 'ja',
  headline: '見出し',
  sections: [{ heading: '節' }],
  conclusion: ['結論'],
};

function pathsOf(value: unknown): string[] {
  const parsed = parseDigest(value);
  return parsed.kind === 'ok' ? [] : parsed.errors.map((error) => error.path);
}

test('the smallest digest parses into its canonical form', () => {
  expect(parseDigest({ ...least, language: 'JA-jp', headline: '\u3000見出し ' })).toEqual({
    kind: 'ok',
    digest: {
      ...least,
      language: 'ja-JP',
      sections: [{ heading: '節', opener: [], body: [] }],
      closing: [],
    },
  });
});

test('a section without a source has everything in its body', () => {
  const parsed = Digest.parse({
    ...least,
    sections: [{ heading: 'h', opener: [{ text: 'a', voice: 'comment' }], body: [{ text: 'b' }] }],
  });
  expect(parsed.sections[0]).toEqual({
    heading: 'h',
    opener: [],
    body: [
      { text: 'a', voice: 'comment' },
      { text: 'b', voice: 'narration' },
    ],
  });
});

test.each([
  ['jp', 'ja'],
  ['japanese', 'ja'],
  ['ja_JP', 'ja-JP'],
  ['zh_TW', 'zh-TW'],
])('the language %s is none, and %s is proposed', (language, meant) => {
  const message = expect.stringContaining(`did you mean ${meant}?`);
  expect(parseNewDigest({ ...least, language })).toMatchObject({
    kind: 'invalid',
    errors: [{ path: 'language', message }],
  });
});

test('what was stored under a language that is none can still be read', () => {
  expect(parseDigest({ ...least, language: 'jp' }).kind).toBe('ok');
  expect(parseNewDigest({ ...least, language: 'ja-JP' }).kind).toBe('ok');
});

test('parsing a canonical digest changes nothing, also after a trip through JSON', () => {
  fc.assert(
    fc.property(digest, (canonical) => {
      expect(parseDigest(JSON.parse(JSON.stringify(canonical)))).toEqual({
        kind: 'ok',
        digest: canonical,
      });
    }),
  );
});

test('unknown fields are refused by name, missing ones are required by name', () => {
  const { headline: _, ...rest } = least;
  const parsed = parseDigest({ ...rest, title: 'x', sections: [{ heading: 'h', link: 'y' }] });
  expect(parsed).toEqual({
    kind: 'invalid',
    errors: expect.arrayContaining([
      { path: 'headline', message: 'Is required' },
      { path: 'title', message: 'Unknown field: remove it' },
      { path: 'sections.0.link', message: 'Unknown field: remove it' },
    ]),
  });
});

test.each([
  ['a line break', 'a\nb'],
  ['CRLF', 'Hello\r\nBcc: x@example.com'],
  ['NUL', 'a\u0000'],
  ['a C1 control', 'a\u0085b'],
  ['a line separator', 'a\u2028b'],
  ['half a surrogate pair', 'a\ud800'],
  ['the trace of a wrong encoding', 'a\ufffd'],
  ['nothing visible', ' \u200b\u3164'],
  ['nothing', ''],
])('a headline with %s is refused', (_, headline) => {
  expect(pathsOf({ ...least, headline })).toEqual(['headline']);
});

test('HTML is only characters', () => {
  const headline = '<script>alert("&amp;")</script>';
  const parsed = parseDigest({ ...least, headline });
  expect(parsed.kind === 'ok' && parsed.digest.headline).toBe(headline);
});

test.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026/01/01', '2026-1-1', ''])(
  'the day %s is refused',
  (publishedOn) => {
    expect(pathsOf({ ...least, publishedOn })).toEqual(['publishedOn']);
  },
);

test.each([
  ...['javascript:alert(1)', 'data:text/html,x', 'http://example.com', 'https://', '/a', ''],
  ...['https://example.com/a b', 'https://example.com/\ufffd'],
])('the source address %s is refused at its place', (url) => {
  const sections = [{ heading: 'h', source: { title: 't', url, points: ['p'] } }];
  expect(pathsOf({ ...least, sections })).toEqual(['sections.0.source.url']);
});

test('a source without an address is no source', () => {
  const sections = [{ heading: 'h', source: { title: 't', points: ['p'] } }];
  expect(pathsOf({ ...least, sections })).toEqual(['sections.0.source.url']);
});

test('a javascript link inside a paragraph is refused at its place', () => {
  const sections = [{ heading: 'h', body: [{ text: 'see [this](javascript:alert(1))' }] }];
  expect(pathsOf({ ...least, sections })).toEqual(['sections.0.body.0.text']);
});

test.each(['', 'japanese!', 'ja_JP', 'x'.repeat(50)])('the language %s is refused', (language) => {
  expect(pathsOf({ ...least, language })).toContain('language');
});

test.each([
  ['sections', []],
  ['sections', Array.from({ length: 21 }, () => ({ heading: 'h' }))],
  ['conclusion', []],
  ['conclusion', Array.from({ length: 11 }, () => 'c')],
  ['version', 2],
])('%s out of bounds is refused', (field, value) => {
  expect(pathsOf({ ...least, [field]: value })).toEqual([field]);
});

test.each([undefined, null, 3, 'text', [], [least]])('%s is no digest', (value) => {
  expect(pathsOf(value)).toEqual(['']);
});

test('a megabyte of spaces inside a text is refused without delay', () => {
  expect(pathsOf({ ...least, headline: `a${' '.repeat(1_000_000)}b` })).toEqual(['headline']);
});
