// Content-Signal: ai-input=no, in a robots.txt and in a header.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOpenWeb } from '../../../src/digest/checks/open-web.ts';
import { readArticle } from '../../../src/proposals/articles/read-article.ts';
import {
  keepsFromModels,
  robotsKeepFromModels,
} from '../../../src/proposals/web/content-signal.ts';
import { readGroups } from '../../../src/proposals/web/robots-groups.ts';

const url = 'https://site.example.com/news/page?a=1';
const kept = (robots: string) =>
  robotsKeepFromModels(readGroups(robots, 'ChrysanthemumDigest'), url);

test('a signal keeps from models only what says so in so many words', () => {
  expect(keepsFromModels('search=yes, ai-train=no, AI-Input=No')).toBe(true);
  expect(keepsFromModels('/news ai-input=no')).toBe(true);
  for (const other of ['', 'ai-train=no', 'ai-input=yes', 'ai-input=nobody', 'xai-input=no']) {
    expect(keepsFromModels(other)).toBe(false);
  }
});

test('of a robots.txt our own group counts, else that for everybody, and what stands before all', () => {
  expect(kept('User-agent: *\nAllow: /\nContent-Signal: search=yes,ai-input=no')).toBe(true);
  expect(kept('Content-Signal: ai-input=no\nUser-agent: *\nAllow: /')).toBe(true);
  expect(kept('User-agent: OtherBot\nContent-Signal: ai-input=no')).toBe(false);
  const own = 'User-agent: chrysanthemumdigest\nContent-Signal: ai-input=yes';
  expect(kept(`User-agent: *\nContent-Signal: ai-input=no\n${own}`)).toBe(false);
  expect(kept('User-agent: OtherBot\nUser-agent: *\nDisallow:\ncontent-signal: ai-input=no')).toBe(
    true,
  );
  expect(kept('User-agent: *\n# Content-Signal: ai-input=no')).toBe(false);
  expect(kept('User-agent: *\nContent-Signal: /news/ ai-input=no')).toBe(true);
  expect(kept('User-agent: *\nContent-Signal: /sport/ ai-input=no')).toBe(false);
});

test('any text is read as a robots.txt without an error', () => {
  const pieces = [
    'User-agent',
    'Content-Signal',
    ':',
    '*',
    'ai-input=no',
    '/news',
    '#',
    '\n',
    ' ',
    'é',
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join(''));
  fc.assert(fc.property(text, (robots) => typeof kept(robots) === 'boolean'));
});

test('an article is for models unless its page or its site keeps it from them', async () => {
  const paragraph =
    '<p>港町の図書館は、昨年の春から夜も開いている。利用者は、一年で二倍に増えた。</p>';
  const page = `<html lang="ja"><body><article>${paragraph.repeat(8)}</article></body></html>`;
  const read = async (robots: string, headers: Record<string, string> = {}) => {
    const type = { 'content-type': 'text/html; charset=utf-8' };
    const outcome = await readArticle(
      {
        dial: async (asked) =>
          asked.endsWith('/robots.txt')
            ? new Response(robots)
            : new Response(page, { headers: { ...type, ...headers } }),
        isOpen: isOpenWeb,
        agent: 'ChrysanthemumDigest/1 (+https://digest.example.com)',
      },
      url,
    );
    return outcome.kind === 'read' && outcome.article.isForModels;
  };
  expect(await read('')).toBe(true);
  expect(await read('User-agent: *\nContent-Signal: ai-input=no')).toBe(false);
  expect(await read('', { 'content-signal': 'ai-input=no' })).toBe(false);
});
