// Arbitrary valid digests whose texts look like markup and come from every corner of Unicode.
import fc from 'fast-check';
import type * as z from 'zod';
import { Digest, type DigestInput } from '../../src/digest/schema.ts';
import { Alt, HttpsUrl, Line, Text } from '../../src/digest/text.ts';

const pieces = [
  ...['#', '##', '###', '>', '> Q: ', '> A: ', '-', '- ', '---', '***', '![', '](', ')', '[', ']'],
  ...['\\', '"', '✅', '💡', '💬', '🚩', '\ufe0f', ' · ', '2025-03-14', '**', '*', '<b>', '&amp;'],
  // Of Markdown, but of no digest.
  ...[
    '*a*',
    '_a_',
    '__a__',
    '***',
    '`a`',
    '```',
    '~~~',
    '~~a~~',
    '==a==',
    '===',
    '{#a}',
    '\\*',
    '\\',
  ],
  ...[
    '<!-- a -->',
    '<!--',
    '-->',
    '<a href="b">',
    '<https://example.com>',
    '<a@example.com>',
    '&nbsp;',
  ],
  ...[
    '[a][b]',
    '[a]',
    '[a]: https://example.com',
    '[^1]',
    '[^1]: ',
    '[[a]]',
    '![a](https://b.example)',
  ],
  ...[
    '[a](/b)',
    '[a](<https://b.example>)',
    '[a](https://b.example "c")',
    '[x] ',
    '1. ',
    '2) ',
    '|',
  ],
  ...['|---|', '+++', 'language: en', ' ##', '#a', '結論', 'Conclusion', '✔', ':white_check_mark:'],
  ...['March 3, 2026', '2026年3月3日', '・', ' | ', ', '],
  ...['[a](https://example.com/x_(y))', '[b](mailto:a@example.com)', 'https://example.com/', '`'],
  ...[
    ' ',
    '\u00a0',
    '\u3000',
    '\u200b',
    '\u202e',
    '菊',
    'ガ',
    '𠮷',
    '👩‍🌾',
    'a',
    '?',
    '？',
    '。',
    '公開日:',
  ],
];
const rough = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** Any text at all that may turn up in a hostile input, valid or not. */
export const roughText = rough;
export const line = valid(Line, rough, '菊');
const text = valid(Text, rough, '菊');
const alt = valid(Alt, rough, '');
const url = valid(
  HttpsUrl,
  fc.oneof(
    rough.map((path) => `https://example.com/${path}`),
    fc.webUrl({ validSchemes: ['https'], withFragments: true, withQueryParameters: true }),
  ),
  'https://example.com/',
);
export const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const image = fc.record({ url, alt, credit: line }, { requiredKeys: ['url', 'alt'] });
const paragraphs = fc.array(
  fc.record({ text, voice: fc.constantFrom('narration' as const, 'comment' as const) }),
  { maxLength: 3 },
);
const source = fc.record(
  {
    title: line,
    url,
    publisher: line,
    publishedOn: day,
    image,
    points: fc.array(text, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ['title', 'url', 'points'] },
);
const section = fc.record(
  {
    heading: line,
    hook: fc.record({ question: line, answer: text }),
    opener: paragraphs,
    source,
    body: paragraphs,
  },
  { requiredKeys: ['heading'] },
);

/** Canonical digests. */
export const digest: fc.Arbitrary<Digest> = fc
  .record<DigestInput>(
    {
      version: fc.constant(1),
      language: fc.constantFrom('ja', 'en', 'zh-Hant-TW', 'ar'),
      headline: line,
      subject: line,
      preheader: line,
      lead: text,
      image,
      publishedOn: day,
      sections: fc.array(section, { minLength: 1, maxLength: 3 }),
      closing: paragraphs,
      conclusion: fc.array(text, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['version', 'language', 'headline', 'sections', 'conclusion'] },
  )
  .map((input) => Digest.parse(input));

function valid(schema: z.ZodType<string>, from: fc.Arbitrary<string>, otherwise: string) {
  return from.map((candidate) => schema.safeParse(candidate).data ?? otherwise);
}
