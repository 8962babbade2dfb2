// The little markup inside a text.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  disarmLinks,
  findRefusedLink,
  type Inline,
  isHttpsUrl,
  isSafeHref,
  parseInline,
  plainText,
  printInline,
} from '../../src/digest/inline.ts';
import { roughText } from './arbitrary.ts';

test('strong words and links become nodes, also inside each other', () => {
  expect(parseInline('a **b [c](https://example.com/d)** e')).toEqual([
    { kind: 'text', text: 'a ' },
    {
      kind: 'strong',
      children: [
        { kind: 'text', text: 'b ' },
        {
          kind: 'link',
          href: 'https://example.com/d',
          children: [{ kind: 'text', text: 'c' }],
        },
      ],
    },
    { kind: 'text', text: ' e' },
  ]);
});

test('an address may hold a pair of parentheses', () => {
  expect(parseInline('[菊](https://example.com/Aster_(plant))')).toEqual([
    {
      kind: 'link',
      href: 'https://example.com/Aster_(plant)',
      children: [{ kind: 'text', text: '菊' }],
    },
  ]);
});

test.each([
  '2 ** 3 ** 4',
  '****',
  '**open',
  '<b>x</b>',
  '[a](b)',
  '[](https://example.com)',
  '[a](javascript:alert(1))',
  '[a](https://user:pw@example.com/)',
  '[a](https://)',
])('%s is only words', (text) => {
  expect(parseInline(text)).toEqual([{ kind: 'text', text }]);
});

test('nodes print back as exactly the text they came from', () => {
  fc.assert(
    fc.property(roughText, (text) => {
      expect(printInline(parseInline(text))).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test('no text yields a link to anything but https or mailto, nor a nested link', () => {
  const hrefs = (nodes: Inline[]): string[] =>
    nodes.flatMap((node) => {
      if (node.kind === 'text') return [];
      return node.kind === 'link' ? [node.href, ...hrefs(node.children)] : hrefs(node.children);
    });
  fc.assert(
    fc.property(roughText, (text) => {
      for (const href of hrefs(parseInline(text))) expect(isSafeHref(href)).toBe(true);
    }),
  );
});

test('the plain text of a text has labels and words, but no marks', () => {
  expect(plainText('**a** [b](https://example.com) *c*')).toBe('a b *c*');
});

test.each([
  ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
  ['[x]( JavaScript:alert)', '[x]( JavaScript:alert)'],
  ['[x](data:text/html,y)', '[x](data:text/html,y)'],
  ['[x](http://example.com)', '[x](http://example.com)'],
  ['[x](https://a@example.com)', '[x](https://a@example.com)'],
  ['[x](https://example.com) [y](mailto:a@example.com) [1](see: below)', null],
])('of %s the refused link is %s', (text, refused) => {
  expect(findRefusedLink(text)).toBe(refused);
});

test.each([
  'http://example.com',
  'HTTPS://example.com',
  'https:/example.com',
  'https://',
  'https://exa mple.com',
  'https://example.com/\u202e',
  'https://me@example.com',
  'https://example.com\\@evil.example',
  '//example.com',
  'javascript:alert(1)',
])('%s is no https address', (url) => {
  expect(isHttpsUrl(url)).toBe(false);
});

test('long hostile texts are read in time that grows with their length', () => {
  for (const piece of ['**', '[', '[a](https://', '[a](', '** a', '[a](mailto:']) {
    const text = piece.repeat(200_000);
    expect(printInline(parseInline(text))).toBe(text);
    expect(findRefusedLink(disarmLinks(text))).toBeNull();
  }
});

test('a disarmed text keeps every character and has no refused link', () => {
  fc.assert(
    fc.property(roughText, (text) => {
      const safe = disarmLinks(text);
      expect(findRefusedLink(safe)).toBeNull();
      expect(safe.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});
