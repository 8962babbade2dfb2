// The parsers of digests, as JSON, Markdown and a pasted page, and the checks that read every text.

import { checkDigest } from '../../src/digest/checks/checks.ts';
import { readText } from '../../src/digest/intake/read-text.ts';
import { markdownToDigest } from '../../src/digest/markdown/markdown.ts';
import { importPage } from '../../src/digest/paste/paste.ts';
import { parseDigest } from '../../src/digest/schema.ts';
import { after, type Door, lineShapes, repeat, type Shape } from './shapes.ts';

const today = '2026-11-26';

export const digestDoors: Readonly<Record<string, Door>> = {
  'the digest as JSON': {
    parse: (text) => {
      const image = { url: `https://example.com/${text}`, alt: text, credit: text };
      return [
        parseDigest(digestWith({ headline: text, publishedOn: text })),
        parseDigest(digestWith({ lead: text, language: text })),
        parseDigest(digestWith({ subject: text, preheader: text })),
        parseDigest(digestWith({ image })),
      ];
    },
    shapes: inlineShapes(),
  },
  'checks of a digest': {
    parse: (text) => {
      const paragraphs = (text.match(/[\s\S]{1,9000}/g) ?? []).slice(0, 200);
      const closing = paragraphs.map((part) => ({ text: `${part}a` }));
      const parsed = parseDigest(digestWith({ closing }));
      return parsed.kind === 'ok' && checkDigest(parsed.digest, { subject: 'a', today });
    },
    shapes: [
      ...inlineShapes(),
      ...['{', '{{', '*|', '2', '20', '無料'].map(repeat),
      after('{{', repeat(' ')),
    ],
  },
  Markdown: {
    parse: (text) => [markdownToDigest(text), markdownToDigest(`# a\n\n## a\n\n${text}\n`)],
    shapes: [...lineShapes, ...inlineShapes(), ...markdownShapes()],
  },
  'a pasted page': {
    parse: (text) => [
      importPage(text),
      importPage(`a\n${text}\n✅ a\n${text}\n出典: https://a.example`),
    ],
    shapes: [...lineShapes, ...inlineShapes(), ...pageShapes()],
  },
  'a page of HTML': {
    parse: (text) => [readText(text, 'text'), readText(`<p>a</p>${text}`, 'html')],
    shapes: htmlShapes(),
  },
};

function inlineShapes(): Shape[] {
  const marks = [
    '[',
    '](',
    '[a](https://',
    '[a](https://b()',
    '[a](x:',
    '**',
    '** ',
    '**a',
    '(',
    '\\',
  ];
  return marks.map(repeat);
}

function markdownShapes(): Shape[] {
  const lines = ['## a\n', '### [a](https://b.c)\n', '> Q: a\n> A: b\n', '- ✅ a\n', '- 💡 a\n'];
  const foreign = [
    ...['`', '`` ` ', '*', '*a ', ' *a', '_a ', '~~a ', '==a', '<a', '<!--', '--><!--', '&a', '{#'],
    ...[
      '[a][',
      '[a](<https://b',
      '[a](https://b "',
      "[a](https://b '",
      '[a](https://b (',
      '<https://a',
    ],
    ...[
      'a | b\n',
      '---|---\n',
      '```\n',
      '<!--\n',
      '1. a\n',
      'a\n---\n',
      'a\\\n',
      '> a\n',
      '\\\\',
      '# ',
    ],
    ...['[a]: https://b.c\n\n', ', ', ' 2026', '- '],
  ];
  return [...lines, ...foreign, '![', '![a](b "', ' · ', '---\n', 'a: b\n', '#', '-'].map(repeat);
}

function pageShapes(): Shape[] {
  const lines = [
    '✅ a\n',
    '✅ a\nb\n',
    '✅\n',
    '💡a\n',
    '🚩\n',
    '結論\n',
    'a?\nb\n',
    '2026年1月1日\n',
    ...['公開日:\n', '> a\n', '出典: https://a.example/\n', 'https://a.example/a\n', 'b/c\n'],
    ...['--\n', 'From: a\n', '8:00 a b\n', '8:00 a "b\n', 'a\nb · 2026-01-01\n✅ c\n', 'a, 2026 '],
    `${'word '.repeat(14)}\n\n`,
  ];
  const words = [
    'さらに読む ⇒',
    'source ',
    '出典: ',
    '⇒',
    ':',
    '\t',
    '?',
    '」',
    '2026-',
    'logo menu ',
    ...[
      'https://',
      'https://a.example/(',
      'https://www.google.com/url?q=',
      'ｈｔｔｐｓ：／／',
      '&amp;',
      '&#',
      '・',
      '1.',
      'か\u3099',
      '\u0301',
      '\u200b',
      '。',
      '）',
    ],
  ];
  return [...lines, ...words].map(repeat);
}

function htmlShapes(): Shape[] {
  const pieces = [
    ...['<', '<p>', '</p>', '<p>✅ a</p>', '<a href="https://a.b">', '<a href="https://a.b">c</a>'],
    ...[
      '<nav>',
      '<nav>a</nav>',
      '<header>a',
      '<b>',
      '<!--',
      '&amp;',
      '&',
      '<br>',
      '<pre>\n',
      '<svg>',
    ],
    ...['<del>', '<del>a</del>', '<p class=MsoCommentText>a'],
    ...['<div hidden>', '<img alt="✅">', "<span style='font-family:Wingdings'>ü", '菊\n', '<td>a'],
  ];
  return pieces.map(repeat);
}

function digestWith(parts: object) {
  const source = { title: 'a', url: 'https://example.com', points: ['a'] };
  const sections = [{ heading: 'a', source }];
  return { version: 1, language: 'en', headline: 'a', sections, conclusion: ['a'], ...parts };
}
