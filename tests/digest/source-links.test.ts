// What the links to sources are called, and how addresses are written.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUrl } from '../../src/digest/encoded-url.ts';
import type { Source } from '../../src/digest/schema.ts';
import { nameSourceLinks } from '../../src/digest/source-links.ts';
import { digests } from '../render/samples.ts';

function name(language: string, ...sources: (Partial<Source> | null)[]): (string | null)[] {
  const sections = sources.map((source, index) => ({
    heading: 'x',
    opener: [],
    body: [],
    ...(source === null
      ? {}
      : {
          source: {
            title: `T${index}`,
            url: `https://e.example/${index}`,
            points: ['x'],
            ...source,
          },
        }),
  }));
  return nameSourceLinks({ ...digests.picture, language, sections });
}

test('names a source by its publisher alone, and by its title too where the publisher comes again', () => {
  expect(name('ja', { publisher: '東京新聞' }, null, { publisher: 'BBC' })).toEqual([
    '東京新聞で読む',
    null,
    'BBCで読む',
  ]);
  expect(name('en', { publisher: 'BBC' }, { publisher: 'The Post' }, { publisher: 'BBC' })).toEqual(
    ['Read on at BBC: T0', 'Read on at The Post', 'Read on at BBC: T2'],
  );
  expect(name('ja', {}, { title: '本当か?' })).toEqual(['出典を読む：T0', '出典を読む：本当か？']);
});

test('tells apart by a number what has one publisher, one title and two addresses', () => {
  const same = { publisher: 'BBC', title: 'Live' };
  expect(name('en', same, same)).toEqual(['Read on at BBC: Live', 'Read on at BBC: Live (2)']);
  const url = 'https://e.example/live';
  expect(new Set(name('en', { ...same, url }, { ...same, url })).size).toBe(1);
});

test('gives no two addresses the same words', () => {
  const few = fc.constantFrom('A', 'B');
  const source = fc.record({
    publisher: few,
    title: few,
    url: few.map((x) => `https://${x}.example/`),
  });
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 5 }), (sources) => {
      const leads = new Map<string | null, string>();
      for (const [index, words] of name('en', ...sources).entries()) {
        const url = sources[index]?.url ?? '';
        expect(leads.get(words) ?? url).toBe(url);
        leads.set(words, url);
      }
    }),
  );
});

test('writes an address in ASCII, the same for every server', () => {
  expect(encodeUrl('https://ja.wikipedia.org/wiki/停戦_(2025年)?q=メール#節')).toBe(
    'https://ja.wikipedia.org/wiki/%E5%81%9C%E6%88%A6_(2025%E5%B9%B4)?q=%E3%83%A1%E3%83%BC%E3%83%AB#%E7%AF%80',
  );
  expect(encodeUrl('https://日本.example/')).toBe('https://xn--wgv71a.example/');
  expect(encodeUrl('mailto:a@b.example?subject=件名')).toBe(
    'mailto:a@b.example?subject=%E4%BB%B6%E5%90%8D',
  );
  for (const plain of ['https://e.example', 'https://e.example/a%2fb|c?d=%', 'mailto:a@b.example'])
    expect(encodeUrl(plain)).toBe(plain);
});
