// The checks before a send: what blocks, what is only told, and where.
import { expect, test } from 'vitest';
import { type CheckFacts, checkDigest } from '../../src/digest/checks/checks.ts';
import { Digest, type DigestInput } from '../../src/digest/schema.ts';

const today = '2026-11-22';

function check(changes: Partial<DigestInput> = {}, facts: Partial<CheckFacts> = {}) {
  const digest = Digest.parse({
    version: 1,
    language: 'en',
    headline: 'A quiet headline',
    sections: [
      {
        heading: 'Section',
        source: { title: 'Article', url: 'https://example.com/1', points: ['a', 'b', 'c'] },
      },
    ],
    conclusion: ['Done'],
    ...changes,
  });
  const { errors, warnings } = checkDigest(digest, { subject: 'A quiet subject', today, ...facts });
  const places = (found: { code: string; path: string }[]) =>
    found.map(({ code, path }) => `${code} ${path}`);
  return { errors: places(errors), warnings: places(warnings) };
}

test.each(['。', '）', '.', '（紙名）', 'より引用', '),'])(
  'an address that ends in “%s” is told wherever it stands',
  (excess) => {
    const url = `https://a.example/x${excess}`;
    const sections = [
      {
        heading: 'Section',
        source: { title: 'Article', url, points: ['a', 'b', `[c](https://a.example/x。)`] },
      },
    ];
    expect(check({ sections }).warnings).toEqual([
      'link_end sections.0.source.url',
      'link_end sections.0.source.points.2',
    ]);
  },
);

test('a quiet digest has neither errors nor warnings', () => {
  expect(check()).toEqual({ errors: [], warnings: [] });
});

test.each<[string, Partial<CheckFacts>, string]>([
  ['an empty subject', { subject: ' ' }, 'subject_empty subject'],
  ['a line break in the subject', { subject: 'Hello there\r\nBcc: x' }, 'subject_control subject'],
  ['a mail over 102 KB', { htmlBytes: 102 * 1024 + 1 }, 'size_over_102 sections'],
  ['no postal address', { senderAddress: null }, 'sender_address_missing senderAddress'],
  ['an unknown placeholder', { subject: 'Good day {{ name }}' }, 'placeholder_unknown subject'],
])('%s blocks', (_, facts, error) => {
  expect(check({}, facts).errors).toEqual([error]);
});

test.each(['菊'.repeat(22), 'w'.repeat(44), 'Hi', `“${'w'.repeat(40)}”…`])(
  'the subject %s fits the row of an inbox',
  (subject) => {
    expect(check({}, { subject })).toEqual({ errors: [], warnings: [] });
  },
);

test('known placeholders and a set address pass', () => {
  const facts = {
    subject: 'Good day {{ name }}',
    placeholders: ['name'],
    senderAddress: '1 Road, Town',
    htmlBytes: 90 * 1024,
  };
  expect(check({}, facts)).toEqual({ errors: [], warnings: [] });
});

test.each<[string, Partial<DigestInput>, Partial<CheckFacts>, string]>([
  ['a wide subject', {}, { subject: '菊'.repeat(23) }, 'subject_wide subject'],
  ['a leftover in the preheader', { preheader: 'TODO' }, {}, 'leftover preheader'],
  ['a long subject', {}, { subject: 'w'.repeat(45) }, 'subject_wide subject'],
  ['a heavy mail', {}, { htmlBytes: 91 * 1024 }, 'size_over_90 sections'],
  ['a leftover', { lead: 'TODO: write' }, {}, 'leftover lead'],
  ['a stale year', { headline: 'The best of 2024' }, {}, 'stale_year headline'],
  ['a spam phrase', { headline: 'Act now and save' }, {}, 'spam_phrase headline'],
  ['a direction override', { lead: 'abc\u202edef' }, {}, 'hidden_character lead'],
  ['a link shortener', { lead: '[a](https://bit.ly/x)' }, {}, 'link_shortener lead'],
  [
    'one label for two links',
    { lead: '[Article](https://example.com/2)' },
    {},
    'link_text_duplicate lead',
  ],
  [
    'an unreachable link',
    {},
    { unreachableLinks: ['https://example.com/1'] },
    'link_unreachable sections.0.source.url',
  ],
  [
    'a file name as alternative text',
    { image: { url: 'https://example.com/i.png', alt: 'IMG_001.png' } },
    {},
    'image_alt image.alt',
  ],
  [
    'a large image',
    { image: { url: 'https://example.com/i.png', alt: 'A lamp' } },
    { imageSizes: { 'https://example.com/i.png': { width: 1600, height: 900 } } },
    'image_large image.url',
  ],
  [
    'two points',
    {
      sections: [
        { heading: 'S', source: { title: 'T', url: 'https://example.com', points: ['a', 'b'] } },
      ],
    },
    {},
    'points_few sections.0.source.points',
  ],
  [
    'points without a source',
    { sections: [{ heading: 'S', body: [{ text: '✅ a', voice: 'narration' }] }] },
    {},
    'source_missing sections.0.source.url',
  ],
])('%s is told', (_, changes, facts, warning) => {
  expect(check(changes, facts)).toEqual({ errors: [], warnings: [warning] });
});
