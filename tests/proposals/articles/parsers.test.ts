// Whatever a page holds, its readers give what they promise and nothing else.

import fc from 'fast-check';
import { parseHTML } from 'linkedom/worker';
import { expect, test } from 'vitest';
import { decodePage } from '../../../src/proposals/articles/decode-page.ts';
import { readLinkedData } from '../../../src/proposals/articles/linked-data.ts';
import { readLines, tidyLine } from '../../../src/proposals/articles/page-lines.ts';
import { askRobots } from '../../../src/proposals/web/robots.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });

test('any bytes under any header are a text, and text in UTF-8 is itself', () => {
  const header = fc.oneof(
    fc.constantFrom('', 'text/html', 'text/html; charset=shift_jis', 'text/html; charset=nonsense'),
    anyText,
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), header, (bytes, type) => {
      expect(decodePage(bytes, type).isWellFormed()).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const bytes = new TextEncoder().encode(`a${text}`);
      expect(decodePage(bytes, 'text/html; charset=utf-8')).toBe(`a${text}`);
    }),
  );
});

const pageWith = (json: string) => {
  const { document } = parseHTML('<html><body></body></html>');
  const script = document.createElement('script');
  script.setAttribute('type', 'application/ld+json');
  script.textContent = json;
  document.body.append(script);
  return document;
};

test('any JSON-LD gives facts of their kinds or none, and an article is found wherever lists hold it', () => {
  const keys = fc.constantFrom(
    ...['@type', '@graph', '@id', 'headline', 'name', 'publisher', 'datePublished', 'image'],
    ...['url', 'mainEntity', 'mainEntityOfPage', 'articleBody', 'isAccessibleForFree', '__proto__'],
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('Article', 'WebPage', 'NewsArticle', '2026-10-02T00:00:00Z', 'False'),
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 6 }),
    ),
  }));
  fc.assert(
    fc.property(value, (data) => {
      const facts = readLinkedData(pageWith(JSON.stringify(data)), 'https://news.example.com/a');
      if (facts === null) return;
      const { isFree, bodyLength, publishedOn, ...texts } = facts;
      expect(typeof isFree).toBe('boolean');
      expect(bodyLength === null || bodyLength >= 0).toBe(true);
      expect(publishedOn ?? '2026-10-02').toMatch(/^\d{4}-\d\d-\d\d$/);
      for (const text of Object.values(texts)) expect(text === null || text !== '').toBe(true);
    }),
  );
  const article = { '@type': 'NewsArticle', headline: '夜に開く図書館' };
  const wrap = fc.constantFrom<(one: unknown) => unknown>(
    (one) => [one],
    (one) => [{ '@type': 'Organization' }, one],
    (one) => ({ '@graph': [one] }),
    (one) => ({ '@type': 'Thing', mainEntity: one }),
  );
  fc.assert(
    fc.property(fc.array(wrap, { maxLength: 2 }), (wraps) => {
      const json = JSON.stringify(wraps.reduce((one, put) => put(one), article as unknown));
      expect(readLinkedData(pageWith(json), 'https://news.example.com/a')?.title).toBe(
        article.headline,
      );
    }),
  );
});

test('a tidy line is tidy, and stays what it is', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const line = tidyLine(text);
      expect(line).not.toMatch(/[\r\n\t]|^\s|\s$/);
      expect(line.isWellFormed()).toBe(true);
      expect(tidyLine(line)).toBe(line);
    }),
  );
});

test('of any tree the lines are the words that it shows, in order', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}\.$/);
  const { node } = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      word,
      fc
        .tuple(
          fc.constantFrom('p', 'div', 'b', 'section', 'li'),
          fc.array(tie('node'), { maxLength: 3 }),
        )
        .map(([name, inner]) => `<${name}>${inner.join(' ')}</${name}>`),
      fc
        .tuple(fc.constantFrom('script', 'style', 'nav'), word)
        .map(([name, text]) => `<${name}>${text}</${name}>`),
    ),
  }));
  fc.assert(
    fc.property(node, (html) => {
      const { document } = parseHTML(`<html><body>${html}</body></html>`);
      const shown = html.replace(/<(script|style|nav)>.*?<\/\1>/g, '').match(/[a-z]+\./g) ?? [];
      const lines = readLines(document.body);
      expect(lines.join(' ').match(/[a-z]+\./g) ?? []).toEqual([...shown]);
      for (const line of lines) expect(tidyLine(line)).toBe(line);
    }),
  );
});

test('any robots.txt is read without a fault', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      'User-agent: *',
      'Disallow: /',
      'Allow: /a',
      'Content-Signal: ai-input=no',
      'Disallow: /*$',
    ),
    anyText,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
      const dial = async () =>
        new Response(lines.join('\n'), { headers: { 'content-type': 'text/plain' } });
      const web = { dial, isOpen: () => true, agent: 'ChrysanthemumDigest/1' };
      const word = await askRobots(web, 'https://news.example.com/a');
      expect(Object.values(word).map((one) => typeof one)).toEqual(['boolean', 'boolean']);
    }),
  );
});
