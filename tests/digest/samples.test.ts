// The two samples that everybody sees first.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkDigest } from '../../src/digest/checks/checks.ts';
import type { Imported } from '../../src/digest/import/lines.ts';
import { digestToMarkdown, markdownToDigest } from '../../src/digest/markdown/markdown.ts';
import { importPage } from '../../src/digest/paste/paste.ts';
import { findLostLines } from './lines-lost.ts';

function readSample(name: string): string {
  return readFileSync(new URL(`../../dev/samples/${name}`, import.meta.url), 'utf8');
}

function digestOf(result: Imported) {
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.errors));
  expect(result.warnings).toEqual([]);
  return result.digest;
}

test('the Japanese page is imported without a warning and without losing a line', () => {
  const page = readSample('digest-ja.txt');
  const digest = digestOf(importPage(page));
  expect(findLostLines(page, digest, [])).toEqual([]);
  expect(digest.language).toBe('ja');
  expect(
    digest.sections.map(({ hook, source }) => [hook !== undefined, source?.points.length]),
  ).toEqual([
    [true, 3],
    [true, 3],
    [true, 3],
  ]);
  expect(digest.sections.map(({ source }) => [source?.publisher, source?.publishedOn])).toEqual([
    ['汐見新報', '2026-10-28'],
    ['季刊まちのあかり', '2026-09-12'],
    [undefined, undefined],
  ]);
  expect(digest.conclusion).toHaveLength(3);
});

test('the English Markdown is imported without a warning', () => {
  const digest = digestOf(markdownToDigest(readSample('digest-en.md')));
  expect(digest.language).toBe('en');
  expect(digest.sections).toHaveLength(3);
  expect(digest.closing).toHaveLength(1);
  expect(digest.conclusion).toHaveLength(3);
});

test('the example of the documentation is imported without a warning, in each of its forms', () => {
  const docs = readFileSync(new URL('../../docs/digest-format.md', import.meta.url), 'utf8');
  const block = (language: string) =>
    docs.match(new RegExp(`^\`\`\`\`${language}\n([^]+?)^\`\`\`\`$`, 'm'))?.[1] ?? '';
  const fromMarkdown = digestOf(markdownToDigest(block('markdown')));
  const { publishedOn: _, ...fromPage } = fromMarkdown;
  expect(JSON.parse(block('json'))).toMatchObject({ headline: fromMarkdown.headline });
  expect(digestOf(importPage(block('text')))).toEqual(fromPage);
});

test.each([
  ['digest-ja.txt', importPage],
  ['digest-en.md', markdownToDigest],
])('%s has nothing to be checked and comes back from Markdown unchanged', (name, read) => {
  const digest = digestOf(read(readSample(name)));
  const today = '2026-11-22';
  const result = checkDigest(digest, { subject: 'Short', htmlBytes: 30_000, today });
  expect(result).toEqual({ errors: [], warnings: [] });
  expect(digestOf(markdownToDigest(digestToMarkdown(digest)))).toEqual(digest);
});
